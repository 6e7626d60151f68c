import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FuseV1Options } from '@electron/fuses';

/** The mark before the fuses in Electron's program, from @electron/fuses. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuseCount = Object.values(FuseV1Options).filter((value) => typeof value === 'number').length;

/**
 * A folder that looks to the packager like Electron's for Linux: the files it moves about, and a program that is nothing
 * but a fuse wire with every fuse the wrong way round. So packing and the setting of fuses are real without the runtime.
 */
export const makeStandInRuntime = async (
  directory: string,
  version: string,
  wrongWay: readonly boolean[],
): Promise<void> => {
  const wire = Buffer.concat([
    Buffer.from(sentinel, 'latin1'),
    Buffer.from([1, fuseCount]),
    Buffer.from(
      wrongWay
        .slice(0, fuseCount)
        .map((on) => (on ? '1' : '0'))
        .join(''),
      'latin1',
    ),
  ]);
  const padding = Buffer.alloc(256);
  const files: Record<string, string | Buffer> = {
    electron: Buffer.concat([padding, wire, padding]),
    version,
    LICENSE: 'stand-in',
    'LICENSES.chromium.html': 'stand-in',
    'chrome-sandbox': '',
    chrome_crashpad_handler: '',
    'locales/it.pak': '',
    'locales/en-US.pak': '',
    'locales/de.pak': '',
  };
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(directory, name)), { recursive: true });
    await writeFile(path.join(directory, name), content);
  }
  await chmod(path.join(directory, 'electron'), 0o755);
};
