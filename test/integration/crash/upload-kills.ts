import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { insertUser } from '../../../src-main/coordinator/administration/create-workspace.ts';
import { openSession } from '../../../src-main/coordinator/administration/sessions/sessions.ts';
import { openContext } from '../../../src-main/coordinator/compose.ts';
import type { SampleFile } from '../../../src-main/practice/sample/files.ts';
import type { BatchSummary, Draft } from '../../../src-shared/contract/intake.ts';
import { createChance } from '../../fixtures/chance.ts';
import { fileSeries, makeWorkspaceFor, recovered } from './placements.ts';
import { type KillOptions, lookInto, mustVerify, pause, restart } from './restarts.ts';

type Desk = {
  readonly creditorId: string;
  readonly mandateId: string;
  readonly token: string;
};

/** A leader who is signed in for the whole run. */
const openDesk = async (dataDir: string): Promise<Desk> => {
  const { context, close } = await openContext(dataDir);
  try {
    return context.store.transaction((tx) => {
      const user = { login: 'lara', name: 'Lara', role: 'leader', teamId: null } as const;
      const id = insertUser(context, tx, { ...user, password: 'none' });
      const { token } = openSession(context, tx, { ...user, id, lang: 'it' }, null);
      const idOf = (table: string): string => tx.get<{ id: string }>(`SELECT id FROM ${table}`)?.id ?? '';
      return { creditorId: idOf('creditors'), mandateId: idOf('mandates'), token };
    });
  } finally {
    await close();
  }
};

/** What a leader's browser does: null where the line broke with the process. */
type Browser = <T>(method: string, url: string, body?: unknown) => Promise<T | null>;

const browserOf =
  (url: string, token: string): Browser =>
  async <T>(method: string, place: string, body?: unknown): Promise<T | null> => {
    const bytes = body instanceof Uint8Array ? new Blob([Uint8Array.from(body)]) : null;
    const answer = await fetch(`${url}${place}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined
          ? {}
          : { 'content-type': bytes === null ? 'application/json' : 'application/octet-stream' }),
      },
      ...(body === undefined ? {} : { body: bytes ?? JSON.stringify(body) }),
    }).then(
      async (response) => ({ ok: response.ok, text: await response.text() }),
      () => null,
    );
    if (answer === null) return null;
    if (!answer.ok) throw new Error(`${method} ${place} was refused: ${answer.text}`);
    return JSON.parse(answer.text) as T;
  };

const rested = async (ask: Browser, batchId: string): Promise<Draft | null> => {
  for (;;) {
    const draft = await ask<Draft>('GET', `/api/batches/${batchId}`);
    if (draft === null) return null;
    if (draft.failure !== null) throw new Error(`a job failed: ${JSON.stringify(draft.failure)}`);
    if (draft.progress === null && draft.step !== 'reading' && draft.step !== 'loading') return draft;
    await pause(10);
  }
};

/** Goes on with the draft that is there, or begins one; answers whether it was seen to be loaded. */
const place = async (ask: Browser, desk: Desk, file: SampleFile): Promise<boolean> => {
  const listed = await ask<{ batches: readonly BatchSummary[] }>('GET', '/api/batches');
  if (listed === null) return false;
  let batchId = listed.batches.find(({ status }) => status === 'draft')?.id;
  if (batchId === undefined) {
    const { creditorId, mandateId } = desk;
    const where = new URLSearchParams({ creditorId, mandateId, fileName: path.basename(file.file) });
    const begun = await ask<{ batchId: string }>('POST', `/api/batches?${where}`, readFileSync(file.file));
    if (begun === null) return false;
    batchId = begun.batchId;
  }
  for (let draft = await rested(ask, batchId); draft !== null; draft = await rested(ask, batchId)) {
    if (draft.batch.status === 'loaded') return true;
    const next =
      draft.review === null
        ? await ask('POST', `/api/batches/${batchId}/check`, { spec: draft.layout?.spec, save: null })
        : await ask('POST', `/api/batches/${batchId}/load`, { accepted: draft.review.accepted });
    if (next === null) return false;
  }
  return false;
};

/** What does not fit together: a folder whose batch is not there, a draft without its file. Null where all does. */
const strayIn = (dataDir: string): string | null => {
  const folders = readdirSync(path.join(dataDir, 'intake'));
  return lookInto(dataDir, (database) => {
    const rows = database.prepare('SELECT id, status FROM batches').all();
    const ids = new Set(rows.map(({ id }) => String(id)));
    if (folders.some((folder) => !ids.has(folder))) return 'the file of a batch that is not there';
    const bare = rows.some(({ id, status }) => status === 'draft' && !folders.includes(String(id)));
    return bare ? 'a draft without its file' : null;
  });
};

const LOOKS = 250;

/** The folders are swept last of all, a moment after the rows. */
const foldersMustFit = async (dataDir: string): Promise<void> => {
  for (let look = 1; ; look += 1) {
    const stray = strayIn(dataDir);
    if (stray === null) return;
    if (look === LOOKS) throw new Error(stray);
    await pause(20);
  }
};

export type UploadKillReport = { readonly kills: number; readonly loaded: number; readonly drafts: number };

/**
 * Kills a coordinator again and again while a leader's browser uploads, checks and loads placement files, and looks
 * after each restart: a draft is whole or gone, a batch is there as a whole or not at all, and the same work goes on.
 */
export const killDuringUploads = async ({ kills, seed, say }: KillOptions): Promise<UploadKillReport> => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'crash-upload-'));
  const chance = createChance(seed);
  const fileOf = fileSeries(dataDir, seed);
  try {
    let file = await fileOf(0);
    await makeWorkspaceFor(dataDir, file);
    const desk = await openDesk(dataDir);
    let [longest, batches, drafts, without] = [0, 0, 0, 0];
    for (let kill = 1; kill <= kills; kill += 1) {
      const coordinator = await restart(dataDir);
      try {
        const standing = await recovered(dataDir);
        await foldersMustFit(dataDir);
        if (standing < batches) throw new Error(`${batches} loads were seen and ${standing} stand`);
        without = standing > batches ? 0 : without + 1;
        if (standing > batches) [batches, file] = [standing, await fileOf(standing)];
        drafts += lookInto(dataDir, (database) =>
          Number(database.prepare("SELECT count(*) AS n FROM batches WHERE status = 'draft'").get()?.['n']),
        );
        if (kill % 5 === 0) await mustVerify(dataDir);
        const from = performance.now();
        const working = place(browserOf(coordinator.url, desk.token), desk, file).then((whole) => {
          if (whole && longest === 0) longest = performance.now() - from;
        });
        // The first one runs to its end. Drafts outlive a kill, so every few kills one gets as far as being loaded.
        const latest = Math.ceil(longest * (0.7 + without / 4));
        await Promise.race([...(longest === 0 ? [] : [pause(chance.int(0, latest))]), working]);
        await coordinator.kill();
        await working;
      } catch (cause) {
        throw new Error(`seed ${seed}, kill ${kill}: ${String(cause)} ${coordinator.log()}`, { cause });
      } finally {
        await coordinator.kill();
      }
      if (kill % 10 === 0) say(`${kill} kills, ${batches} uploads loaded whole, ${drafts} drafts gone on with`);
    }
    const coordinator = await restart(dataDir);
    try {
      const loaded = await recovered(dataDir);
      await foldersMustFit(dataDir);
      await mustVerify(dataDir);
      return { kills, loaded, drafts };
    } finally {
      await coordinator.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
};
