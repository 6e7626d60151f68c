import type { HistoryEntry } from '../../../src-shared/contract/entities.ts';
import type { Operation, OperationBody } from '../../../src-shared/contract/operations.ts';
import { historyEntry } from '../../../src-shared/sync/history.ts';
import { describe, expect, test } from 'vitest';
import { DEFAULT_OUTCOMES } from '../../../src-shared/domain/outcome-catalogue.ts';
import type { AgendaRow } from '../../../src-renderer/offline/api.ts';
import { formatFor } from '../../../src-renderer/app/format.ts';
import { createI18n } from '../../../src-renderer/app/i18n/i18n.ts';
import { agendaGroups } from '../../../src-renderer/workstation/agenda-screen.tsx';
import { contactValue } from '../../../src-renderer/workstation/card/add-contact-dialog.tsx';
import { contactOrder } from '../../../src-renderer/workstation/card/people.ts';
import { historyLines } from '../../../src-renderer/workstation/card/history-words.ts';
import { paymentReason } from '../../../src-renderer/workstation/card/more-panel.tsx';
import { newlyDue, systemNotice } from '../../../src-renderer/workstation/due-callbacks.tsx';
import { rankWords } from '../../../src-renderer/workstation/queue/rank-words.ts';
import type { Say } from '../../../src-renderer/workstation/say.ts';
import { caseRow, entry, partyRow, phone, position, ZONE } from './rows.ts';

const i18n = await createI18n('it');
const say = i18n.getFixedT('it', 'workstation') as unknown as Say;
const format = formatFor('it');
const NOW = '2026-11-23T09:30:00.000Z';

const agendaRow = (caseId: string, at: string, overdue: boolean): AgendaRow => ({
  caseId,
  partyId: 'p',
  name: 'Ferrante Giuseppina',
  caseNumber: `PR-${caseId}`,
  product: 'Prestito',
  creditorName: 'Banca Levante',
  residual: 1,
  daysPastDue: 1,
  masked: false,
  pending: 0,
  rank: { score: 0, reason: { code: 'callback-due', tone: 'info', at } },
  at,
  zone: ZONE,
  overdue,
});

/** A line as the coordinator and the workstation make it of an operation. */
const outcomeLine = (opId: string, occurredAt: string, body: Partial<OperationBody<'outcome'>>): HistoryEntry => {
  const nothing = { partyId: 'p1', contactPointId: null, callOpId: null, promise: null, plan: null, callback: null };
  const op = {
    opId,
    occurredAt,
    clockOffsetMs: 0,
    kind: 'outcome',
    caseId: 'c1',
    body: { ...nothing, verified: 'verified', note: '', amount: null, representative: null, ...body },
  } as unknown as Operation;
  const line = historyEntry(op, 'Giulia Bianchi', 'applied');
  if (line === null) throw new Error('an outcome has a line');
  return line;
};

describe('what the workstation says', () => {
  test('WS-01 the reason of a rank is a few words with its moment', () => {
    const words = (code: 'callback-due' | 'limit' | 'attempt', more: object = {}) =>
      rankWords({ code, tone: 'info', ...more }, say, format, NOW, ZONE);
    expect(words('callback-due', { at: '2026-11-23T10:00:00.000Z' })).toBe('Richiamo 11:00');
    expect(words('limit', { at: '2026-11-30T07:30:00.000Z' })).toBe('Limite raggiunto · 30 nov');
    expect(words('attempt', { n: 3 })).toBe('3° tentativo');
  });

  test('WS-02 the history tells a call once, with its outcome, and hides amounts while they are masked', () => {
    const given = outcomeLine('o1', '2026-11-11T17:24:00.000Z', {
      code: 'PDP',
      note: 'paga la prima rata',
      callOpId: 'k1',
      promise: { amount: 80_620, dueOn: '2026-11-18', method: 'transfer', checkOn: '2026-11-23' },
    });
    const plan = outcomeLine('o2', '2026-11-10T17:24:00.000Z', {
      code: 'PDR',
      plan: { instalments: 3, amount: 49_481, lastAmount: 49_483, firstOn: '2026-12-01' },
    });
    const history = [
      given,
      plan,
      entry('k1', '2026-11-11T17:20:00.000Z', 'call', { params: { number: '+393472219084', durationS: 252 } }),
      entry('p1', '2026-11-20T08:00:00.000Z', 'payment', {
        by: '',
        params: { amount: 10_000, paidOn: '2026-11-19', channel: 'bonifico' },
      }),
    ];
    const lines = historyLines(history, { say, format, lang: 'it', outcomes: DEFAULT_OUTCOMES, masked: false });
    expect(lines.map(({ id }) => id)).toEqual(['p1', 'o1', 'o2']);
    expect(lines[1]).toMatchObject({
      tag: 'Promessa di pagamento',
      tone: 'good',
      detail: '+39 347 221 9084 · 4 min 12 s',
    });
    expect(lines[1]?.text).toContain('806,20\u00a0€ entro il 18 nov · con bonifico');
    expect(lines[2]?.text).toBe('3 rate da 494,81\u00a0€, l’ultima da 494,83\u00a0€');
    const masked = historyLines(history, { say, format, lang: 'it', outcomes: DEFAULT_OUTCOMES, masked: true });
    expect(masked.map(({ text }) => text).join(' ')).not.toMatch(/806|494|100,00/u);
  });

  test('WS-03 usable numbers come first, those that answer before those that do not', () => {
    const points = [
      { ...phone('mail', 'a@b.example'), kind: 'email' as const },
      phone('never', '+390817643320', { attempts: 4 }),
      phone('blocked', '+390815510017', { status: 'blocked' }),
      phone('answers', '+393472219084', { attempts: 5, answers: 4 }),
    ];
    expect(contactOrder(points).map(({ id }) => id)).toEqual(['answers', 'never', 'blocked', 'mail']);
  });

  test('WS-04 a contact point is stored as it can be used, or not at all', () => {
    expect(contactValue('phone', '06 1234 5678')).toBe('+390612345678');
    expect(contactValue('phone', 'ciao')).toBeNull();
    expect(contactValue('email', 'A.Rossi@Posta.Example')).toBe('a.rossi@posta.example');
    expect(contactValue('address', 'Via')).toBeNull();
  });

  test('WS-05 the agenda shows what is overdue first, then by the debtor’s day', () => {
    const rows = [
      agendaRow('later', '2026-11-27T09:00:00.000Z', false),
      agendaRow('today', '2026-11-23T15:00:00.000Z', false),
      agendaRow('late', '2026-11-23T08:00:00.000Z', true),
      agendaRow('tomorrow', '2026-11-24T09:00:00.000Z', false),
    ];
    expect(agendaGroups(rows, NOW).map(({ id, rows: inside }) => [id, inside.map(({ caseId }) => caseId)])).toEqual([
      ['overdue', ['late']],
      ['today', ['today']],
      ['tomorrow', ['tomorrow']],
      ['later', ['later']],
    ]);
  });

  test('WS-10 the system’s own notice of a callback names nobody under a mandate that masks', () => {
    const words = { title: 'È ora di richiamare Ferrante Giuseppina', body: 'ore 10:30 · pratica PR-004817' };
    expect(systemNotice({ masked: false }, words, say)).toEqual(words);
    expect(JSON.stringify(systemNotice({ masked: true }, words, say))).not.toMatch(/Ferrante|4817|10:30/u);
  });

  test('WS-06 a callback rings once when its time comes, and a start does not ring for yesterday', () => {
    const now = Date.parse(NOW);
    const due = agendaRow('1', '2026-11-23T09:30:00.000Z', false);
    const old = agendaRow('2', '2026-11-22T09:30:00.000Z', true);
    const ahead = agendaRow('3', '2026-11-23T09:31:00.000Z', false);
    expect(newlyDue([due, old, ahead], now, new Set())).toEqual([due]);
    expect(newlyDue([due], now, new Set([`1 ${due.at}`]))).toEqual([]);
    // Moved to another time, it rings again.
    expect(newlyDue([due], now, new Set(['1 2026-11-20T09:30:00.000Z']))).toEqual([due]);
  });

  test('WS-07 the reason of a payment carries the case’s own number and name', () => {
    const party = partyRow('p1', 'Ferrante Giuseppina', []);
    const row = caseRow('4817', party, [position('a', '2026-08-18', 100, 0, 0)]);
    expect(paymentReason('Pratica {case} {name}', { case: row, party })).toBe('Pratica PR-004817 Ferrante Giuseppina');
  });
});
