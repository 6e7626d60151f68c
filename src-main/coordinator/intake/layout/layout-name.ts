/** `AFF_20261123_0001.txt` becomes `AFF`: what comes back with every file of the creditor. */
export const layoutNameOf = (fileName: string): string =>
  fileName
    .replace(/\.[^.]*$/u, '')
    .replace(/[\d_\-\s]+$/u, '')
    .slice(0, 80) || fileName.slice(0, 80);
