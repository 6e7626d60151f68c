/** What both telephones of the bench can do, so that the same stopwatch stands beside both. */
export type LineAccount = {
  readonly server: string;
  readonly domain: string;
  readonly username: string;
  readonly password: string;
};

export type Line = {
  /** Resolves when the server has taken the registration. */
  readonly register: (account: LineAccount) => Promise<void>;
  /** Resolves with the next registration after a lost one. */
  readonly registeredAgain: () => Promise<void>;
  /** Places a call and resolves when it is answered. */
  readonly call: (number: string) => Promise<void>;
  /** Of two calls, talks to the one that is held; resolves when the far sides of both have agreed. */
  readonly swap: () => Promise<void>;
  readonly hangUpAll: () => Promise<void>;
  readonly leave: () => Promise<void>;
};
