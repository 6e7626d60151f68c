import { describe, expect, it } from 'vitest';
import { digestResponse, parseCredentials, provesPassword } from '../../../../src-main/practice/pbx/sip/digest.ts';
import { createNonces } from '../../../../src-main/practice/pbx/sip/nonces.ts';

const nonce = 'dcd98b7102dd2f0e8b11d0f600bfb0c093';
const mufasa = { username: 'Mufasa', realm: 'testrealm@host.com', nonce, uri: '/dir/index.html' };

describe('PX-03 digest', () => {
  it.each([
    // RFC 2617, section 3.5.
    [{ ...mufasa, auth: { nc: '00000001', cnonce: '0a4f113b' } }, 'Circle Of Life', '6629fae49393a05397450978507c4ef1'],
    // RFC 2069, section 2.4, as its erratum 749 has it.
    [{ ...mufasa, auth: null }, 'CircleOfLife', '1949323746fe6a43ef61f9606e7febea'],
  ])('PX-03 reckons the answer of the standard', (asked, password, response) => {
    expect(digestResponse(asked, { method: 'GET', password })).toBe(response);
    expect(provesPassword({ ...asked, response }, { method: 'GET', password })).toBe(true);
    expect(provesPassword({ ...asked, response }, { method: 'GET', password: `${password} ` })).toBe(false);
    expect(provesPassword({ ...asked, response }, { method: 'PUT', password })).toBe(false);
  });

  const header = `Digest username="a\\"b", realm="r, s", nonce="n", uri="sip:x", response="${'0'.repeat(32)}"`;

  it('PX-03 reads quotes, commas and cases', () => {
    expect(parseCredentials(header)).toMatchObject({ username: 'a"b', realm: 'r, s', auth: null });
    const full = `${header.replace('Digest', 'DIGEST')}, QOP=auth, nc=0000000a, cnonce="c", algorithm=md5`;
    expect(parseCredentials(full)?.auth).toEqual({ nc: '0000000a', cnonce: 'c' });
  });

  it.each([
    undefined,
    '',
    'Basic YTpi',
    'Digest ',
    header.replace('realm', 'kingdom'),
    header.replace('0'.repeat(32), 'zz'),
    `${header}, algorithm=SHA-256`,
    `${header}, qop=auth-int, nc=00000001, cnonce="c"`,
    `${header}, qop=auth`,
    `${header}, qop=auth, nc=1, cnonce="c"`,
  ])('PX-03 takes %s for no credentials', (value) => {
    expect(parseCredentials(value)).toBeNull();
  });

  it('PX-03 lets a nonce count once per count, for five minutes, and knows only its own', () => {
    let now = 0;
    const nonces = createNonces(() => now);
    const mine = nonces.issue();
    expect(nonces.use(mine, '00000001')).toBe('fresh');
    expect(nonces.use(mine, '00000001')).toBe('stale');
    expect(nonces.use(mine, '00000002')).toBe('fresh');
    expect(nonces.use('another', '00000001')).toBe('unknown');
    const plain = nonces.issue();
    expect([nonces.use(plain, null), nonces.use(plain, null)]).toEqual(['fresh', 'stale']);
    const old = nonces.issue();
    now = 300_001;
    expect(nonces.use(old, '00000001')).toBe('stale');
  });

  it('PX-03 keeps a bounded number of nonces, the oldest go', () => {
    const nonces = createNonces(() => 0);
    const first = nonces.issue();
    for (let i = 0; i < 5_000; i += 1) nonces.issue();
    expect(nonces.use(first, '00000001')).toBe('unknown');
  });
});
