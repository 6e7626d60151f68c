/** Banks and people write one id in many ways: blanks and capitals make no other payment of it. */
export const paymentKey = (reference: string): string =>
  reference.replaceAll(' ', '').replace(/[a-z]/gu, (letter) => letter.toUpperCase());

/** The same in SQL, as the unique index of `payments` has it. */
export const PAYMENT_KEY = "upper(replace(reference, ' ', ''))";

/** As it is kept and shown: without blanks around it, one between its parts. */
export const tidyReference = (text: string): string => text.trim().replace(/\s+/gu, ' ').slice(0, 80);
