import { describe, expect, it } from 'vitest';
import { iceProblem, isSipDomain, readServerAddress } from '../../../src-shared/domain/server-address.ts';

describe('the address of an exchange', () => {
  it('TC-02 is sealed, or this very computer’s', () => {
    const good = [
      ['wss://pbx.example/ws', 'wss://pbx.example/ws', 'pbx.example', 443, true],
      [' wss://PBX.example ', 'wss://pbx.example/', 'pbx.example', 443, true],
      ['wss://pbx.example:8089/ws?a=1', 'wss://pbx.example:8089/ws?a=1', 'pbx.example', 8089, true],
      ['wss://[2001:db8::1]:8089/ws', 'wss://[2001:db8::1]:8089/ws', '2001:db8::1', 8089, true],
      ['ws://127.0.0.1:8088/ws', 'ws://127.0.0.1:8088/ws', '127.0.0.1', 8088, false],
      ['ws://localhost', 'ws://localhost/', 'localhost', 80, false],
    ] as const;
    for (const [text, url, host, port, tls] of good) {
      expect(readServerAddress(text), text).toEqual({ ok: true, url, host, port, tls });
    }
    const bad = {
      '': 'empty',
      '   ': 'empty',
      'pbx.example': 'not-an-address',
      'wss://': 'not-an-address',
      'wss://pbx example/': 'not-an-address',
      'wss://pbx.example:99999/': 'not-an-address',
      'wss://pbx.example/a b': 'not-an-address',
      'sip://pbx.example': 'scheme',
      'https://pbx.example/ws': 'scheme',
      'ws://pbx.example/ws': 'plain',
      'ws://127.0.0.1.pbx.example/ws': 'plain',
      'wss://anna:segreta@pbx.example/ws': 'extra',
      'wss://pbx.example/ws#qui': 'extra',
    };
    for (const [text, problem] of Object.entries(bad)) {
      expect(readServerAddress(text), text).toEqual({ ok: false, problem });
    }
  });

  it('TC-02 a domain and a STUN or TURN server are what their names say', () => {
    for (const text of ['pbx.example', '10.0.0.5', 'pbx', 'pbx.example:5060', '[2001:db8::1]']) {
      expect(isSipDomain(text), text).toBe(true);
    }
    for (const text of ['', 'sip:pbx.example', 'anna@pbx.example', 'pbx example', 'pbx..example', '-pbx']) {
      expect(isSipDomain(text), text).toBe(false);
    }
    expect(iceProblem('stun:stun.example:3478', false)).toBeNull();
    expect(iceProblem('turns:turn.example:5349?transport=tcp', true)).toBeNull();
    expect(iceProblem('turn:turn.example', false)).toBe('needs-credentials');
    expect(iceProblem('stun.example', false)).toBe('not-ice');
  });
});
