/**
 * The boundaries of the house. `npm run check` also asks that enough modules were cruised: a cruiser that finds no
 * modules finds no faults either.
 */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    forbid(
      'no-circular',
      'A cycle means that two files are one.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbid('not-resolvable', 'An import that leads nowhere.', { path: '^src-' }, { couldNotResolve: true }),
    forbid(
      'shared-is-pure',
      'src-shared imports nothing of the others.',
      { path: '^src-shared/' },
      { path: '^(src-main|src-renderer|test)/' },
    ),
    forbid(
      'shared-without-platform',
      'src-shared runs anywhere.',
      { path: '^src-shared/' },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'shared-without-electron',
      'src-shared runs anywhere.',
      { path: '^src-shared/' },
      { path: 'node_modules/electron/' },
    ),
    forbid(
      'renderer-only-shared',
      'The renderer imports src-shared and itself.',
      { path: '^src-renderer/' },
      { path: '^(src-main|test)/' },
    ),
    forbid(
      'renderer-without-node',
      'The renderer runs in a browser.',
      { path: '^src-renderer/' },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'renderer-without-electron',
      'The host interface is the only way out.',
      { path: '^src-renderer/' },
      { path: 'node_modules/electron/' },
    ),
    forbid(
      'main-not-renderer',
      'src-main imports src-shared and itself.',
      { path: '^src-main/' },
      { path: '^(src-renderer|test)/' },
    ),
    forbid(
      'coordinator-is-plain-node',
      'It also runs on a server.',
      { path: '^src-main/(coordinator|practice)/' },
      { path: '(node_modules/electron/|^src-main/(desktop|preload|launcher)/)' },
    ),
    forbid(
      'desktop-knows-a-process',
      'The coordinator is started, never imported.',
      { path: '^src-main/(desktop|preload|launcher)/' },
      { path: '^src-main/(coordinator|practice)/' },
    ),
    forbid(
      'preload-is-self-contained',
      'It shares only the channel names and types.',
      { path: '^src-main/preload/' },
      { path: '^src-main/(?!preload/|desktop/ipc-map\\.ts$)', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'one-door-to-sqlite',
      'The storage port has one SQLite implementation.',
      { path: '^src-main/', pathNot: '^src-main/coordinator/store/sqlite/' },
      { path: '^(node:)?sqlite$' },
    ),
    forbid(
      'no-dev-dependency-at-run-time',
      'The coordinator and the desktop ship with dependencies only.',
      { path: '^src-main/(coordinator|practice|desktop)/' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/(electron|@types)/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
