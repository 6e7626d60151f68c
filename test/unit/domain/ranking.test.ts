import { describe, expect, it } from 'vitest';
import type { CaseRow } from '../../../src-shared/contract/entities.ts';
import { queueFilter, QUEUE_FILTERS, rankCase, rankContext, rankQueue } from '../../../src-shared/domain/ranking.ts';
import { caseRow, partyRow, phonePoint } from './rows.ts';

/** Monday 23 November 2026, 10:00 in Rome. */
const NOW = '2026-11-23T09:00:00.000Z';
const context = rankContext({ now: NOW });

const rank = (row: Parameters<typeof caseRow>[0], party: Parameters<typeof partyRow>[0] = {}) =>
  rankCase(caseRow(row), partyRow(party), context);

const next = (kind: CaseRow['state']['next']['kind'], at: string | null, reason = 'new') => ({
  next: { kind, at, zone: 'Europe/Rome', reason },
});

describe('the rank of a case', () => {
  it.each<[string, Parameters<typeof caseRow>[0], Parameters<typeof partyRow>[0], object]>([
    [
      'a call without its outcome',
      { state: { openCall: { opId: 'o', startedAt: NOW, number: '+39' } } },
      {},
      { code: 'open-call', at: NOW },
    ],
    [
      'an overdue callback',
      { state: next('callback', '2026-11-23T08:30:00.000Z') },
      {},
      { code: 'callback-overdue', at: '2026-11-23T08:30:00.000Z' },
    ],
    ['a callback due now', { state: next('callback', '2026-11-23T09:04:00.000Z') }, {}, { code: 'callback-due' }],
    [
      'a callback later',
      { state: next('callback', '2026-11-23T09:30:00.000Z') },
      {},
      { code: 'callback-later', at: '2026-11-23T09:30:00.000Z' },
    ],
    [
      'a broken promise',
      { state: { ...next('call', NOW, 'promise-broken'), attempts: 3 } },
      {},
      { code: 'broken-promise' },
    ],
    [
      'a promise to be looked at',
      { state: { ...next('promise-check', NOW, 'PDP'), attempts: 1 } },
      {},
      { code: 'promise-check' },
    ],
    [
      'a promise still running',
      { state: { ...next('promise-check', '2026-11-30T17:00:00.000Z', 'PDP'), attempts: 1 } },
      {},
      { code: 'promise-open' },
    ],
    ['a new case', {}, {}, { code: 'new', tone: 'good' }],
    ['the third attempt', { state: { attempts: 2 } }, {}, { code: 'attempt', n: 3 }],
    [
      'a later attempt',
      { state: { ...next('call', '2026-11-23T17:00:00.000Z', 'NRI'), attempts: 1 } },
      {},
      { code: 'scheduled', at: '2026-11-23T17:00:00.000Z' },
    ],
    [
      'a conversation today',
      {},
      { state: { conversations: ['2026-11-23T08:00:00.000Z'] } },
      { code: 'limit', tone: 'bad', at: '2026-11-24T07:30:00.000Z' },
    ],
    [
      'a callback in spite of a conversation today',
      { state: next('callback', NOW) },
      { state: { conversations: ['2026-11-23T08:00:00.000Z'] } },
      { code: 'callback-due' },
    ],
    [
      'a callback later today in spite of it',
      { state: next('callback', '2026-11-23T16:00:00.000Z') },
      { state: { conversations: ['2026-11-23T08:00:00.000Z'] } },
      { code: 'callback-later' },
    ],
    [
      'scheduled later than the limit lasts',
      { state: next('call', '2026-11-25T09:00:00.000Z') },
      { state: { conversations: ['2026-11-23T08:00:00.000Z'] } },
      { code: 'scheduled' },
    ],
    ['no number left', {}, { state: { contactPoints: [phonePoint({ status: 'dead' })] } }, { code: 'no-phone' }],
    ['waiting for the office', { state: next('back-office', NOW, 'CON') }, {}, { code: 'office' }],
    ['suspended', { state: { suspended: 'CON' } }, {}, { code: 'suspended' }],
    ['blocked at intake', { blocked: { rule: 'IN-1', field: 'f', value: 'v' } }, {}, { code: 'blocked' }],
    ['a lawyer', {}, { state: { flags: { lawyer: { at: NOW, by: 'x', note: '' } } } }, { code: 'stopped' }],
    ['after the mandate', { endsOn: '2026-11-22' }, {}, { code: 'ended' }],
    ['on its last day', { endsOn: '2026-11-23' }, {}, { code: 'new' }],
    [
      'a call without its outcome, after the mandate',
      { endsOn: '2026-11-22', state: { openCall: { opId: 'o', startedAt: NOW, number: '' } } },
      {},
      { code: 'open-call' },
    ],
    ['closed', { state: { closed: { class: 'positive', reason: 'paid', at: NOW } } }, {}, { code: 'closed' }],
  ])('DM-53 %s', (_, row, party, reason) => {
    expect(rank(row, party).reason).toMatchObject(reason);
  });

  it('DM-54 puts agreed before broken, broken before new, new before tried, callable before the rest', () => {
    const queue = rankQueue(
      [
        caseRow({ caseNumber: 'closed', state: { closed: { class: 'negative', reason: 'refused', at: NOW } } }),
        caseRow({ caseNumber: 'later', state: { ...next('call', '2026-11-24T09:00:00.000Z'), attempts: 1 } }),
        caseRow({ caseNumber: 'tried', state: { attempts: 1 } }),
        caseRow({ caseNumber: 'new, small', amounts: { residual: 10_000 } }),
        caseRow({ caseNumber: 'new, big', amounts: { residual: 500_000 } }),
        caseRow({ caseNumber: 'broken', state: { ...next('call', NOW, 'promise-broken'), attempts: 2 } }),
        caseRow({ caseNumber: 'due', state: next('callback', NOW) }),
        caseRow({ caseNumber: 'overdue', state: next('callback', '2026-11-23T08:00:00.000Z') }),
        caseRow({ caseNumber: 'long overdue', state: next('callback', '2026-11-20T08:00:00.000Z') }),
      ],
      () => partyRow({}),
      context,
    );
    expect(queue.map(({ row }) => row.caseNumber)).toEqual([
      'long overdue',
      'overdue',
      'due',
      'broken',
      'new, big',
      'new, small',
      'tried',
      'later',
      'closed',
    ]);
  });

  it('DM-54 a mandate about to end raises a case, within its kind', () => {
    const [soon, rich] = [
      rank({ endsOn: '2026-11-27', amounts: { residual: 100_000 } }),
      rank({ amounts: { residual: 200_000 } }),
    ];
    expect(soon.score).toBeGreaterThan(rich.score);
    expect(
      rank({ state: { attempts: 1 }, endsOn: '2026-11-27', amounts: { residual: 90_000_000 } }).score,
    ).toBeLessThan(rank({ amounts: { residual: 1 } }).score);
  });

  it('DM-54 equal scores keep the order of the case numbers', () => {
    const rows = ['b', 'a', 'c'].map((caseNumber) => caseRow({ caseNumber }));
    expect(rankQueue(rows, () => undefined, context).map(({ row }) => row.caseNumber)).toEqual(['a', 'b', 'c']);
  });

  it('DM-55 every open case is under some filter, and closed ones under none', () => {
    expect(queueFilter(rank({}), 'suggested')).toBe(true);
    expect(queueFilter(rank({}), 'new')).toBe(true);
    expect(queueFilter(rank({}), 'callbacks')).toBe(false);
    expect(queueFilter(rank({ state: { suspended: 'CON' } }), 'suggested')).toBe(false);
    expect(queueFilter(rank({ state: { suspended: 'CON' } }), 'stopped')).toBe(true);
    const closed = rank({ state: { closed: { class: 'negative', reason: 'refused', at: NOW } } });
    expect(QUEUE_FILTERS.some((filter) => queueFilter(closed, filter))).toBe(false);
  });

  it('DM-75 a mandate’s end counts as it is now, not as it was when the case was placed', () => {
    const moved = rankContext({ now: NOW, endOf: (id) => (id === 'm1' ? '2026-11-22' : undefined) });
    expect(rankCase(caseRow({ mandateId: 'm1' }), partyRow({}), moved).reason.code).toBe('ended');
    const longer = rankContext({ now: NOW, endOf: () => '2026-12-31' });
    expect(rankCase(caseRow({ endsOn: '2026-11-22' }), partyRow({}), longer).reason.code).toBe('new');
    expect(queueFilter(rank({ endsOn: '2026-11-22' }), 'stopped')).toBe(true);
    expect(queueFilter(rank({ endsOn: '2026-11-22' }), 'suggested')).toBe(false);
  });

  it('DM-56 the calendar is read once per zone, not once per case', () => {
    const fresh = rankContext({ now: NOW });
    expect(fresh.dayIn('Europe/Rome')).toBe(fresh.dayIn('Europe/Rome'));
    expect(fresh.dayIn('Europe/London')).not.toBe(fresh.dayIn('Europe/Rome'));
  });
});
