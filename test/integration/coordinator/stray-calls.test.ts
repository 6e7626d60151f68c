import { expect, it } from 'vitest';
import { newId } from '../../../src-main/coordinator/identity.ts';
import type { OperationBody } from '../../../src-shared/contract/operations.ts';
import { onShift } from './shift.ts';

const AT = '2026-11-23T08:30:00.000Z';
const CALL: OperationBody<'stray-call'> = {
  number: '+393470000999',
  startedAt: AT,
  endedAt: '2026-11-23T08:31:00.000Z',
  durationS: 60,
  state: 'waiting',
  linkedTo: null,
  note: '',
  answeredAt: AT,
  cause: 'ended-there',
};

it(
  'SH-09 a call of no case is taken, sealed, in the audit, changes no case, and its log verifies',
  onShift(async (shift) => {
    const [desk] = shift.desks;
    const linked = desk?.cases[0]?.caseId ?? '';
    const strayId = newId();
    const said = (body: OperationBody<'stray-call'>) =>
      shift.station(0).capture({
        kind: 'stray-call',
        operatorId: desk?.operatorId ?? '',
        caseId: strayId,
        baseVersion: 0,
        occurredAt: AT,
        body,
      });
    const { context } = shift;
    const before = context.store.sql.all('SELECT * FROM cases ORDER BY id');
    const waiting = said(CALL);
    const settled = said({ ...CALL, state: 'linked', linkedTo: linked });
    expect(await shift.pushed(0, [waiting, settled])).toEqual(['applied', 'applied']);
    expect(context.store.sql.all('SELECT * FROM cases ORDER BY id')).toEqual(before);
    const rows = context.store.sql.all<{ body: string }>('SELECT body FROM oplog WHERE case_id = ?', strayId);
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain('347');
    const audited = context.store.sql.all<{ detail: string }>("SELECT * FROM audit WHERE action = 'call.stray'");
    expect(audited).toHaveLength(2);
    expect(JSON.stringify(audited)).not.toContain('347');
    expect(shift.agree()).toBeNull();
  }),
);
