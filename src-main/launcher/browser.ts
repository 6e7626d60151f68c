import path from 'node:path';

/** What a search for a browser looks at; the caller passes the machine's own, a test passes another. */
export type BrowserSearch = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exists: (file: string) => boolean;
};

/** Names the program to use, before any other place is looked at. */
export const browserVariable = 'SOLLECITO_CHROMIUM';

const linuxNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];

const macApplications = ['Chromium', 'Google Chrome', 'Microsoft Edge'];

const windowsPrograms = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
] as const;

const present = (words: readonly (string | undefined)[]): string[] =>
  words.filter((word): word is string => word !== undefined && word !== '');

/** Every place a Chromium, Chrome or Edge usually stands on this platform, the likeliest first. */
export const browserCandidates = ({ platform, env }: Omit<BrowserSearch, 'exists'>): string[] => {
  if (platform === 'win32') {
    const homes = present([env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']]);
    return windowsPrograms.flatMap((words) => homes.map((home) => path.win32.join(home, ...words)));
  }
  if (platform === 'darwin') {
    const homes = present(['/Applications', env['HOME'] && path.posix.join(env['HOME'], 'Applications')]);
    return macApplications.flatMap((name) => homes.map((home) => `${home}/${name}.app/Contents/MacOS/${name}`));
  }
  const folders = present([...(env['PATH'] ?? '').split(':'), '/usr/bin', '/usr/local/bin', '/snap/bin']);
  return [...new Set(linuxNames.flatMap((name) => folders.map((folder) => path.posix.join(folder, name))))];
};

/**
 * The browser to open the application in, or null. A program named in SOLLECITO_CHROMIUM is used or reported missing:
 * falling back to another in silence would hide a typing error.
 */
export const findBrowser = (search: BrowserSearch): string | null => {
  const named = search.env[browserVariable];
  if (named) {
    if (search.exists(named)) return named;
    throw new Error(`${browserVariable} names ${named}, which is not there.`);
  }
  return browserCandidates(search).find((candidate) => search.exists(candidate)) ?? null;
};
