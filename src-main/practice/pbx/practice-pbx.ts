import { randomBytes } from 'node:crypto';
import { createTown, type RingOptions, type RingResult } from './debtors/town.ts';
import type { Language } from './debtors/cast.ts';
import type { Debtor } from './debtors/choose.ts';
import type { CallReport } from './debtors/report.ts';
import type { Step } from './debtors/step.ts';
import { listen } from './relay/listen.ts';
import { createRelay } from './relay/relay.ts';

export type PracticePbxOptions = {
  /** 0 takes any free port. */
  readonly port?: number;
  /** The pages that may connect, as `http://127.0.0.1:4870`; see relay/listen.ts. */
  readonly allowedOrigins: readonly string[];
  /** Operators; who comes without a password gets one. */
  readonly accounts: readonly {
    readonly username: string;
    readonly displayName?: string;
    readonly password?: string;
    /** What people speak with this one; `language` unless given. */
    readonly language?: Language;
  }[];
  /** What people speak with whoever has no language of their own. */
  readonly language: Language;
  /** The same seed makes the same people behind the same numbers. */
  readonly seed: string;
  /** The civil date that people's behaviour goes by; today unless given. */
  readonly day?: string;
  /** People that are known from the start. */
  readonly debtors?: Readonly<Record<string, Debtor>>;
  /** How long nothing may come from an operator before the call is given up; a minute unless given. */
  readonly goneAfterSeconds?: number;
};

export type PracticeAccount = { readonly username: string; readonly displayName: string; readonly password: string };

/** A telephone exchange with a town of simulated debtors. Every operation is a promise: it may run in another process. */
export type PracticePbx = {
  /** `ws://127.0.0.1:<port>/sip` */
  readonly url: string;
  /** What stands after the @ of its addresses. */
  readonly domain: string;
  readonly accounts: readonly PracticeAccount[];
  /** From now on whoever is behind a number is this one; null: by chance again. */
  readonly setDebtor: (number: string, debtor: Debtor | null) => Promise<void>;
  /** Somebody calls an account; resolves when it is answered, refused or given up. */
  readonly ring: (options: RingOptions) => Promise<RingResult>;
  readonly calls: () => Promise<readonly CallReport[]>;
  /** Makes who is on the telephone at a number do something else; false when nobody is. */
  readonly act: (number: string, steps: readonly Step[]) => Promise<boolean>;
  /** From now on these are the accounts: who is new gets a password, who is gone is signed off, the others keep theirs. */
  readonly setAccounts: (people: PracticePbxOptions['accounts']) => Promise<readonly PracticeAccount[]>;
  /** The accounts that can be reached now. */
  readonly registered: () => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
};

const DOMAIN = 'practice.example';
const HOST = '127.0.0.1';

/** Starts it in this process. The voice shares the event loop with whatever else runs here: see launch.ts. */
export async function startPracticePbx(options: PracticePbxOptions): Promise<PracticePbx> {
  const passwords = new Map<string, string>();
  const languages = new Map<string, Language>();
  const take = (people: PracticePbxOptions['accounts']): readonly PracticeAccount[] =>
    people.map(({ username, displayName = username, password: given, language }) => {
      if (language !== undefined) languages.set(username, language);
      const password = given ?? passwords.get(username) ?? randomBytes(24).toString('base64url');
      passwords.set(username, password);
      return { username, displayName, password };
    });
  const accounts = take(options.accounts);
  const relay = createRelay({
    domain: DOMAIN,
    accounts: passwords,
    directory: (number) => town.directory(number),
  });
  const today = (): string => options.day ?? new Date().toISOString().slice(0, 10);
  const { language, seed, goneAfterSeconds = 60 } = options;
  const languageOf = (account: string): Language => languages.get(account) ?? language;
  const town = createTown({
    relay,
    domain: DOMAIN,
    languageOf,
    seed,
    day: today,
    goneAfterMs: goneAfterSeconds * 1_000,
  });
  for (const [number, debtor] of Object.entries(options.debtors ?? {})) town.setDebtor(number, debtor);
  const { allowedOrigins, port = 0 } = options;
  const listening = await listen({ relay, host: HOST, port, allowedOrigins });
  return {
    url: listening.url,
    domain: DOMAIN,
    accounts,
    setDebtor: async (number, debtor) => town.setDebtor(number, debtor),
    ring: town.ring,
    calls: async () => town.calls(),
    act: async (number, steps) => town.act(number, steps),
    setAccounts: async (people) => {
      const staying = new Set(people.map(({ username }) => username));
      for (const username of [...passwords.keys()].filter((one) => !staying.has(one))) {
        passwords.delete(username);
        languages.delete(username);
        relay.expel(username);
      }
      return take(people);
    },
    registered: async () => relay.registered(),
    stop: async () => {
      town.stop();
      await listening.close();
    },
  };
}
