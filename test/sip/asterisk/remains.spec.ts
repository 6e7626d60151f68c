import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { root } from '../../setup/command.ts';
import { expect, test } from './pbx.ts';

const START = `
  import { startAsterisk } from './test/sip/phone/beds/asterisk/asterisk.ts';
  await startAsterisk();
  console.log('up');
`;

/** The processes that have this word in their environment. */
const marked = (mark: string): readonly string[] =>
  readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/u.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(mark);
    } catch {
      // It has ended meanwhile.
      return false;
    }
  });

test('AP-11 whoever started it is killed: nothing of it runs any more, and nothing is mounted', async () => {
  const mark = `BED_OF=${crypto.randomUUID()}`;
  const [name = '', value = ''] = mark.split('=');
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', START], {
    cwd: root,
    env: { ...process.env, [name]: value },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  // Itself and two of Asterisk.
  expect(marked(mark).length).toBeGreaterThanOrEqual(3);
  expect(readFileSync('/proc/mounts', 'utf8')).not.toContain('sollecito-test-beds');
  child.kill('SIGKILL');
  await expect.poll(() => marked(mark)).toEqual([]);
});
