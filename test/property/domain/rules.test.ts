import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocatePayment, type AmountComponent } from '../../../src-shared/domain/allocation.ts';
import { addDays, addMinutes, localAt, weekday } from '../../../src-shared/domain/civil-date.ts';
import { contactWindow, mayCall, UNIREC_2017, type ContactRuleSet } from '../../../src-shared/domain/contact-rules.ts';
import { isHoliday } from '../../../src-shared/domain/holidays.ts';
import { ratioOfSums } from '../../../src-shared/domain/kpi.ts';
import { DEFAULT_OUTCOMES, nextActionFor } from '../../../src-shared/domain/outcome-catalogue.ts';
import { promiseStatuses, type PromisePayment, type PromiseStatus } from '../../../src-shared/domain/promise.ts';
import { matchScore } from '../../../src-shared/domain/search.ts';
import { shareCases } from '../../../src-shared/domain/sharing.ts';

const START = '2026-01-01T00:00:00.000Z';
const instant = fc.integer({ min: 0, max: 2 * 525_600 }).map((minutes) => addMinutes(START, minutes));
const zone = fc.constantFrom('Europe/Rome', 'Europe/London', 'America/New_York');
const history = fc.array(fc.integer({ min: 1, max: 20 * 1_440 }), { maxLength: 12 });

const ruleSet: fc.Arbitrary<ContactRuleSet> = fc.record({
  id: fc.constant('any'),
  title: fc.constant(''),
  source: fc.constant(''),
  note: fc.constant({ it: '', en: '' }),
  checked: fc.constant(null),
  windows: fc.constantFrom(UNIREC_2017.windows, {
    ...UNIREC_2017.windows,
    1: [
      { from: '09:00', to: '12:00' },
      { from: '15:00', to: '24:00' },
    ],
    7: [{ from: '10:00', to: '11:00' }],
  }),
  holidays: fc.constantFrom('italian' as const, 'none' as const),
  extraHolidays: fc.constantFrom([], ['12-07']),
  counter: fc.constantFrom('conversation' as const, 'attempt' as const),
  limits: fc.uniqueArray(
    fc.record({
      period: fc.constantFrom(
        'day' as const,
        'calendar-week' as const,
        'rolling-7-days' as const,
        'calendar-month' as const,
      ),
      max: fc.integer({ min: 1, max: 7 }),
    }),
    { selector: ({ period }) => period, maxLength: 4 },
  ),
  attemptCap: fc.constantFrom([], [{ period: 'day' as const, max: 4 }]),
  restDays: fc.constantFrom(0, 0, 3, 7),
});

describe('contact rules', () => {
  it('CR-01 CR-02 a moment is open only inside a window of its weekday, on no holiday', () => {
    fc.assert(
      fc.property(instant, zone, (now, place) => {
        const { date, time } = localAt(now, place);
        const day = weekday(date);
        const inside = !isHoliday(date) && day !== 7 && time >= '08:30' && time < (day === 6 ? '15:00' : '21:00');
        expect(contactWindow(UNIREC_2017, now, place).open).toBe(inside);
      }),
      { numRuns: 1_000 },
    );
  });

  it('CR-12 "until" is the first moment at which the call is allowed: then it is, and just before it is not', () => {
    fc.assert(
      fc.property(ruleSet, instant, zone, history, history, (rules, now, place, talked, tried) => {
        const conversations = talked.map((minutes) => addMinutes(now, -minutes));
        const attempts = [...conversations, ...tried.map((minutes) => addMinutes(now, -minutes))];
        const ask = (at: string) =>
          mayCall({ ruleSet: rules, now: at, zone: place, conversations, attempts, flags: {} });
        const answer = ask(now);
        if (answer.allowed) {
          expect(contactWindow(rules, now, place).open).toBe(true);
          return;
        }
        const { until } = answer;
        expect(until).toBeDefined();
        if (until === undefined) return;
        expect(until > now).toBe(true);
        expect(ask(until).allowed).toBe(true);
        // A sample of the moments between: none may be allowed.
        const minutes = (Date.parse(until) - Date.parse(now)) / 60_000;
        for (const share of [0.1, 0.35, 0.6, 0.9])
          expect(ask(addMinutes(now, Math.floor(minutes * share))).allowed).toBe(false);
        expect(ask(addMinutes(until, -1 / 60)).allowed).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('CR-04 CR-05 whoever calls only when allowed never exceeds a limit', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 20, maxLength: 80 }), (gaps) => {
        const conversations: string[] = [];
        let now = START;
        for (const gap of gaps) {
          now = addMinutes(now, gap);
          const input = {
            ruleSet: UNIREC_2017,
            now,
            zone: 'Europe/Rome',
            conversations,
            attempts: conversations,
            flags: {},
          };
          if (mayCall(input).allowed) conversations.push(now);
        }
        const days = Map.groupBy(conversations, (at) => localAt(at, 'Europe/Rome').date);
        const weeks = Map.groupBy(conversations, (at) => {
          const { date } = localAt(at, 'Europe/Rome');
          return addDays(date, 1 - weekday(date));
        });
        expect([...days.values()].every(({ length }) => length <= 1)).toBe(true);
        expect([...weeks.values()].every(({ length }) => length <= 3)).toBe(true);
      }),
    );
  });
});

describe('outcomes', () => {
  it('DM-37 DM-40 the next call of any outcome, whenever it happens, is later and within the hours', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DEFAULT_OUTCOMES), instant, zone, (definition, at, place) => {
        const action = nextActionFor(definition, { at, zone: place });
        if (definition.closes) {
          expect(action.at).toBeNull();
          return;
        }
        expect(action.at !== null && action.at >= at).toBe(true);
        if (action.kind === 'call' && action.at !== null) {
          expect(contactWindow(UNIREC_2017, action.at, place).open).toBe(true);
          expect(Date.parse(action.at) - Date.parse(at)).toBeGreaterThanOrEqual(definition.restHours * 3_600_000);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('money', () => {
  const amount = fc.integer({ min: -10_000, max: 500_000 });
  const positions = fc
    .array(
      fc.record({
        residual: fc.record({ principal: amount, interest: amount, fees: amount, other: amount }),
        dueOn: fc.option(fc.integer({ min: 0, max: 900 }).map((days) => addDays('2024-01-01', days))),
      }),
      { maxLength: 12 },
    )
    .map((list) => list.map((position, i) => ({ ...position, id: `p${i}` })));
  const order = fc.shuffledSubarray<AmountComponent>(['principal', 'interest', 'fees', 'other'], { minLength: 4 });

  it('DM-46 DM-47 every cent goes somewhere, none twice, none beyond what is owed', () => {
    fc.assert(
      fc.property(positions, fc.integer({ min: 1, max: 3_000_000 }), order, (owed, paid, components) => {
        const { lines, allocated, overpayment } = allocatePayment(owed, paid, components);
        expect(allocated + overpayment).toBe(paid);
        expect(lines.reduce((sum, { total }) => sum + total, 0)).toBe(allocated);
        for (const line of lines) {
          const position = owed.find(({ id }) => id === line.id);
          expect(components.reduce((sum, component) => sum + line[component], 0)).toBe(line.total);
          for (const component of components) {
            expect(line[component]).toBeGreaterThanOrEqual(0);
            expect(line[component]).toBeLessThanOrEqual(Math.max(0, position?.residual[component] ?? 0));
          }
        }
        const open = owed.reduce(
          (sum, { residual }) => sum + components.reduce((s, c) => s + Math.max(0, residual[c]), 0),
          0,
        );
        expect(overpayment).toBe(Math.max(0, paid - open));
      }),
    );
  });

  it('DM-46 paying in two parts ends where paying at once ends', () => {
    fc.assert(
      fc.property(
        positions,
        fc.integer({ min: 1, max: 900_000 }),
        fc.integer({ min: 1, max: 900_000 }),
        order,
        (owed, first, second, components) => {
          const once = allocatePayment(owed, first + second, components);
          const before = allocatePayment(owed, first, components);
          const left = owed.map((position) => {
            const line = before.lines.find(({ id }) => id === position.id);
            if (line === undefined) return position;
            const { principal, interest, fees, other } = position.residual;
            return {
              ...position,
              residual: {
                principal: principal - line.principal,
                interest: interest - line.interest,
                fees: fees - line.fees,
                other: other - line.other,
              },
            };
          });
          const after = allocatePayment(left, second, components);
          for (const { id, total } of once.lines) {
            const parts = [...before.lines, ...after.lines].filter((line) => line.id === id);
            expect(parts.reduce((sum, line) => sum + line.total, 0)).toBe(total);
          }
          expect(before.overpayment + after.overpayment).toBe(once.overpayment);
        },
      ),
    );
  });

  it('DM-44 more money never makes a promise worse, and a day more never makes it better', () => {
    const rank = { broken: 0, partial: 1, open: 2, kept: 3 } as const;
    const day = fc.integer({ min: 0, max: 40 }).map((days) => addDays('2026-11-10', days));
    fc.assert(
      fc.property(
        fc.array(fc.record({ amount: fc.integer({ min: 1, max: 50_000 }), paidOn: day }), { maxLength: 6 }),
        fc.record({ amount: fc.integer({ min: 1, max: 50_000 }), paidOn: day }),
        day,
        fc.integer({ min: 1, max: 100 }),
        (payments, more, today, thresholdPercent) => {
          const promise = { id: 'a', amount: 80_000, dueOn: '2026-11-27', madeOn: '2026-11-15' };
          const statusOf = (paid: readonly PromisePayment[], on: string): PromiseStatus =>
            promiseStatuses([promise], paid, { graceDays: 3, thresholdPercent }, on).get('a') ?? 'open';
          const now = statusOf(payments, today);
          expect(rank[statusOf([...payments, more], today)]).toBeGreaterThanOrEqual(rank[now]);
          expect(rank[statusOf(payments, addDays(today, 1))]).toBeLessThanOrEqual(rank[now]);
          // What was paid and taken back is as if it had never been.
          const undone = [
            { ...more, id: 'x' },
            { amount: -more.amount, paidOn: addDays(more.paidOn, 30), reverses: 'x' },
          ];
          expect(statusOf([...payments, ...undone], today)).toBe(now);
        },
      ),
    );
  });
});

describe('promises of a plan', () => {
  const day = fc.integer({ min: 0, max: 120 }).map((days) => addDays('2026-11-10', days));
  const promises = fc
    .array(fc.record({ amount: fc.integer({ min: 1, max: 50_000 }), dueOn: day, madeOn: day }), { maxLength: 8 })
    .map((list) => list.map((promise, n) => ({ ...promise, id: `i${n}` })));
  const payment = fc.record({ amount: fc.integer({ min: 1, max: 90_000 }), paidOn: day, reversed: fc.boolean() });
  const bookings = fc
    .array(payment, { maxLength: 8 })
    .map((list) =>
      list.flatMap(({ amount, paidOn, reversed }, n): PromisePayment[] => [
        { id: `p${n}`, amount, paidOn },
        ...(reversed ? [{ amount: -amount, paidOn: addDays(paidOn, 5), reverses: `p${n}` }] : []),
      ]),
    );
  const terms = fc.record({ graceDays: fc.nat(10), thresholdPercent: fc.integer({ min: 1, max: 100 }) });

  it('DM-70 each cent counts for one promise: what is kept is never more than what was paid allows', () => {
    fc.assert(
      fc.property(promises, bookings, terms, day, (made, payments, rules, today) => {
        const statuses = promiseStatuses(made, payments, rules, today);
        const kept = made.filter(({ id }) => statuses.get(id) === 'kept').reduce((sum, { amount }) => sum + amount, 0);
        const paid = payments.reduce((sum, { amount }) => sum + amount, 0);
        expect(kept * rules.thresholdPercent).toBeLessThanOrEqual(paid * 100);
      }),
    );
  });

  it('DM-70 of two equal promises the one due later is never the better kept; what was reversed was never there', () => {
    fc.assert(
      fc.property(
        fc.array(day, { minLength: 2, maxLength: 6 }),
        bookings,
        terms,
        day,
        (days, payments, rules, today) => {
          const made = days
            .toSorted()
            .map((dueOn, n) => ({ id: `i${n}`, amount: 10_000, dueOn, madeOn: '2026-11-01' }));
          const live = payments.filter(
            ({ id, amount }) => amount > 0 && !payments.some(({ reverses }) => reverses === id),
          );
          const statuses = promiseStatuses(made, payments, rules, today);
          expect(statuses).toEqual(promiseStatuses(made, live, rules, today));
          // As long as nothing is overdue, money fills from the front.
          const ahead = promiseStatuses(
            made,
            live.filter(({ paidOn }) => paidOn <= (made[0]?.dueOn ?? '')),
            rules,
            today,
          );
          const flags = made.map(({ id }) => ahead.get(id) === 'kept');
          expect(flags).toEqual(flags.toSorted((a, b) => Number(b) - Number(a)));
        },
      ),
    );
  });
});

describe('sharing', () => {
  const units = fc
    .array(fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 5 }), { maxLength: 60 })
    .map((list) =>
      list.map((values, u) => ({ partyId: `p${u}`, cases: values.map((value, c) => ({ id: `p${u}c${c}`, value })) })),
    );
  const operators = fc
    .array(fc.record({ count: fc.nat(50), value: fc.nat(2_000_000) }), { minLength: 1, maxLength: 8 })
    .map((loads) => loads.map((load, i) => ({ id: `o${i}`, load })));

  it('DM-49 every case goes to exactly one operator, all of a debtor to the same', () => {
    fc.assert(
      fc.property(units, operators, fc.constantFrom('number' as const, 'value' as const), (debtors, desks, by) => {
        const shares = shareCases(debtors, desks, by);
        expect([...shares.keys()].toSorted()).toEqual(desks.map(({ id }) => id).toSorted());
        expect([...shares.values()].flat().toSorted()).toEqual(
          debtors.flatMap(({ cases }) => cases.map(({ id }) => id)).toSorted(),
        );
        for (const { cases } of debtors) {
          expect([...shares.values()].filter((ids) => cases.some(({ id }) => ids.includes(id)))).toHaveLength(1);
        }
      }),
    );
  });

  it('DM-50 nobody who got something ends above the least loaded by more than his heaviest debtor', () => {
    fc.assert(
      fc.property(units, operators, fc.constantFrom('number' as const, 'value' as const), (debtors, desks, by) => {
        const shares = shareCases(debtors, desks, by);
        const weight = (cases: readonly { readonly value: number }[]): number =>
          by === 'number' ? cases.length : cases.reduce((sum, { value }) => sum + value, 0);
        const ends = desks.map(({ id, load }) => {
          const mine = debtors.filter(({ cases }) => shares.get(id)?.includes(cases[0]?.id ?? ''));
          const given = mine.map(({ cases }) => weight(cases));
          return {
            end: (by === 'number' ? load.count : load.value) + given.reduce((a, b) => a + b, 0),
            heaviest: Math.max(0, ...given),
            got: mine.length,
          };
        });
        const least = Math.min(...ends.map(({ end }) => end));
        for (const { end, heaviest, got } of ends) if (got > 0) expect(end - least).toBeLessThanOrEqual(heaviest);
      }),
    );
  });

  it('DM-49 the order of the input does not matter', () => {
    fc.assert(
      fc.property(units, operators, fc.constantFrom('number' as const, 'value' as const), (debtors, desks, by) => {
        expect(shareCases(debtors.toReversed(), desks.toReversed(), by)).toEqual(shareCases(debtors, desks, by));
      }),
    );
  });
});

describe('rates and search', () => {
  it('DM-51 a rate does not depend on how the rows are grouped', () => {
    const rows = fc.array(fc.record({ a: fc.nat(1_000), b: fc.nat(1_000) }), { maxLength: 20 });
    fc.assert(
      fc.property(rows, rows, (first, second) => {
        const of = (list: readonly { a: number; b: number }[]) =>
          ratioOfSums(
            list,
            ({ a }) => a,
            ({ b }) => b,
          );
        const groups = [of(first), of(second)].map(({ numerator, denominator }) => ({ a: numerator, b: denominator }));
        expect(of(groups)).toEqual(of([...first, ...second]));
      }),
    );
  });

  it('DM-58 a person is found by the beginning of any word of the name, in any order and case', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdeèfgilmnoòprstuv'), minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), fc.nat(3), (words, cut) => {
        const target = { names: [words.join(' ')], caseNumbers: [], phones: [], taxCodes: [] };
        const query = words
          .toReversed()
          .map((w) => w.slice(0, Math.max(1, w.length - cut)).toUpperCase())
          .join(' ');
        expect(matchScore(query, target)).toBeGreaterThan(0);
      }),
    );
  });
});
