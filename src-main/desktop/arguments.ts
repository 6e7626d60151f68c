/** What the installed program was asked to be. */
export type DesktopArguments =
  | { readonly mode: 'window'; readonly connect: string | null }
  /** `Sollecito --coordinator …`: the command line of the coordinator, with the words that follow. */
  | { readonly mode: 'coordinator'; readonly args: readonly string[] };

/** The origin of an http or https address, or null for anything else. */
export const coordinatorOrigin = (address: string): string | null => {
  if (!URL.canParse(address)) return null;
  const { protocol, origin } = new URL(address);
  return protocol === 'http:' || protocol === 'https:' ? origin : null;
};

/** Reads the words of the command line; switches meant for Chromium are left to it. */
export const parseDesktopArguments = (words: readonly string[]): DesktopArguments => {
  const at = words.indexOf('--coordinator');
  if (at >= 0) return { mode: 'coordinator', args: words.slice(at + 1) };
  const connect = words.find((word) => word.startsWith('--connect='))?.slice('--connect='.length);
  return { mode: 'window', connect: connect === undefined ? null : coordinatorOrigin(connect) };
};
