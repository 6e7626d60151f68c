import type { Logger } from 'pino';
import type { PracticeState } from '../../../src-shared/contract/telephony-settings.ts';
import { isStorageTrouble } from '../store/sqlite/errors.ts';
import { readMeta } from '../store/meta.ts';
import type { Store } from '../store/store.ts';
import type { Feed } from '../work/feed.ts';
import { practiceUsers } from './colleagues.ts';
import { readStored } from './settings.ts';
import { tellWorkstations } from './tell.ts';

export type PracticePerson = {
  readonly username: string;
  readonly displayName: string;
  /** What people on the telephone speak with them. */
  readonly language: 'it' | 'en';
};
type PracticeAccount = Omit<PracticePerson, 'language'> & { readonly password: string };

/** The practice exchange as the coordinator knows it; what is behind it stands beside the coordinator (src-main/practice). */
export type PracticeExchange = {
  readonly url: string;
  readonly domain: string;
  readonly conferenceRoom: string;
  readonly accounts: readonly PracticeAccount[];
  /** Whoever is new gets a telephone, whoever is gone loses it, the others keep theirs. */
  readonly setAccounts: (people: readonly PracticePerson[]) => Promise<readonly PracticeAccount[]>;
  /** Resolves when it has ended, asked or not. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
};

export type LaunchPractice = (options: {
  readonly origins: readonly string[];
  readonly people: readonly PracticePerson[];
  readonly seed: string;
}) => Promise<PracticeExchange>;

export type PracticeLine = PracticeAccount & {
  readonly server: string;
  readonly domain: string;
  readonly conferenceRoom: string;
};

/** Keeps the practice exchange as the settings want it: there or not, with a telephone for each operator. */
export type Switchboard = {
  /** From now on it can be started, for pages of these origins; ends with the coordinator. */
  readonly open: (launch: LaunchPractice, origins: readonly string[]) => { readonly stop: () => Promise<void> };
  /** Settings or people may have changed. */
  readonly look: () => void;
  readonly state: () => PracticeState;
  /** The practice telephone of an operator, where there is one now. */
  readonly lineOf: (userId: string) => PracticeLine | null;
  /** A line that no operator has, for a test of the exchange. */
  readonly testLine: () => PracticeLine | null;
};

export type SwitchboardDeps = {
  readonly store: Store;
  readonly feed: Feed;
  readonly log: Logger;
  readonly later?: (run: () => void, ms: number) => { readonly cancel: () => void };
};

/** The account that tests of the exchange sign in with, so that no operator's call goes astray meanwhile. */
const TESTER = 'test';
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

const telephonesOf = (people: readonly PracticePerson[]) =>
  people.map(({ username, displayName }) => ({ username, displayName }));

const onClock = (run: () => void, ms: number) => {
  const timer = setTimeout(run, ms).unref();
  return { cancel: () => clearTimeout(timer) };
};

export const createSwitchboard = ({ store, feed, log, later = onClock }: SwitchboardDeps): Switchboard => {
  type Running = {
    readonly exchange: PracticeExchange;
    people: readonly PracticePerson[];
    accounts: ReadonlyMap<string, PracticeAccount>;
  };
  let opened: { readonly launch: LaunchPractice; readonly origins: readonly string[] } | null = null;
  let running: Running | null = null;
  let working: Promise<void> | null = null;
  let again = false;
  let failures = 0;
  let retry: { readonly cancel: () => void } | null = null;

  const people = (): readonly PracticePerson[] =>
    practiceUsers(store.sql)
      .map(({ number, name, lang }): PracticePerson => ({ username: number, displayName: name, language: lang }))
      .concat({ username: TESTER, displayName: '', language: 'it' });
  const wanted = (): boolean => opened !== null && readStored(store.sql).exchange === 'practice';
  const tell = (): void => {
    try {
      store.transaction((tx) => tellWorkstations({ feed }, tx));
    } catch (error) {
      // On a full disk telephones go on as they are; the next sign-in brings the new one.
      if (!isStorageTrouble(error)) throw error;
    }
  };
  const keep = (
    exchange: PracticeExchange,
    some: readonly PracticePerson[],
    accounts: readonly PracticeAccount[],
  ): void => {
    running = { exchange, people: some, accounts: new Map(accounts.map((account) => [account.username, account])) };
  };
  const start = async ({ launch, origins }: NonNullable<typeof opened>): Promise<void> => {
    const some = people();
    const exchange = await launch({ origins, people: some, seed: readMeta(store.sql, 'epoch') ?? '' });
    keep(exchange, some, exchange.accounts);
    void exchange.ended.then(() => {
      if (running?.exchange !== exchange) return;
      running = null;
      log.error('the practice exchange has ended by itself');
      tryLater();
    });
    tell();
  };
  const tryLater = (): void => {
    failures += 1;
    retry?.cancel();
    retry = later(look, Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1)));
  };
  const settle = async (): Promise<void> => {
    if (!wanted()) {
      const last = running;
      running = null;
      failures = 0;
      retry?.cancel();
      if (last === null) return;
      await last.exchange.stop();
      tell();
      return;
    }
    if (running === null && opened !== null) {
      await start(opened);
      failures = 0;
    }
    if (running === null) return;
    const now = people();
    const { exchange, people: before } = running;
    if (JSON.stringify(before) === JSON.stringify(now)) return;
    const given = await exchange.setAccounts(now);
    if (running?.exchange !== exchange) return;
    keep(exchange, now, given);
    // What is spoken is the exchange's affair; the telephones stay as they are.
    if (JSON.stringify(telephonesOf(before)) !== JSON.stringify(telephonesOf(now))) tell();
  };
  const work = async (): Promise<void> => {
    do {
      again = false;
      try {
        await settle();
      } catch (error) {
        log.error({ name: error instanceof Error ? error.name : '' }, 'no practice exchange');
        if (wanted()) tryLater();
      }
    } while (again);
  };
  const look = (): void => {
    if (opened === null) return;
    if (working !== null) {
      again = true;
      return;
    }
    working = work().finally(() => {
      working = null;
    });
  };
  const lineAt = (username: string): PracticeLine | null => {
    const account = running?.accounts.get(username);
    if (running === null || account === undefined) return null;
    const { url, domain, conferenceRoom } = running.exchange;
    return { ...account, server: url, domain, conferenceRoom };
  };
  return {
    look,
    open: (launch, origins) => {
      opened = { launch, origins };
      look();
      return {
        stop: async () => {
          opened = null;
          retry?.cancel();
          await working;
          const last = running;
          running = null;
          await last?.exchange.stop();
        },
      };
    },
    state: () => {
      if (!wanted()) return 'off';
      if (running !== null) return 'running';
      return failures > 0 ? 'failed' : 'starting';
    },
    lineOf: (userId) => lineAt(practiceUsers(store.sql).find(({ id }) => id === userId)?.number ?? ''),
    testLine: () => lineAt(TESTER),
  };
};
