import { describe, expect, test } from 'vitest';
import { importedBy, judgeCoordinator, judgePreload, requiredBy } from '../../setup/artifacts.ts';
import { judgeCruise } from '../../setup/boundaries.ts';

describe('CI-02 what was built is what may be shipped', () => {
  test('CI-02 the imports of a bundle are read, minified or not', () => {
    expect(
      importedBy('import{a as b}from"zod";import x from "node:fs";\nimport "./side.js";await import("lazy")'),
    ).toEqual(['zod', 'node:fs', './side.js', 'lazy']);
    expect(requiredBy('let e=require("electron"),f=require(`fs`);')).toEqual(['electron', 'fs']);
  });

  test('CI-02 a preload is one .cjs that needs only electron', () => {
    expect(judgePreload({ 'preload.cjs': 'const e=require("electron")' })).toEqual([]);
    expect(judgePreload({})).toHaveLength(1);
    expect(judgePreload({ 'preload.js': '' })).toHaveLength(1);
    expect(judgePreload({ 'preload.cjs': '', 'chunk.cjs': '' })).toHaveLength(1);
    expect(judgePreload({ 'preload.cjs': 'require("electron");require("zod")' })[0]).toContain('zod');
  });

  test('CI-02 a coordinator has a main.js and no Electron', () => {
    expect(judgeCoordinator({ 'main.js': 'import f from "fastify"; const a = "electron";' })).toEqual([]);
    expect(judgeCoordinator({ 'main.js': 'import { app } from "electron";' })[0]).toContain('electron');
    expect(judgeCoordinator({ 'intake.load-worker.js': '' })).toEqual(['coordinator: main.js is missing']);
  });
});

describe('CI-03 boundaries are checked on modules that are really there', () => {
  const cruise = (
    names: readonly string[],
    violations: Parameters<typeof judgeCruise>[0]['summary']['violations'] = [],
  ) => ({
    modules: names.map((source) => ({ source })),
    summary: { violations },
  });

  test('CI-03 too few modules is a failure even without a violation', () => {
    expect(judgeCruise(cruise(['src-shared/a.ts', 'node_modules/zod/index.js']), 2).ok).toBe(false);
    expect(judgeCruise(cruise(['src-shared/a.ts', 'src-main/b.ts']), 2).ok).toBe(true);
  });

  test('CI-03 a violation is named', () => {
    const crossing = { rule: { name: 'shared-is-pure' }, from: 'src-shared/a.ts', to: 'src-main/b.ts' };
    expect(judgeCruise(cruise(['src-shared/a.ts'], [crossing]), 1)).toEqual({
      ok: false,
      report: 'shared-is-pure: src-shared/a.ts → src-main/b.ts',
    });
  });
});
