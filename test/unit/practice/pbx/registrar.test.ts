import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../../src-main/practice/pbx/relay/connection.ts';
import { createRegistrar, type Registration } from '../../../../src-main/practice/pbx/relay/registrar.ts';

const connection = (id: string): Connection => ({ id, send: () => undefined, trusted: false, user: 'anna' });
const one = connection('1');

const setUp = () => {
  const clock = { ms: 0 };
  const registrar = createRegistrar({ now: () => clock.ms, leastSeconds: 30 });
  let cseq = 0;
  const register = (contacts: readonly string[], more: Partial<Registration> = {}) => {
    cseq += 1;
    return registrar.register({ user: 'anna', connection: one, contacts, expires: '60', callId: 'c', cseq, ...more });
  };
  const contacts = () => registrar.find('anna').map(({ uri }) => uri);
  return { clock, registrar, register, contacts };
};

describe('PX-04 registrations', () => {
  it('PX-04 lasts as long as it was asked for, and not longer', () => {
    const { clock, register, contacts } = setUp();
    register(['<sip:a@1.invalid>;expires=40', '<sip:b@1.invalid>']);
    clock.ms = 39_999;
    expect(contacts()).toEqual(['sip:b@1.invalid', 'sip:a@1.invalid']);
    clock.ms = 40_000;
    expect(contacts()).toEqual(['sip:b@1.invalid']);
    clock.ms = 60_000;
    expect(contacts()).toEqual([]);
  });

  it('PX-04 puts the newest first and refreshes in place', () => {
    const { clock, register, contacts } = setUp();
    register(['<sip:a@1.invalid>']);
    register(['<sip:b@1.invalid>']);
    register(['<sip:a@1.invalid>']);
    clock.ms = 59_000;
    expect(contacts()).toEqual(['sip:a@1.invalid', 'sip:b@1.invalid']);
  });

  it('PX-04 grants at most an hour and at least what it says', () => {
    const { clock, register, contacts } = setUp();
    expect(register(['<sip:a@1.invalid>;expires=10'])).toMatchObject({ ok: false, status: 423 });
    register(['<sip:a@1.invalid>;expires=999999']);
    clock.ms = 3_600_000;
    expect(contacts()).toEqual([]);
  });

  it('PX-04 takes away by zero, by a star, by a lost connection', () => {
    const { registrar, register, contacts } = setUp();
    register(['<sip:a@1.invalid>, <sip:b@1.invalid>']);
    register(['<sip:a@1.invalid>;expires=0']);
    expect(contacts()).toEqual(['sip:b@1.invalid']);
    expect(register(['*'])).toMatchObject({ ok: false, status: 400 });
    register(['*'], { expires: '0' });
    expect(contacts()).toEqual([]);
    register(['<sip:a@1.invalid>']);
    register(['<sip:b@2.invalid>'], { connection: connection('2') });
    registrar.drop(one);
    expect(contacts()).toEqual(['sip:b@2.invalid']);
  });

  it('PX-04 does all of a request or nothing of it', () => {
    const { register, contacts } = setUp();
    expect(register(['<sip:a@1.invalid>', 'nonsense'])).toMatchObject({ ok: false, status: 400 });
    expect(contacts()).toEqual([]);
    expect(register(['<sip:a@1.invalid>'], { cseq: 5 })).toMatchObject({ ok: true });
    expect(register(['<sip:a@1.invalid>;expires=0'], { cseq: 5 })).toMatchObject({ ok: false, status: 500 });
    expect(contacts()).toEqual(['sip:a@1.invalid']);
    const many = Array.from({ length: 11 }, (_, i) => `<sip:${i}@1.invalid>`);
    expect(register(many, { callId: 'd' })).toMatchObject({ ok: false, status: 403 });
    expect(contacts()).toEqual(['sip:a@1.invalid']);
  });
});
