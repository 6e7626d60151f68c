import type { Cents } from './money.ts';

/** A repayment plan: equal instalments, and a last one that takes the rest where they do not come out even. */
export type Instalments = { readonly instalments: number; readonly amount: Cents; readonly last?: Cents | undefined };

/** What the instalment with this number (from 1) is. */
export const instalmentAmount = ({ instalments, amount, last }: Instalments, n: number): Cents =>
  n === instalments ? (last ?? amount) : amount;

export const planTotal = ({ instalments, amount, last }: Instalments): Cents =>
  amount * (instalments - 1) + (last ?? amount);

/** The amount of each instalment that spreads a debt evenly; the last one is never less. */
export const evenInstalment = (owed: Cents, instalments: number): Cents => Math.floor(owed / instalments);

/** The last instalment that makes the plan come to what is owed, to the cent; null where the others reach it already. */
export const lastInstalment = (owed: Cents, instalments: number, amount: Cents): Cents | null => {
  const last = owed - amount * (instalments - 1);
  return last > 0 ? last : null;
};
