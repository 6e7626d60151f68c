import type { Dialog } from 'electron';
import type { Words } from './words.ts';

const LEAVE = 1;

/** Asks whoever closes the page in a call. True: it may close. Waits for the answer, as Electron wants it at once. */
export const askToLeave = (dialog: Pick<Dialog, 'showMessageBoxSync'>, words: Words): boolean =>
  dialog.showMessageBoxSync({
    type: 'question',
    message: words.inCall,
    detail: words.endsCall,
    buttons: [words.stay, words.leave],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  }) === LEAVE;
