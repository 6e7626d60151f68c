import type { HistoryEntry } from '../../../src-shared/contract/entities.ts';
import type { Lang } from '../../../src-shared/contract/basics.ts';
import type { OutcomeDefinition } from '../../../src-shared/domain/outcome-catalogue.ts';
import { formatPhone } from '../../../src-shared/domain/phone.ts';
import type { Format } from '../../app/format.ts';
import type { Tone } from '../../ui/tag.tsx';
import type { Say } from '../say.ts';

export const HISTORY_FILTERS = ['all', 'calls', 'promises', 'payments', 'notes'] as const;
export type HistoryFilter = (typeof HISTORY_FILTERS)[number];

/** A line of the history as it is shown: when, a word with its meaning, a sentence, who and what was noted. */
export type HistoryLine = {
  readonly id: string;
  readonly at: string;
  readonly tag: string | null;
  readonly tone: Tone;
  readonly text: string;
  readonly by: string;
  readonly detail: string;
  readonly note: string;
  readonly disposition: HistoryEntry['disposition'];
  readonly filters: readonly HistoryFilter[];
  /** The call of our telephone that the line is about, or empty. */
  readonly phoneId: string;
};

export type HistoryContext = {
  readonly say: Say;
  readonly format: Format;
  readonly lang: Lang;
  readonly outcomes: readonly OutcomeDefinition[];
  /** Amounts stay hidden while the identity is not verified. */
  readonly masked: boolean;
};

const GROUP_TONES: Readonly<Record<OutcomeDefinition['group'], Tone>> = {
  promise: 'good',
  paid: 'good',
  contact: 'info',
  'no-contact': 'plain',
  dispute: 'warn',
  refusal: 'warn',
  stop: 'bad',
};

const text = (value: HistoryEntry['params'][string] | undefined): string => (typeof value === 'string' ? value : '');
const number = (value: HistoryEntry['params'][string] | undefined): number | null =>
  typeof value === 'number' ? value : null;

const phone = (value: string): string => (value.startsWith('+') ? formatPhone(value) : value);

/** 4 min 12 s */
export const durationWords = (seconds: number, say: Say): string =>
  seconds < 60
    ? say('history.seconds', { count: seconds })
    : say('history.minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });

const moneyOf = (entry: HistoryEntry, key: string, { say, format, masked }: HistoryContext): string => {
  const cents = number(entry.params[key]);
  if (cents === null) return '';
  return masked ? say('card.maskedShort') : format.money(cents);
};

const planText = (entry: HistoryEntry, context: HistoryContext): string => {
  const { say } = context;
  const count = number(entry.params['planInstalments']);
  if (count === null) return '';
  const [amount, last] = [moneyOf(entry, 'planAmount', context), moneyOf(entry, 'planLast', context)];
  const plan = say('history.plan', { count, amount });
  return last === '' ? plan : say('history.planLast', { plan, last });
};

const outcomeText = (entry: HistoryEntry, context: HistoryContext): string => {
  const { say, format } = context;
  const { params } = entry;
  const [dueOn, method] = [text(params['promiseDueOn']), text(params['promiseMethod'])];
  const callbackAt = text(params['callbackAt']);
  const parts = [
    planText(entry, context),
    dueOn === ''
      ? ''
      : say('history.promise', { amount: moneyOf(entry, 'promiseAmount', context), date: format.dayMonth(dueOn) }),
    method === '' ? '' : say('history.method', { method: say(`method.${method}`) }),
    callbackAt === '' ? '' : say('history.callback', { when: format.moment(callbackAt, text(params['callbackZone'])) }),
    number(params['amount']) === null ? '' : say('history.claimed', { amount: moneyOf(entry, 'amount', context) }),
    text(params['representative']),
  ];
  return parts.filter((part) => part !== '').join(' · ');
};

const base = (entry: HistoryEntry): Omit<HistoryLine, 'tag' | 'tone' | 'text' | 'filters'> => ({
  id: entry.id,
  at: entry.at,
  by: entry.by,
  detail: '',
  note: entry.text,
  disposition: entry.disposition,
  phoneId: entry.kind === 'call' ? text(entry.params['phoneId']) : '',
});

const callDetail = (call: HistoryEntry | undefined, say: Say): string => {
  if (call === undefined) return '';
  const seconds = number(call.params['durationS']);
  return [phone(text(call.params['number'])), seconds === null ? '' : durationWords(seconds, say)]
    .filter((part) => part !== '')
    .join(' · ');
};

/** What a leader did to the case, said with the reason. */
const LEADERS_NOTES = ['unblocked', 'resumed', 'claim-rejected'] as const;

const lineOf = (entry: HistoryEntry, call: HistoryEntry | undefined, context: HistoryContext): HistoryLine => {
  const { say, format, outcomes, lang } = context;
  const { params } = entry;
  switch (entry.kind) {
    case 'call':
      return {
        ...base(entry),
        tag: say('history.tag.call'),
        tone: 'plain',
        text: callDetail(entry, say),
        filters: ['calls'],
      };
    case 'outcome': {
      const definition = outcomes.find(({ code }) => code === entry.code);
      const group = definition?.group ?? 'contact';
      return {
        ...base(entry),
        tag: definition?.label[lang] ?? entry.code ?? '',
        tone: GROUP_TONES[group],
        text: outcomeText(entry, context),
        detail: callDetail(call, say),
        phoneId: text(call?.params['phoneId']),
        filters: group === 'promise' ? ['calls', 'promises'] : ['calls'],
      };
    }
    case 'note': {
      const leaders = LEADERS_NOTES.find((code) => code === entry.code);
      const tag = say(leaders === undefined ? 'history.tag.note' : `history.tag.${leaders}`);
      return { ...base(entry), tag, tone: leaders === undefined ? 'plain' : 'info', text: '', filters: ['notes'] };
    }
    case 'contact-edit': {
      const status = text(params['status']);
      return {
        ...base(entry),
        tag: say('history.tag.contact'),
        tone: 'plain',
        text:
          params['add'] === true
            ? say('history.contactAdded', { value: phone(text(params['value'])) })
            : status === ''
              ? say('history.contactChanged')
              : say('history.contactStatus', { status: say(`card.contact.status.${status}`) }),
        filters: ['notes'],
      };
    }
    case 'flag':
      return {
        ...base(entry),
        tag: say(`card.flag.${entry.code ?? ''}`),
        tone: params['set'] === false ? 'plain' : 'bad',
        text: params['set'] === false ? say('history.flagCleared') : '',
        filters: ['notes'],
      };
    case 'payment':
    case 'payment-reversal': {
      const paidOn = text(params['paidOn']);
      return {
        ...base(entry),
        tag: say(`history.tag.${entry.kind}`),
        tone: entry.kind === 'payment' ? 'good' : 'bad',
        text: [moneyOf(entry, 'amount', context), paidOn === '' ? '' : format.date(paidOn), text(params['channel'])]
          .filter((part) => part !== '')
          .join(' · '),
        filters: ['payments'],
      };
    }
    case 'promise-kept':
    case 'promise-broken': {
      const dueOn = text(params['dueOn']);
      const amount = moneyOf(entry, 'amount', context);
      return {
        ...base(entry),
        tag: say(`history.tag.${entry.kind}`),
        tone: entry.kind === 'promise-kept' ? 'good' : 'bad',
        text: dueOn === '' ? amount : say('history.promise', { amount, date: format.dayMonth(dueOn) }),
        filters: ['promises'],
      };
    }
    case 'rescheduled': {
      const at = text(params['at']);
      return {
        ...base(entry),
        tag: say('history.tag.rescheduled'),
        tone: 'info',
        text: at === '' ? '' : say('history.to', { when: format.moment(at, text(params['zone'])) }),
        filters: ['notes'],
      };
    }
    case 'recording-consent':
      return {
        ...base(entry),
        tag: say('history.tag.recording'),
        tone: 'plain',
        text: say(params['given'] === true ? 'history.recordingGiven' : 'history.recordingRefused'),
        filters: ['calls'],
      };
    case 'placement':
    case 'assignment':
    case 'closed':
      return {
        ...base(entry),
        tag: null,
        tone: 'plain',
        text: say(`history.${entry.kind}`, wordsIn(params)),
        filters: [],
      };
  }
};

const wordsIn = (params: HistoryEntry['params']): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(params).filter(
      (pair): pair is [string, string | number] => typeof pair[1] === 'string' || typeof pair[1] === 'number',
    ),
  );

/** Newest first; a call that has an outcome is told by the outcome's line, once. */
export const historyLines = (history: readonly HistoryEntry[], context: HistoryContext): readonly HistoryLine[] => {
  const calls = new Map(history.filter(({ kind }) => kind === 'call').map((entry) => [entry.id, entry]));
  const told = new Set(history.map(({ params }) => text(params['callOpId'])));
  return history
    .filter((entry) => entry.kind !== 'call' || !told.has(entry.id))
    .map((entry) => lineOf(entry, calls.get(text(entry.params['callOpId'])), context))
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? 1 : -1));
};
