import { describe, expect, it } from 'vitest';
import { onShift, type Shift } from './shift.ts';

const seen = (shift: Shift): readonly unknown[] =>
  shift.context.store.sql
    .all<{ action: string; subject: string; detail: string }>(
      "SELECT action, subject, detail FROM audit WHERE action LIKE 'list.%' ORDER BY seq",
    )
    .map(({ action, subject, detail }) => ({ action, subject, detail: JSON.parse(detail) as unknown }));

describe('who looked at whom', () => {
  it(
    'CO-47 a leader’s look at a list of debtors is in the audit, once while it goes on, and names nobody',
    onShift(async (shift) => {
      const { token } = await shift.user('lara', 'leader');
      const ask = (body: object) => shift.call('POST', '/api/assignment/cases', { token, body });
      for (let n = 0; n < 3; n += 1) expect(await ask({ limit: 10 })).toMatchObject({ status: 200 });
      const first = { action: 'list.view', subject: 'assignmentCases', detail: { rows: 10 } };
      expect(seen(shift)).toMatchObject([first]);
      expect(JSON.stringify(seen(shift))).not.toContain('Debitore');

      // Another question is another look; nothing found shows nobody; after a while the same list is looked at anew.
      expect(await ask({ limit: 9 })).toMatchObject({ status: 200 });
      expect(await ask({ province: 'ZZ' })).toMatchObject({ status: 200, body: { rows: [] } });
      expect(seen(shift)).toHaveLength(2);
      shift.at('2026-11-23T12:00:00.000Z');
      await ask({ limit: 10 });
      expect(seen(shift)).toHaveLength(3);
    }),
  );

  it(
    'CO-47 a file of debtors is in the audit each time it is taken',
    onShift(async (shift) => {
      const { token } = await shift.user('lara', 'leader');
      const mandate = shift.context.store.sql.get<{ id: string }>('SELECT id FROM mandates')?.id ?? '';
      const url = `/api/closing/${mandate}/draft`;
      for (let n = 0; n < 2; n += 1) expect((await shift.call('GET', url, { token })).status).toBe(200);
      expect(seen(shift)).toMatchObject([
        { action: 'list.download', subject: 'draftReturnFile' },
        { action: 'list.download', subject: 'draftReturnFile' },
      ]);
    }),
  );
});
