/** One way to a user agent: a WebSocket, or a debtor inside this process. */
export type Connection = {
  /** Unguessable: it travels in Via headers, so that an answer goes back the way its request came. */
  readonly id: string;
  readonly send: (text: string) => void;
  /** A debtor of this process: no passwords between us. */
  readonly trusted: boolean;
  /** Whose password was proven on it; the account's name. */
  user: string | null;
};

/** Where a request goes: on which connection, and under which address. */
export type Target = { readonly connection: Connection; readonly uri: string };
