import type { Session } from 'electron';

/** Chromium's answers to the question whether a certificate is trusted. */
const trusted = 0;
const refused = -2;
const asChromiumSays = -3;

export type Pin = {
  /** The coordinator's origin. */
  readonly address: string;
  /** SHA-256 of its certificate, hex, with or without colons; null when a public authority vouches for it. */
  readonly fingerprint: string | null;
};

/** Chromium writes `sha256/<base64>`, people and the pairing code write hex. */
export const hexFingerprint = (text: string): string =>
  text.startsWith('sha256/')
    ? Buffer.from(text.slice('sha256/'.length), 'base64').toString('hex')
    : text.replaceAll(':', '').toLowerCase();

const hostOf = (address: string): string => new URL(address).hostname.replace(/^\[|\]$/g, '');

/**
 * Trusts the pinned certificate for the coordinator's host and no other for it, also not one that an authority signed:
 * whoever can put an authority on this computer must not be able to read the calls. All other hosts are Chromium's
 * business.
 */
export const pinCertificate = (
  session: Pick<Session, 'setCertificateVerifyProc'>,
  currentPin: () => Pin | null,
): void =>
  session.setCertificateVerifyProc(({ hostname, certificate }, answer) => {
    const pin = currentPin();
    if (pin === null || pin.fingerprint === null || hostOf(pin.address) !== hostname.replace(/^\[|\]$/g, '')) {
      answer(asChromiumSays);
      return;
    }
    answer(hexFingerprint(certificate.fingerprint) === hexFingerprint(pin.fingerprint) ? trusted : refused);
  });
