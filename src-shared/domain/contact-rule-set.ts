import type { Weekday } from './civil-date.ts';

/** 'HH:mm' to 'HH:mm' on the debtor's clock; the end is the first moment outside. */
export type ContactWindow = { readonly from: string; readonly to: string };

export type ContactPeriod = 'day' | 'calendar-week' | 'rolling-7-days' | 'calendar-month';

export type ContactLimit = { readonly period: ContactPeriod; readonly max: number };

/** When and how often a debtor may be called: data that a person has checked against the current text of the rule. */
export type ContactRuleSet = {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** What must be checked by whoever relies on the set. */
  readonly note: { readonly it: string; readonly en: string };
  /** Who compared the numbers with the current text, and when; null until somebody has. */
  readonly checked: { readonly by: string; readonly on: string } | null;
  readonly windows: Readonly<Record<Weekday, readonly ContactWindow[]>>;
  readonly holidays: 'italian' | 'none';
  /** Local patron and company days: 'YYYY-MM-DD', or 'MM-DD' for every year. */
  readonly extraHolidays: readonly string[];
  /** What the limits count: conversations held, or every call placed. */
  readonly counter: 'conversation' | 'attempt';
  readonly limits: readonly ContactLimit[];
  /** A cap of one's own on calls placed, answered or not; an empty list means none. */
  readonly attemptCap: readonly ContactLimit[];
  /** Whole days without a call after a conversation, its own day included as the first; 0 means none. */
  readonly restDays: number;
};

const WEEKDAY: readonly ContactWindow[] = [{ from: '08:30', to: '21:00' }];

export const UNIREC_2017: ContactRuleSet = {
  id: 'it-unirec-2017',
  title: 'Codice di condotta UNIREC–Consumatori (2015/2017)',
  source: 'Il Sole 24 Ore (via studiocorvi.net); cinquantamila.it, 21-05-2018; servizitrivenetosrl.com',
  note: {
    it: 'Valori delle edizioni 2015/2017, da fonti di stampa. L’edizione di marzo 2025 va letta e i limiti confermati da una persona prima di farvi affidamento. Il tetto ai tentativi è una scelta dell’azienda.',
    en: 'Figures of the 2015/2017 editions, from the press. A person must read the edition of March 2025 and confirm the limits before relying on them. The cap on attempts is the company’s own choice.',
  },
  checked: null,
  windows: { 1: WEEKDAY, 2: WEEKDAY, 3: WEEKDAY, 4: WEEKDAY, 5: WEEKDAY, 6: [{ from: '08:30', to: '15:00' }], 7: [] },
  holidays: 'italian',
  extraHolidays: [],
  counter: 'conversation',
  limits: [
    { period: 'day', max: 1 },
    { period: 'calendar-week', max: 3 },
  ],
  attemptCap: [
    { period: 'day', max: 6 },
    { period: 'calendar-week', max: 20 },
  ],
  restDays: 0,
};
