import { parentPort, workerData } from 'node:worker_threads';
import { createCaseKeys } from '../administration/keys/case-keys.ts';
import { openKeys } from '../administration/keys/keys.ts';
import { openWorkerStore } from '../store/sqlite/open.ts';
import type { WorkerAccess } from '../store/store.ts';
import { verifyWorkspace } from './verify-workspace.ts';

/** Reads the whole log, which may take minutes: in a thread of its own, on one snapshot, while work goes on. */
const { access, dataDir } = workerData as { readonly access: WorkerAccess; readonly dataDir: string };
const store = openWorkerStore(access);
try {
  const caseKeys = createCaseKeys(openKeys(dataDir));
  parentPort?.postMessage(store.snapshot((sql) => verifyWorkspace(sql, caseKeys)));
} finally {
  store.close();
}
