import { expect, test } from 'vitest';
import { killDuringLoads } from './load-kills.ts';

const KILLS = 10;

test(
  `DU-12 ${KILLS} kills during loads leave each placement whole or not there, and it loads again`,
  { timeout: 900_000 },
  async () => {
    const report = await killDuringLoads({ kills: KILLS, seed: 'loads', say: () => undefined });
    expect(report.loaded + report.cut).toBe(KILLS);
    expect(report.loaded).toBeGreaterThan(0);
    expect(report.cut).toBeGreaterThan(0);
  },
);
