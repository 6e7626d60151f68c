import { parentPort, workerData } from 'node:worker_threads';
import { createCaseKeys } from '../administration/keys/case-keys.ts';
import { openKeys } from '../administration/keys/keys.ts';
import { openWorkerStore } from '../store/sqlite/open.ts';
import type { WorkerAccess } from '../store/store.ts';
import { verifyRecordings } from '../recording/verify-recordings.ts';
import { verifyWorkspace } from './verify-workspace.ts';

/** Reads the whole log, which may take minutes: in a thread of its own, on one snapshot, while work goes on. */
const { access, dataDir } = workerData as { readonly access: WorkerAccess; readonly dataDir: string };
const store = openWorkerStore(access);
try {
  const caseKeys = createCaseKeys(openKeys(dataDir));
  const report = store.snapshot((sql) => {
    const agreed = verifyWorkspace(sql, caseKeys);
    const sound = verifyRecordings(sql, caseKeys, dataDir);
    return {
      ...agreed,
      recordings: sound.recordings,
      ok: agreed.ok && sound.difference === null,
      difference: agreed.difference ?? sound.difference,
    };
  });
  parentPort?.postMessage(report);
} finally {
  store.close();
}
