import type { Invitation } from 'sip.js';

export type Caller = { readonly number: string; readonly name: string };

const LONGEST = 80;

/** Control signs, and signs that are not seen or turn the direction of writing: a number could look like another by them. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** What a stranger wrote, as it may be shown: in one line, with nothing hidden in it, no longer than a name. */
export const asShown = (written: string | undefined): string =>
  (written ?? '').replace(HIDDEN, ' ').replace(/ {2,}/gu, ' ').trim().slice(0, LONGEST);

const decoded = (user: string): string => {
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
};

/** Who calls: as the server vouches for it (RFC 3325), or else as the caller says; both may lack, and both may be anything. */
export const callerOf = (invitation: Pick<Invitation, 'assertedIdentity' | 'remoteIdentity'>): Caller => {
  const { uri, displayName } = invitation.assertedIdentity ?? invitation.remoteIdentity;
  return { number: asShown(decoded(uri.user ?? '')), name: asShown(displayName) };
};
