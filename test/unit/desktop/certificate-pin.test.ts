import type { Session } from 'electron';
import { describe, expect, test } from 'vitest';
import { hexFingerprint, pinCertificate, type Pin } from '../../../src-main/desktop/certificate-pin.ts';

const hex = 'ab'.repeat(32);
const asChromium = `sha256/${Buffer.from(hex, 'hex').toString('base64')}`;

const verify = (pin: Pin | null, hostname: string, fingerprint: string): number => {
  let given = NaN;
  const setCertificateVerifyProc: Session['setCertificateVerifyProc'] = (proc) =>
    proc?.({ hostname, certificate: { fingerprint }, verificationResult: 'net::OK' } as never, (answer) => {
      given = answer;
    });
  pinCertificate({ setCertificateVerifyProc }, () => pin);
  return given;
};

describe('DT-13 the coordinator is the one that was paired', () => {
  const pin = { address: 'https://10.0.0.5:4870', fingerprint: hex };

  test('DT-13 its own certificate is trusted although no authority signed it', () => {
    expect(verify(pin, '10.0.0.5', asChromium)).toBe(0);
    expect(
      verify({ ...pin, fingerprint: hex.toUpperCase().replaceAll(/(..)(?=.)/g, '$1:') }, '10.0.0.5', asChromium),
    ).toBe(0);
    expect(verify({ ...pin, address: 'https://[fe80::1]:4870' }, 'fe80::1', asChromium)).toBe(0);
  });

  test('DT-13 any other certificate is refused for its host, also one that an authority signed', () => {
    expect(verify(pin, '10.0.0.5', `sha256/${Buffer.alloc(32, 1).toString('base64')}`)).toBe(-2);
    expect(verify(pin, '10.0.0.5', '')).toBe(-2);
  });

  test('DT-13 other hosts, and a coordinator with a public certificate, are Chromium’s business', () => {
    expect(verify(pin, 'updates.example', asChromium)).toBe(-3);
    expect(verify({ ...pin, fingerprint: null }, '10.0.0.5', asChromium)).toBe(-3);
    expect(verify(null, '10.0.0.5', asChromium)).toBe(-3);
  });

  test('DT-13 the two ways to write a fingerprint are one', () => {
    expect(hexFingerprint(asChromium)).toBe(hex);
    expect(hexFingerprint('AB:'.repeat(31) + 'AB')).toBe(hex);
  });
});
