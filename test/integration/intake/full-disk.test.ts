import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContext } from '../../../src-main/coordinator/compose.ts';
import { MAIN } from '../../fixtures/coordinator-process.ts';
import { rowOf } from '../../unit/intake/lab.ts';
import { countsOf, openWorkspace, sheetFile, type Workspace } from './workspace.ts';

const ROWS = 12_000;
/** The file size at which every write fails, in blocks of 512 bytes: in the middle of the load. */
const BLOCKS = 12_000;

let workspace: Workspace;
beforeAll(async () => {
  workspace = await openWorkspace();
  sheetFile(
    workspace,
    'big.csv',
    Array.from({ length: ROWS }, (_, i) => rowOf(i)),
  );
  await workspace.composed.close();
});
afterAll(() => workspace.close().catch(() => undefined));

const load = (before: string) => {
  const words = ['intake', '--data', workspace.dataDir, '--creditor', 'BLEV', '--file', '../big.csv', '--commit'];
  const command = [process.execPath, MAIN, ...words].map((word) => `'${word}'`).join(' ');
  return spawnSync('sh', ['-c', `${before}exec ${command}`], { cwd: workspace.dataDir, encoding: 'utf8' });
};

describe('IN-58 a disk without room', () => {
  it('IN-58 the load fails in one line, shows nothing to anybody, and the next one loads', async () => {
    const failed = load(`ulimit -f ${BLOCKS}; `);
    expect(failed.status).toBe(1);
    expect(failed.stderr.trim().split('\n')).toHaveLength(1);
    const { context, close } = await openContext(workspace.dataDir);
    expect(context.store.sql.get("SELECT count(*) AS n FROM batches WHERE status = 'loaded'")).toEqual({ n: 0 });
    expect(context.store.sql.get('SELECT count(*) AS n FROM audit')).toEqual({ n: 0 });
    await close();
    const loaded = load('');
    expect(loaded.stderr).toBe('');
    expect(loaded.status).toBe(0);
    const after = await openContext(workspace.dataDir);
    expect(countsOf(after)).toMatchObject({ cases: ROWS, parties: ROWS, positions: ROWS });
    await after.close();
  });
});
