import { writeSampleFiles } from './files.ts';

/** The committed copy: of this day, with this seed. `node src-main/practice/sample/write-assets.ts` writes it again. */
export const COMMITTED_SAMPLE = { baseDate: '2026-11-23', seed: 'sollecito' } as const;

if (import.meta.main) await writeSampleFiles('assets/sample', COMMITTED_SAMPLE);
