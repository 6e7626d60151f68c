import { expect, test } from 'vitest';
import { killDuringPushes } from './push-kills.ts';

const KILLS = 24;

// The seed chooses what is sent and when the kill falls; the machine's pace does the rest. `npm run soak` does more.
test(
  `DU-11 ${KILLS} kills during pushes lose nothing that was acknowledged and double nothing`,
  { timeout: 900_000 },
  async () => {
    const report = await killDuringPushes({ kills: KILLS, seed: 'pushes', say: () => undefined });
    expect(report.kills).toBe(KILLS);
    expect(report.acknowledged).toBe(report.operations);
    expect(report.operations).toBeGreaterThan(KILLS);
  },
);
