import { userInfo } from 'node:os';

/** The operating system's name of whoever runs this process; its number where the system has no name for it. */
export const accountName = (): string => {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? '');
  }
};
