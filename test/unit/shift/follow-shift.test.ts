import { describe, expect, it } from 'vitest';
import type { PowerEvent } from '../../../src-shared/contract/host.ts';
import { createCallStore, type Call } from '../../../src-renderer/workstation/call-store.ts';
import { followShift } from '../../../src-renderer/workstation/shift/follow-shift.ts';
import { standingOf } from '../../../src-renderer/workstation/shift/shift-state.ts';
import { createShiftStore } from '../../../src-renderer/workstation/shift/shift-store.ts';
import { SILENT_PHONE } from '../../../src-renderer/telephony/call-state.ts';
import { createPhone } from '../../../src-renderer/telephony/phone.ts';
import type { TelephonyPort } from '../../../src-renderer/telephony/telephony-port.ts';
import { memoryStore } from '../telephony/memory-storage.ts';

const START = Date.parse('2026-11-23T09:00:00.000Z');

const day = (storage = memoryStore()) => {
  let clock = START;
  const now = (): string => new Date(clock).toISOString();
  const shift = createShiftStore(storage, now());
  const calls = createCallStore();
  let tellPhone = (_state: object): void => undefined;
  const phone = createPhone({
    subscribe: (listener: (state: object) => void) => {
      tellPhone = listener;
      return () => undefined;
    },
  } as unknown as TelephonyPort);
  const workspace = { wrapUpSeconds: 60, locked: false, told: (): void => undefined };
  const settings = (): Promise<{ readonly wrapUpSeconds: number }> =>
    workspace.locked ? Promise.reject(new Error('locked')) : Promise.resolve({ ...workspace });
  const subscribe = (listener: () => void): (() => void) => ((workspace.told = listener), () => undefined);
  const here = {
    user: { id: 'op', role: 'operator' } as { id: string; role: string } | null,
    phase: 'signed-in',
    store: { settings, subscribe } as object | null,
  };
  let heard = (): void => undefined;
  let power = (_event: PowerEvent): void => undefined;
  let timer: { at: number; run: () => void } | null = null;
  followShift({
    shift,
    calls,
    phone,
    session: {
      getState: () => here,
      subscribe: (listener: () => void) => ((heard = listener), () => undefined),
    } as never,
    host: { onPower: (listener) => ((power = listener), () => undefined) },
    timers: {
      after: (ms, run) => {
        timer = { at: clock + ms, run };
        return () => (timer = null);
      },
    },
    now,
  });
  return {
    shift,
    calls,
    storage,
    /** Another length of the time after a call; null: this computer's copy is locked. */
    workspace: async (seconds: number | null): Promise<void> => {
      workspace.locked = seconds === null;
      workspace.wrapUpSeconds = seconds ?? workspace.wrapUpSeconds;
      workspace.told();
      for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
    },
    standing: () => standingOf(shift.getState().shift),
    power: (event: PowerEvent) => power(event),
    session: (next: Partial<typeof here>) => {
      Object.assign(here, next);
      heard();
    },
    rings: (phase: string) =>
      tellPhone({ ...SILENT_PHONE, calls: phase === '' ? [] : [{ id: 'x', direction: 'in', phase }] }),
    wait: (seconds: number) => {
      clock += seconds * 1000;
      const due = timer !== null && timer.at <= clock ? timer : null;
      due?.run();
    },
  };
};
const CALL = { caseId: 'c', phoneId: null } as Call;
const END = { caseId: 'c', end: { cause: 'ended-there', status: null }, answered: true } as const;

describe('the standing follows what happens', () => {
  it('SH-15 a call, the time after it, its countdown, its outcome', async () => {
    const { shift, calls, standing, wait, workspace } = day();
    await workspace(30);
    calls.getState().begin(CALL);
    expect(standing()).toBe('on-call');
    calls.getState().end(END);
    expect(standing()).toBe('wrap-up');
    wait(31);
    expect(standing()).toBe('wrap-up');
    shift.tell({ type: 'outcome-given', at: new Date(START + 40_000).toISOString() });
    expect(standing()).toBe('available');
  });

  it('SH-30 the countdown is as long as the workspace says when the call ends, and stays so once it runs', async () => {
    const { shift, calls, workspace, session } = day();
    const oneCall = (): number => {
      calls.getState().begin(CALL);
      calls.getState().end(END);
      return (Date.parse(shift.getState().shift.wrapUp?.until ?? '') - START) / 1000;
    };
    await workspace(45);
    expect(oneCall()).toBe(45);
    await workspace(200);
    expect(shift.getState().shift.wrapUp?.until).toBe(new Date(START + 45_000).toISOString());
    expect(oneCall()).toBe(200);
    // Locked, or nobody's store yet: what was known last goes on.
    await workspace(null);
    expect(oneCall()).toBe(200);
    session({ store: null });
    expect(oneCall()).toBe(200);
  });

  it('SH-15 a call that never left owes nothing, and its time ends by itself', async () => {
    const { calls, standing, wait, workspace } = day();
    await workspace(60);
    calls.getState().begin(CALL);
    calls.getState().end({ ...END, end: { cause: 'microphone', status: null }, answered: false });
    expect(standing()).toBe('wrap-up');
    wait(59);
    expect(standing()).toBe('wrap-up');
    wait(1);
    expect(standing()).toBe('available');
  });

  it('SH-15 ringing is no call; a stranger who is talked to is one, and owes no outcome', async () => {
    const { standing, rings, wait, workspace } = day();
    await workspace(60);
    rings('incoming');
    expect(standing()).toBe('available');
    rings('active');
    expect(standing()).toBe('on-call');
    rings('ended');
    expect(standing()).toBe('wrap-up');
    wait(60);
    expect(standing()).toBe('available');
  });

  it('SH-15 screen lock, sleep, idleness and the work’s own lock are away, each for itself', () => {
    const { standing, power, session } = day();
    power('lock');
    power('idle');
    power('unlock');
    expect(standing()).toBe('away');
    power('active');
    expect(standing()).toBe('available');
    power('suspend');
    expect(standing()).toBe('away');
    power('resume');
    session({ phase: 'locked' });
    expect(standing()).toBe('away');
    session({ phase: 'signed-in' });
    expect(standing()).toBe('available');
  });

  it('SH-15 a reload keeps the pause and the choices, for the one whose they are', () => {
    const { shift, storage } = day();
    shift.choose({ nextMode: true });
    shift.tell({ type: 'pause-asked', at: new Date(START).toISOString(), reason: 'training' });
    const again = day(storage);
    expect(again.standing()).toBe('pause');
    expect(again.shift.getState().choice).toEqual({ nextMode: true });
    again.session({ user: { id: 'other', role: 'operator' } });
    expect(again.standing()).toBe('available');
    expect(again.shift.getState().choice).toEqual({ nextMode: false });
    // What an older or a broken version left is as good as nothing.
    const broken = memoryStore();
    broken.setItem('sollecito.op.shift', '{"pause":"lunch","nextMode":1}');
    expect(day(broken).shift.getState().choice).toEqual({ nextMode: false });
    broken.setItem('sollecito.op.shift', '{');
    expect(day(broken).standing()).toBe('available');
  });
});
