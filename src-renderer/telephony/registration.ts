/**
 * `lost`: it was registered and the server no longer answers; `reconnecting`: a new connection is being tried;
 * `refused`: the server said no, and trying again would only lock the account.
 */
export type RegistrationLight = 'off' | 'connecting' | 'registered' | 'lost' | 'reconnecting' | 'refused';

export type RegistrationReason =
  'wrong-password' | 'not-allowed' | 'server-unreachable' | 'server-silent' | 'server-error' | 'connection-closed';

export type Registration = {
  readonly light: RegistrationLight;
  /** Why it is not registered; null while it is, and before anything was tried. */
  readonly reason: RegistrationReason | null;
  /** Milliseconds of the last OPTIONS there and back; null when none was answered since the connection began. */
  readonly roundTripMs: number | null;
};

export const REGISTRATION_OFF: Registration = { light: 'off', reason: null, roundTripMs: null };

/** What a refused REGISTER means (RFC 3261 §21); null: it may pass, so it is tried again. */
export const refusalReason = (status: number): RegistrationReason | null => {
  if (status === 401 || status === 407) return 'wrong-password';
  if (status === 403 || status === 404) return 'not-allowed';
  return null;
};
