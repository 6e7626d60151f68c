import { describe, expect, it } from 'vitest';
import { createDiagnostics, redact } from '../../../src-renderer/telephony/diagnostics.ts';
import { readDigits } from '../../../src-renderer/telephony/sip/dtmf.ts';
import { createTurns } from '../../../src-renderer/telephony/sip/turns.ts';

const INVITE = [
  'INVITE sip:+393472219084@pbx.example SIP/2.0',
  'Via: SIP/2.0/WS abc.invalid;branch=z9hG4bK1234567890',
  'From: "Anna Prova" <sip:2001@pbx.example>;tag=1234567',
  'To: <sip:+393472219084@pbx.example>',
  'Authorization: Digest username="2001", response="0123456789abcdef0123456789abcdef"',
  'P-Asserted-Identity: <tel:+393472219084>',
  'CSeq: 2 INVITE',
  '',
  'o=- 4611731400430051336 2 IN IP4 192.168.17.23',
  'c=IN IP4 192.168.17.23',
  'a=ice-pwd:abcdefghijklmnop',
  'a=rtpmap:111 opus/48000/2',
].join('\r\n');

describe('what is kept for support', () => {
  it('TE-17 names nobody and gives no secret away', () => {
    const text = redact(INVITE);
    for (const secret of ['3472219084', 'Anna', '2001@', '0123456789abcdef', '17.23', 'abcdefghijklmnop']) {
      expect(text).not.toContain(secret);
    }
  });

  it('TE-17 keeps what a fault is found by', () => {
    const text = redact(INVITE);
    for (const kept of ['INVITE sip:', 'CSeq: 2 INVITE', 'opus/48000', '192.168.x.x', 'branch=z9hG4bK1234567890']) {
      expect(text).toContain(kept);
    }
    expect(redact('SIP/2.0 486 Busy Here')).toBe('SIP/2.0 486 Busy Here');
    expect(redact('called 0039 347 221 9084 today')).toBe('called … today');
    expect(redact('at fe80:0:0:1:2:3:4:5 now')).toBe('at ipv6… now');
  });

  it('TE-17 keeps the last things only', () => {
    const diagnostics = createDiagnostics(() => '2026-11-02T09:00:00.000Z');
    for (let count = 0; count < 1000; count += 1) diagnostics.note('call', `event ${count}`);
    const entries = diagnostics.entries();
    expect(entries).toHaveLength(600);
    expect(entries.at(-1)?.text).toBe('event 999');
    expect(entries[0]?.text).toBe('event 400');
  });
});

describe('digits', () => {
  it.each([
    ['159#', '159#'],
    ['4024 0071-2233.4455', '4024007122334455'],
    ['(1) a,*', '1A,*'],
    ['12e4', null],
    ['', null],
    ['1'.repeat(65), null],
  ] as const)('TE-18 %j is sent as %j', (text, digits) => {
    expect(readDigits(text)).toBe(digits);
  });
});

describe('one re-INVITE at a time', () => {
  it('TE-19 they follow each other in the order asked, also after one that failed', async () => {
    const turns = createTurns();
    const told: string[] = [];
    const gate = Promise.withResolvers<void>();
    const first = turns(async () => {
      told.push('first begins');
      await gate.promise;
      told.push('first ends');
      throw new Error('refused');
    });
    const second = turns(async () => {
      told.push('second');
      return 2;
    });
    await Promise.resolve();
    expect(told).toEqual(['first begins']);
    gate.resolve();
    await expect(first).rejects.toThrow('refused');
    await expect(second).resolves.toBe(2);
    expect(told).toEqual(['first begins', 'first ends', 'second']);
  });
});
