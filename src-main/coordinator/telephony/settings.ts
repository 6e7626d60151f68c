import { z } from 'zod';
import { AppError } from '../../../src-shared/contract/errors.ts';
import {
  ExchangeKind,
  type TelephonySettings,
  type TelephonySettingsInput,
} from '../../../src-shared/contract/telephony-settings.ts';
import { readServerAddress } from '../../../src-shared/domain/server-address.ts';
import type { Context } from '../context.ts';
import { newId } from '../identity.ts';
import type { Sql, Tx } from '../store/store.ts';
import { createSecrets, iceSecret } from './secrets.ts';
import { tellWorkstations } from './tell.ts';

const ROW = 'telephony';

const Stored = z.object({
  exchange: ExchangeKind,
  server: z.string().default(''),
  domain: z.string().default(''),
  dialPrefix: z.string().nullable().default(null),
  numberShown: z.string().nullable().default(null),
  refused: z.array(z.string()).default([]),
  conferenceRoom: z.string().nullable().default(null),
  iceServers: z
    .array(z.object({ id: z.string(), url: z.string(), username: z.string(), box: z.string().nullable() }))
    .default([]),
  revision: z.int().default(0),
});
export type Stored = z.infer<typeof Stored>;

/** A sample workspace rings at the practice exchange; in a real one nobody is called before somebody says so. */
export const readStored = (sql: Sql): Stored => {
  const row = sql.get<{ body: string }>('SELECT body FROM settings WHERE id = ?', ROW);
  if (row !== undefined) return Stored.parse(JSON.parse(row.body));
  const workspace = sql.get<{ body: string }>("SELECT body FROM settings WHERE id = 'settings'");
  const sample = workspace !== undefined && (JSON.parse(workspace.body) as { readonly sample: boolean }).sample;
  return Stored.parse({ exchange: sample ? 'practice' : 'none' });
};

const shown = ({ iceServers, ...stored }: Stored): TelephonySettings => ({
  ...stored,
  iceServers: iceServers.map(({ box, ...server }) => ({ ...server, hasCredential: box !== null })),
});

export const readTelephony = (sql: Sql): TelephonySettings => shown(readStored(sql));

/** What the audit tells of a change: where people are called through, never a password. */
const detailOf = (before: Stored, after: Stored) => ({
  changed: (Object.keys(after) as (keyof Stored)[]).filter(
    (part) => part !== 'revision' && JSON.stringify(before[part]) !== JSON.stringify(after[part]),
  ),
  exchange: after.exchange,
  ...(after.exchange === 'server' ? { server: after.server } : {}),
});

/** Errors: `stale-version`, `telephony-password` where a TURN server has none. */
export const saveTelephony = (
  context: Context,
  userId: string,
  { revision, ...input }: TelephonySettingsInput,
): TelephonySettings =>
  context.store.transaction((tx) => {
    const before = readStored(tx);
    if (before.revision !== revision) throw new AppError('stale-version', { recovery: 'resync' });
    const address = readServerAddress(input.server);
    const after: Stored = {
      ...input,
      server: address.ok ? address.url : '',
      iceServers: saveIceServers(context, tx, before, input.iceServers),
      revision: revision + 1,
    };
    tx.run(
      'INSERT INTO settings (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body',
      ROW,
      JSON.stringify(after),
    );
    context.audit.record(tx, { userId, action: 'telephony.save', subject: ROW, detail: detailOf(before, after) });
    tellWorkstations(context, tx);
    tx.onCommit(context.switchboard.look);
    return shown(after);
  });

const saveIceServers = (
  context: Context,
  tx: Tx,
  before: Stored,
  inputs: TelephonySettingsInput['iceServers'],
): Stored['iceServers'] => {
  const secrets = createSecrets(context.keys);
  const saved = inputs.map(({ id: known, url, username, credential }) => {
    const kept = before.iceServers.find(({ id }) => id === known);
    const id = kept?.id ?? newId();
    if (username === '') return { id, url, username, box: null };
    if (credential !== null) return { id, url, username, box: secrets.seal(tx, iceSecret(id), credential) };
    // A password is for the server that it was given for: towards another one it must be typed again.
    if (kept === undefined || kept.box === null || kept.url !== url) throw new AppError('telephony-password');
    return { id, url, username, box: kept.box };
  });
  for (const { id, box } of before.iceServers) {
    if (box !== null && !saved.some((one) => one.id === id && one.box !== null)) secrets.destroy(tx, iceSecret(id));
  }
  return saved;
};
