import { runCommand, tool, type CommandResult } from './command.ts';

/** Fewer modules than this means that the cruiser looked at nothing, not that nothing is wrong. Raise it as we grow. */
const leastModules = 500;

type Violation = { readonly from: string; readonly to: string; readonly rule: { readonly name: string } };
type Cruise = {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: { readonly violations: readonly Violation[] };
};

/** Counts the project's own modules in a cruise and lists what crosses a boundary. */
export const judgeCruise = (
  cruise: Cruise,
  least = leastModules,
): { readonly ok: boolean; readonly report: string } => {
  const own = cruise.modules.filter(({ source }) => /^src-(?:shared|main|renderer)\//.test(source)).length;
  const lines = cruise.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
  if (own < least) lines.push(`only ${own} modules were cruised, at least ${least} were expected`);
  return { ok: lines.length === 0, report: lines.join('\n') };
};

/** Cruises the three source folders and judges the result. */
export const checkBoundaries = async (): Promise<CommandResult> => {
  const folders = ['src-shared', 'src-main', 'src-renderer'];
  const args = ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...folders];
  const { stdout, output } = await runCommand(tool('depcruise'), args);
  try {
    const { ok, report } = judgeCruise(JSON.parse(stdout) as Cruise);
    return { code: ok ? 0 : 1, stdout: report, output: report };
  } catch {
    return { code: 1, stdout, output };
  }
};
