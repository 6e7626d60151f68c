import { rename } from 'node:fs/promises';
import path from 'node:path';
import type { JournalFile } from '../../src-shared/contract/host.ts';
import { openJournal } from './journal-file.ts';
import { JournalKeyLost, openJournalKey } from './journal-key.ts';
import type { TextSeal } from './sealed-text.ts';

export type DesktopJournal = JournalFile & { readonly close: () => Promise<void> };

type DesktopJournalOptions = {
  /** The application's data folder; the journal is its folder `journal`. */
  readonly home: string;
  readonly seal: TextSeal;
  readonly warn: (message: string) => void;
};

/**
 * Opens the journal of this computer. When its key can no longer be opened (another user's key store, a reinstalled
 * system) the old journal is set aside whole, never deleted, and a new one is begun: work must go on, and somebody with
 * the old key store can still read it.
 */
export const openDesktopJournal = async ({ home, seal, warn }: DesktopJournalOptions): Promise<DesktopJournal> => {
  const directory = path.join(home, 'journal');
  const keyFile = path.join(directory, 'key');
  const onDamage = (positions: readonly number[]): void =>
    warn(`journal: ${positions.length} damaged records left out`);
  try {
    return await openJournal({ directory, key: openJournalKey(keyFile, seal), onDamage });
  } catch (error) {
    if (!(error instanceof JournalKeyLost)) throw error;
    const aside = `${directory}-locked-${new Date().toISOString().replaceAll(/\D/g, '')}`;
    await rename(directory, aside);
    warn(`journal: its key can no longer be opened; it was set aside in ${aside}`);
    return openJournal({ directory, key: openJournalKey(keyFile, seal), onDamage });
  }
};
