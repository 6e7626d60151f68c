import { describe, expect, it } from 'vitest';
import {
  daysKept,
  isOutlived,
  mayListen,
  mayRecord,
  RECORDING_OFF,
  type RecordingPolicy,
} from '../../../src-shared/domain/recording-policy.ts';
import { RecordingPolicyInput } from '../../../src-shared/contract/recording.ts';

const ON: RecordingPolicy = { ...RECORDING_OFF, enabled: true };

describe('the policy of recording', () => {
  it('RC-01 nothing is recorded until somebody switches it on, and the shipped policy is one that can be saved', () => {
    expect(mayRecord(RECORDING_OFF, 'm1')).toBe(false);
    expect(RECORDING_OFF.operatorsListen).toBe(false);
    expect(RecordingPolicyInput.parse(RECORDING_OFF)).toEqual(RECORDING_OFF);
  });

  it('RC-01 all mandates or those that are named', () => {
    expect(mayRecord(ON, 'm1')).toBe(true);
    expect(mayRecord({ ...ON, mandateIds: ['m1'] }, 'm1')).toBe(true);
    expect(mayRecord({ ...ON, mandateIds: ['m1'] }, 'm2')).toBe(false);
    expect(mayRecord({ ...ON, mandateIds: [] }, 'm1')).toBe(false);
    expect(mayRecord({ ...RECORDING_OFF, mandateIds: ['m1'] }, 'm1')).toBe(false);
  });

  it('RC-01 kept as promised or for fewer days, never for more', () => {
    expect(daysKept(90, { retentionDays: 30 })).toBe(30);
    expect(daysKept(30, { retentionDays: 90 })).toBe(30);
    const ended = '2026-11-01T10:00:00.000Z';
    expect(isOutlived(ended, 30, '2026-12-01T09:59:59.999Z')).toBe(false);
    expect(isOutlived(ended, 30, '2026-12-01T10:00:00.000Z')).toBe(true);
  });

  it.each([
    ['leader', true, false, false, true],
    ['leader', false, false, true, false],
    ['operator', true, true, false, false],
    ['operator', true, true, true, true],
    ['operator', true, false, true, false],
    ['administrator', true, true, true, false],
    ['auditor', true, true, true, false],
    ['back-office', true, true, true, false],
  ] as const)(
    'RC-01 %s (own team %s, own call %s, operators may %s) listens: %s',
    (role, ownTeam, ownCall, may, listens) => {
      expect(mayListen({ ...ON, operatorsListen: may }, { role, ownTeam, ownCall })).toBe(listens);
    },
  );
});
