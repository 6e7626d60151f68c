import { expect, test } from 'vitest';
import { killDuringUploads } from './upload-kills.ts';

const KILLS = 8;

test(
  `DU-16 ${KILLS} kills during upload, check and load over HTTP leave drafts and placements whole or not there`,
  { timeout: 900_000 },
  async () => {
    const report = await killDuringUploads({ kills: KILLS, seed: 'uploads', say: () => undefined });
    expect(report.kills).toBe(KILLS);
    expect(report.loaded).toBeGreaterThan(0);
  },
);
