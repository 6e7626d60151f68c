import type { Shell } from 'electron';

/** True when an address may be handed to the system: a phone number or an e-mail address, never a page or a program. */
export const isExternalAddress = (url: string): boolean => /^(?:tel:[+\d][\d\s().;=a-z-]*|mailto:[^\s]+)$/i.test(url);

/** Opens a telephone number or an e-mail address in the system's program; false when the address is refused. */
export const openExternal = async (shell: Pick<Shell, 'openExternal'>, url: string): Promise<boolean> => {
  if (!isExternalAddress(url)) return false;
  await shell.openExternal(url);
  return true;
};
