import { parseArgs } from 'node:util';
import { killDuringLoads } from '../integration/crash/load-kills.ts';
import { killDuringPushes } from '../integration/crash/push-kills.ts';
import { killDuringSample } from '../integration/crash/sample-kills.ts';
import { killDuringUploads } from '../integration/crash/upload-kills.ts';
import { ensureBuilt } from '../setup/built.ts';
import { requireNode24 } from '../setup/command.ts';
import { callInARow } from './telephone/calls-in-a-row.ts';

const USAGE = `npm run soak -- [--pushes N] [--loads N] [--uploads N] [--samples N] [--calls N]
                 [--seed TEXT]

Kills a real coordinator (SIGKILL) at random moments and holds what it finds after each restart to the rules DU-11,
DU-12, DU-13 and DU-16 of test/SPEC.md. Then calls in a row in one page on the practice exchange, each heard both ways:
no registration, connection, track or memory may be lost. Ends with 1 at the first fault; the seed is said.

  --pushes   kills while workstations push (50)
  --loads    kills while the command line loads a placement (25)
  --uploads  kills while a leader's browser uploads, checks and loads one (20)
  --samples  kills while a sample workspace begins (5)
  --calls    calls in a row in one page (500)
  --seed     what chooses the moments: the time, unless given`;

requireNode24();
const { values } = parseArgs({
  options: {
    pushes: { type: 'string', default: '50' },
    loads: { type: 'string', default: '25' },
    uploads: { type: 'string', default: '20' },
    samples: { type: 'string', default: '5' },
    calls: { type: 'string', default: '500' },
    seed: { type: 'string', default: new Date().toISOString() },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const counts = [values.pushes, values.loads, values.uploads, values.samples].map(Number);
const calls = Number(values.calls);
if (values.help || ![...counts, calls].every((count) => Number.isInteger(count) && count >= 0)) {
  console.log(USAGE);
  process.exitCode = values.help ? 0 : 2;
} else {
  await ensureBuilt('renderer', 'coordinator');
  const { seed } = values;
  const say = (line: string): void => console.log(`  ${line}`);
  const from = performance.now();
  const [during, whileLoading, whileUploading, whileBeginning] = counts as [number, number, number, number];
  console.log(`seed ${seed}`);
  try {
    if (during > 0) {
      console.log(`pushes: ${during} kills`);
      const { operations } = await killDuringPushes({ kills: during, seed, say });
      say(`${operations} operations captured, acknowledged and in the log once`);
    }
    if (whileLoading > 0) {
      console.log(`loads: ${whileLoading} kills`);
      const { loaded, cut } = await killDuringLoads({ kills: whileLoading, seed, say });
      say(`${loaded} placements whole, ${cut} cut and gone`);
    }
    if (whileUploading > 0) {
      console.log(`uploads: ${whileUploading} kills`);
      const { loaded, drafts } = await killDuringUploads({ kills: whileUploading, seed, say });
      say(`${loaded} placements whole, ${drafts} drafts that outlived a kill`);
    }
    if (whileBeginning > 0) {
      console.log(`samples: ${whileBeginning} kills`);
      await killDuringSample({ kills: whileBeginning, seed, say });
    }
    const seconds = Math.round((performance.now() - from) / 1000);
    const kills = counts.reduce((sum, count) => sum + count, 0);
    if (kills > 0) console.log(`${kills} kills in ${seconds} s: nothing lost, nothing doubled`);
    if (calls > 0) {
      console.log(`calls: ${calls} in a row`);
      const { growth } = await callInARow({ calls, say });
      const grown = (growth * 100).toFixed(1);
      console.log(`${calls} calls: each heard both ways, nothing left behind, heap grown by ${grown} %`);
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
