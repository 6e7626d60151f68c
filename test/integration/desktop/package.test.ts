import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fuses, packedProgram } from '../../setup/after-pack.ts';
import { root, runCommand, tool } from '../../setup/command.ts';
import { makeStandInRuntime } from '../../setup/stand-in-runtime.ts';

type Lock = { readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly version?: string }>> };

const on = '1'.charCodeAt(0);
const fuseNumbers = Object.values(FuseV1Options).filter((value): value is FuseV1Options => typeof value === 'number');

let home = '';
let unpacked = '';
let names: string[] = [];
let lock: Lock = { packages: {} };

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'sollecito-package-'));
  const built = await runCommand(process.execPath, ['test/setup/build.ts', '--if-stale']);
  expect(built.code, built.output).toBe(0);
  lock = JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8')) as Lock;
  const runtime = path.join(home, 'runtime');
  const version = lock.packages['node_modules/electron']?.version ?? '';
  await makeStandInRuntime(
    runtime,
    version,
    fuseNumbers.map((fuse) => !fuses[fuse]),
  );
  const packed = await runCommand(tool('electron-builder'), [
    ...['--linux', 'dir', '--publish', 'never'],
    ...[`-c.electronDist=${runtime}`, `-c.directories.output=${path.join(home, 'dist')}`],
  ]);
  expect(packed.code, packed.output).toBe(0);
  const folder = (await readdir(path.join(home, 'dist'))).find((name) => name.endsWith('unpacked')) ?? '';
  unpacked = path.join(home, 'dist', folder);
  const listed = await runCommand(tool('asar'), ['list', path.join(unpacked, 'resources', 'app.asar')]);
  names = listed.stdout.split('\n').filter((name) => name.startsWith('/'));
}, 300_000);

afterAll(() => rm(home, { recursive: true, force: true }));

describe('DT-19 what a package holds', () => {
  test('DT-19 the page, the preload, the main process, the coordinator and the assets', () => {
    expect(names).toEqual(
      expect.arrayContaining([
        '/package.json',
        '/out/renderer/index.html',
        '/out/renderer/service-worker.js',
        '/out/preload/preload.cjs',
        '/out/desktop/main.js',
        '/out/coordinator/main.js',
        '/assets/icon.png',
        '/assets/tray.png',
        '/node_modules/fastify/package.json',
        '/node_modules/zod/package.json',
      ]),
    );
  });

  test('DT-19 no source, no test, no configuration', () => {
    const top = [...new Set(names.map((name) => name.split('/')[1] ?? ''))].sort();
    expect(top).toEqual(['assets', 'node_modules', 'out', 'package.json']);
    expect(names.filter((name) => /\.(?:tsx?|mts|cts|map|stamp)$/.test(name))).toEqual([]);
  });

  test('DT-19 no development dependency', () => {
    // By name: the packer lifts a production package out of its parent's folder, to where a development one of the
    // same name may stand in the checkout.
    const named = (place: string): string => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const places = Object.entries(lock.packages).filter(([place]) => place !== '');
    const production = new Set(places.filter(([, { dev }]) => dev !== true).map(([place]) => named(place)));
    const development = new Set(places.map(([place]) => named(place)).filter((name) => !production.has(name)));
    expect(development.size).toBeGreaterThan(100);
    const packed = names.filter((name) => name.endsWith('/package.json') && name.includes('node_modules/'));
    expect(packed.filter((name) => development.has(named(name.replace(/\/package\.json$/u, ''))))).toEqual([]);
  });

  test('DT-19 every import of the packed programs is in the package', async () => {
    const { importedBy } = await import('../../setup/artifacts.ts');
    for (const place of ['out/coordinator', 'out/desktop']) {
      for (const file of await readdir(path.join(root, place))) {
        const wanted = importedBy(await readFile(path.join(root, place, file), 'utf8'))
          .filter((name) => !/^(?:\.|node:|electron$)/.test(name))
          .map((name) =>
            name
              .split('/')
              .slice(0, name.startsWith('@') ? 2 : 1)
              .join('/'),
          );
        for (const name of wanted) expect(names, `${place}/${file}`).toContain(`/node_modules/${name}/package.json`);
      }
    }
  });

  test('DT-19 every fuse is set as decided, on a runtime that had each the wrong way round', async () => {
    const packager = { appInfo: { productFilename: 'Sollecito' }, executableName: 'sollecito' };
    const program = packedProgram({ appOutDir: unpacked, electronPlatformName: 'linux', packager });
    const wire: Readonly<Record<string, unknown>> = { ...(await getCurrentFuseWire(program)) };
    expect(fuseNumbers.map((fuse) => wire[fuse] === on)).toEqual(fuseNumbers.map((fuse) => fuses[fuse]));
  });

  test('DT-19 where the program stands on each platform', () => {
    const packager = { appInfo: { productFilename: 'Sollecito' } };
    const at = (electronPlatformName: string) => packedProgram({ appOutDir: '/d', electronPlatformName, packager });
    expect(at('darwin')).toBe('/d/Sollecito.app/Contents/MacOS/Sollecito');
    expect(at('win32')).toBe('/d/Sollecito.exe');
  });
});
