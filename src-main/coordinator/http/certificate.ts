import 'reflect-metadata';
import { createHash, webcrypto, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import path from 'node:path';
import {
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate as Certificate,
  type X509CertificateCreateSelfSignedParams,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { HttpsFiles } from './server.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY = 86_400_000;
const CA_DAYS = 3650;
/** Long, because desktops pin this very certificate. */
const LEAF_DAYS = 3650;
const RENEW_BEFORE_DAYS = 30;

// The library names the keys by the global type, which Node and the browser declare a little differently.
type Keys = X509CertificateCreateSelfSignedParams['keys'];

type Pair = { readonly key: string; readonly cert: string };

/** Names and addresses under which other computers reach this one. */
const ownNames = (host: string): readonly string[] => {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));
  const names = ['localhost', '127.0.0.1', '::1', hostname(), host, ...addresses];
  return [...new Set(names.filter((name) => name !== '' && !isEverywhere(name) && !name.includes('%')))];
};

const isEverywhere = (host: string): boolean => host === '0.0.0.0' || host === '::';

const makeKey = async (): Promise<{ keys: Keys; pem: string }> => {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const pem = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  return { keys: keys as Keys, pem };
};

const importKey = async (pem: string): Promise<Keys['privateKey']> =>
  (await webcrypto.subtle.importKey('pkcs8', PemConverter.decodeFirst(pem), ALGORITHM, true, [
    'sign',
  ])) as Keys['privateKey'];

const makeCa = async (now: number): Promise<Pair> => {
  const { keys, pem } = await makeKey();
  const cert = await X509CertificateGenerator.createSelfSigned({
    name: `CN=Sollecito ${hostname()}, O=Sollecito workspace`,
    notBefore: new Date(now - DAY),
    notAfter: new Date(now + CA_DAYS * DAY),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { key: pem, cert: cert.toString('pem') };
};

const makeLeaf = async (ca: Pair, names: readonly string[], now: number): Promise<Pair> => {
  const { keys, pem } = await makeKey();
  const issuer = new Certificate(ca.cert);
  const cert = await X509CertificateGenerator.create({
    subject: `CN=${hostname()}`,
    issuer: issuer.subject,
    notBefore: new Date(now - DAY),
    notAfter: new Date(Math.min(now + LEAF_DAYS * DAY, issuer.notAfter.getTime())),
    publicKey: keys.publicKey,
    signingKey: await importKey(ca.key),
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.1']),
      new SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value })),
      ),
    ],
  });
  return { key: pem, cert: cert.toString('pem') };
};

const load = (folder: string, name: string): Pair | null => {
  const [key, cert] = [path.join(folder, `${name}.key`), path.join(folder, `${name}.crt`)];
  if (!existsSync(key) || !existsSync(cert)) return null;
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
};

const save = (folder: string, name: string, pair: Pair): Pair => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [suffix, text] of [['key', pair.key] as const, ['crt', pair.cert] as const]) {
    const file = path.join(folder, `${name}.${suffix}`);
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return pair;
};

/** Made anew only when it must be: desktops that pinned it would have to be told. */
const stillGood = (leaf: Pair, host: string, now: number): boolean => {
  const certificate = new X509Certificate(leaf.cert);
  const covers =
    isEverywhere(host) || (isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host)) !== undefined;
  return covers && certificate.validToDate.getTime() - now > RENEW_BEFORE_DAYS * DAY;
};

/**
 * The workspace's own authority and the certificate that it signed for this computer, kept in the data folder and made
 * at the first start. An administrator may install the authority (`/api/ca.crt`) where browsers should trust it.
 */
export const selfSigned = async (dataDir: string, host: string, now: number): Promise<HttpsFiles> => {
  // node's WebCrypto is the browser's but for the types.
  (cryptoProvider.set as (crypto: webcrypto.Crypto) => void)(webcrypto);
  const folder = path.join(dataDir, 'keys');
  const ca = load(folder, 'tls-ca') ?? save(folder, 'tls-ca', await makeCa(now));
  const known = load(folder, 'tls');
  const leaf =
    known !== null && stillGood(known, host, now)
      ? known
      : save(folder, 'tls', await makeLeaf(ca, ownNames(host), now));
  return { key: leaf.key, cert: `${leaf.cert}\n${ca.cert}`, ca: ca.cert };
};

/** SHA-256 of the certificate that the server shows, hex: what a desktop pins. */
export const fingerprintOf = (pem: string): string =>
  createHash('sha256').update(new X509Certificate(pem).raw).digest('hex');
