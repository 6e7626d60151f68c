import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Action } from './actions.ts';

/** Histories that once broke a rule. Every run begins with them. */
export const KEPT: readonly (readonly Action[])[] = [
  // SY-08: what was delivered again to a restored coordinator was not pulled again in the same cycle.
  [
    { do: 'sign-in', at: 0, who: 'carla', faults: [] },
    { do: 'sign-in', at: 0, who: 'bruno', faults: [] },
    { do: 'sign-in', at: 0, who: 'bruno', faults: [] },
    { do: 'capture', at: 0, kind: 'call', of: 0 },
    { do: 'backup' },
    { do: 'sync', at: 0, faults: [], renew: false, meanwhile: null },
    { do: 'restore' },
    { do: 'sync', at: 0, faults: [], renew: true, meanwhile: null },
  ],
];

const folder = path.resolve(import.meta.dirname, '../../../test-results/sync');

/** Writes a history that broke a rule where a later run can play it again; answers the file. */
export function keepFailure(name: string, actions: readonly Action[]): string {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.json`);
  writeFileSync(file, `${JSON.stringify(actions, null, 1)}\n`);
  return file;
}

export const readHistory = (file: string): readonly Action[] => JSON.parse(readFileSync(file, 'utf8')) as Action[];
