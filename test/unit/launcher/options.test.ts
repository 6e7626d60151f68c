import { describe, expect, test } from 'vitest';
import { parseOptions, type Surroundings } from '../../../src-main/launcher/options.ts';

const linux: Surroundings = { platform: 'linux', env: {}, home: '/home/ada', cwd: '/srv' };

const launched = (args: readonly string[], around = linux) => {
  const parsed = parseOptions(args, around);
  if (parsed.kind !== 'launch') throw new Error(`expected a launch, got ${JSON.stringify(parsed)}`);
  return parsed.options;
};

describe('LA-01 the words after npm start are understood or named', () => {
  test('LA-01 no words: desktop, the sample workspace of this user, the usual port', () => {
    expect(launched([])).toEqual({ host: 'desktop', workspace: '/home/ada/.local/share/sollecito/sample', port: null });
  });

  test('LA-01 the data folder follows the platform', () => {
    expect(launched([], { ...linux, env: { XDG_DATA_HOME: '/data' } }).workspace).toBe('/data/sollecito/sample');
    expect(launched([], { ...linux, platform: 'darwin' }).workspace).toBe(
      '/home/ada/Library/Application Support/Sollecito/sample',
    );
    const windows = { ...linux, platform: 'win32' as const, env: { LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' } };
    expect(launched([], windows).workspace).toContain('C:\\Users\\ada\\AppData\\Local\\Sollecito');
  });

  test('LA-01 every flag is taken', () => {
    expect(launched(['--host', 'none', '--workspace', 'w', '--port=5001'])).toEqual({
      host: 'none',
      workspace: '/srv/w',
      port: 5001,
    });
  });

  test.each([
    [['--host', 'tv'], '--host is one of desktop, browser, none, not "tv".'],
    [['--port', '0'], '--port is a number from 1 to 65535, not "0".'],
    [['--port', '70000'], '--port is a number from 1 to 65535, not "70000".'],
    [['--port', 'x'], '--port is a number from 1 to 65535, not "x".'],
    [['--workspace='], '--workspace needs the name of a folder.'],
  ])('LA-01 %j is refused with its reason', (args, reason) => {
    expect(parseOptions(args, linux)).toEqual({ kind: 'wrong', reason });
  });

  test.each([[['--colour', 'red']], [['stray']], [['--port']]])('LA-01 %j is refused', (args) => {
    expect(parseOptions(args, linux).kind).toBe('wrong');
  });

  test('LA-01 help is help', () => {
    expect(parseOptions(['--help'], linux)).toEqual({ kind: 'help' });
  });
});
