import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { selfSigned } from '../../../../../src-main/coordinator/http/certificate.ts';
import type { Account, Role } from '../bed.ts';
import { render } from '../render.ts';
import { NUMBERS, REFUSERS, TELEPHONES } from './people.ts';

/** Where the operators find the server, and the last port of its voice. */
type Addresses = { readonly server: string; readonly lastPort: number };

/** The operators of the recipe, and the number that somebody outside dials to reach the first. */
export const [AGENT, COLLEAGUE] = ['2001', '2002'].map((username) => ({
  username,
  password: `a-long-random-word-for-${username}`,
})) as [Account, Account];
export const DIRECT_NUMBER = '+39025552001';

/**
 * The recipe with the bed's addresses, ports and folders in it: every called number has a telephone of its own where the
 * recipe has one carrier, and these telephones have accounts, because they are transferred.
 */
export const writeRecipe = (run: string, at: Addresses, telephones: readonly Account[]): void => {
  const users = telephones.map(({ username, password }) => `    $sht(users=>${username}) = "${password}";`);
  const places = Object.entries({ ...TELEPHONES, ...REFUSERS }).map(
    ([role, { sip }]) => `    if ($rU == "${NUMBERS[role as Role]}") { $du = "sip:127.0.0.1:${sip}"; route(RELAY); }`,
  );
  const last = `    $sht(users=>${COLLEAGUE.username}) = "${COLLEAGUE.password}";`;
  const files = render(path.join(import.meta.dirname, 'recipe'), {
    'kamailio.cfg': [
      ['    if ($rU =~ "^\\+[0-9]+$") { $du = "sip:203.0.113.10:5060"; route(RELAY); }', places.join('\n')],
      [last, [last, ...users].join('\n')],
      ['udp:198.51.100.20', 'udp:127.0.0.1'],
      ['203.0.113.10', '127.0.0.1'],
      ['tls:192.168.10.20', `tls:${at.server}`],
      ['tcp:127.0.0.1', `tcp:${at.server}`],
      ['/etc/kamailio/', `${run}/`],
      ['/run/kamailio/', `${run}/`],
    ],
    'tls.cfg': [['/etc/kamailio/', `${run}/`]],
    'rtpengine.conf': [
      // Everybody comes through the line of the bed, which stands at the addresses that are told.
      ['192.168.10.20', `127.0.0.2!${at.server}`],
      ['198.51.100.20', '127.0.0.1!127.0.0.3'],
      ['39999', String(at.lastPort)],
    ],
  });
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(run, name), text);
};

/** Answers the file of the authority that vouches for the server. */
export const writeKeys = async (run: string, address: string): Promise<string> => {
  const { cert, key, ca } = await selfSigned(path.join(run, 'authority'), address, Date.now());
  mkdirSync(path.join(run, 'keys'));
  writeFileSync(path.join(run, 'keys', 'pbx.crt'), cert);
  writeFileSync(path.join(run, 'keys', 'pbx.key'), key);
  // Whoever holds this key could vouch for anybody: it is needed no more.
  rmSync(path.join(run, 'authority'), { recursive: true });
  const authority = path.join(run, 'authority.crt');
  writeFileSync(authority, ca ?? '');
  return authority;
};
