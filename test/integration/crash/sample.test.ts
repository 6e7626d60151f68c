import { test } from 'vitest';
import { killDuringSample } from './sample-kills.ts';

test(
  'DU-13 a sample workspace killed again and again at its first start is whole in the end',
  { timeout: 600_000 },
  async () => {
    await killDuringSample({ kills: 3, seed: 'sample', say: () => undefined });
  },
);
