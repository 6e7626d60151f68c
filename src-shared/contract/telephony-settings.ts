import { z } from 'zod';
import { iceProblem, isSipDomain, readServerAddress } from '../domain/server-address.ts';
import { Id, Instant, Ok } from './basics.ts';
import { defineRoute } from './route.ts';

/** Who keeps the telephones: the leader's desk. A leader of a team sees and changes its operators' accounts only. */
const DESK = ['leader', 'administrator'] as const;

/** none: numbers go to the system's own program. practice: simulated debtors, nobody outside is called. */
export const EXCHANGES = ['none', 'practice', 'server'] as const;
export const ExchangeKind = z.enum(EXCHANGES);
export type ExchangeKind = z.infer<typeof ExchangeKind>;

const ServerUrl = z
  .string()
  .trim()
  .max(300)
  .refine((text) => readServerAddress(text).ok, { message: 'server-address' });
const Domain = z.string().trim().max(200).refine(isSipDomain, { message: 'sip-domain' });

/** Digits that fetch an outside line. */
export const DialPrefix = z.string().regex(/^[\d*#]{1,8}$/u);
const Dialled = z.string().trim().max(32);
/** A number never dialled; a trailing `*` stands for every continuation. */
export const RefusedNumber = Dialled.regex(/^\+?[\d\s().\-/]{1,30}\*?$/u);

/** A STUN or TURN server as it is shown: its password never is. */
export const IceServer = z.object({
  id: Id,
  url: z.string().max(300),
  username: z.string().max(200),
  hasCredential: z.boolean(),
});
export type IceServer = z.infer<typeof IceServer>;

/** `id` null: a new one. `credential` null: the one that is kept stays. */
export const IceServerInput = z
  .object({
    id: Id.nullable(),
    url: z.string().trim().max(300),
    username: z.string().trim().max(200),
    credential: z.string().max(200).nullable(),
  })
  .refine(
    ({ id, url, username, credential }) =>
      iceProblem(url, username !== '' && (credential === null ? id !== null : credential !== '')) === null,
    { message: 'ice-server' },
  );

const Plan = z.object({
  /** null: numbers are dialled as they are written, with their +. */
  dialPrefix: DialPrefix.nullable(),
  /** The number that the called person sees, where the server lets the telephone say it. */
  numberShown: Dialled.nullable(),
  /** Besides the emergency numbers, which nobody can allow. */
  refused: z.array(RefusedNumber).max(100),
  /** The extension of the server's conference room, where it has one. */
  conferenceRoom: Dialled.nullable(),
});

export const TelephonySettings = Plan.extend({
  exchange: ExchangeKind,
  /** Kept while another exchange is chosen; empty before one was given. */
  server: z.string(),
  domain: z.string(),
  iceServers: z.array(IceServer),
  revision: z.int(),
});
export type TelephonySettings = z.infer<typeof TelephonySettings>;

const KeptServer = z.union([ServerUrl, z.literal('')]);
const KeptDomain = z.union([Domain, z.literal('')]);

export const TelephonySettingsInput = Plan.extend({
  exchange: ExchangeKind,
  server: KeptServer,
  domain: KeptDomain,
  iceServers: z.array(IceServerInput).max(8),
  revision: z.int(),
}).refine(({ exchange, server, domain }) => exchange !== 'server' || (server !== '' && domain !== ''), {
  message: 'server-address',
  path: ['server'],
});
export type TelephonySettingsInput = z.infer<typeof TelephonySettingsInput>;

export const SipUser = z
  .string()
  .trim()
  .regex(/^[\w.!~*'()&=+$,;?/-]{1,100}$/u);
const SipPassword = z.string().min(1).max(200);

/** An operator and the account that is his, if he has one. Its password is never shown again. */
export const TelephonyOperator = z.object({
  userId: Id,
  login: z.string(),
  name: z.string(),
  disabled: z.boolean(),
  account: z.object({ username: z.string(), displayName: z.string(), changedAt: Instant }).nullable(),
  /** His internal number on the practice exchange, where that is the one in use. */
  practiceNumber: z.string().nullable(),
  /** A workstation of his is connected to the coordinator now; whether he is on the telephone is not told. */
  connected: z.boolean(),
});
export type TelephonyOperator = z.infer<typeof TelephonyOperator>;

/** off: not switched on; starting; running; failed: it could not start, and is tried again. */
export const PracticeState = z.enum(['off', 'starting', 'running', 'failed']);
export type PracticeState = z.infer<typeof PracticeState>;

/* Accounts from a file */

export const ACCOUNT_COLUMNS = ['operator', 'username', 'password', 'displayName'] as const;
export type AccountColumn = (typeof ACCOUNT_COLUMNS)[number];
/** Which column of the file is which, by its place from 0; null: it has none. */
export const AccountMapping = z.object({
  operator: z.int().nullable(),
  username: z.int().nullable(),
  password: z.int().nullable(),
  displayName: z.int().nullable(),
});
export type AccountMapping = z.infer<typeof AccountMapping>;

const AccountFile = z.object({ text: z.string().max(2_000_000), columns: AccountMapping.nullable() });

/** Why a line of the file cannot be taken. */
export const ACCOUNT_PROBLEMS = [
  'operator-missing',
  'operator-unknown',
  'operator-ambiguous',
  'operator-repeated',
  'username-missing',
  'username-wrong',
  'username-repeated',
  'username-taken',
  'password-missing',
  'too-few-fields',
  'quote-open',
] as const;
export const AccountProblem = z.enum(ACCOUNT_PROBLEMS);
export type AccountProblem = z.infer<typeof AccountProblem>;

export const AccountLine = z.object({
  /** In the file, the header being line 1. */
  line: z.int(),
  operator: z.string(),
  userId: Id.nullable(),
  name: z.string(),
  username: z.string(),
  change: z.enum(['new', 'changed', 'same']),
  problem: AccountProblem.nullable(),
});
export type AccountLine = z.infer<typeof AccountLine>;

export const AccountPreview = z.object({
  header: z.array(z.string()),
  columns: AccountMapping,
  lines: z.array(AccountLine),
  /** A column that must be there and was not found. */
  missing: z.array(z.enum(ACCOUNT_COLUMNS)),
});
export type AccountPreview = z.infer<typeof AccountPreview>;

/* Test of a server */

export const TRIAL_STEPS = ['name', 'connect', 'tls', 'socket', 'options', 'register', 'unregister'] as const;
export const TrialStepId = z.enum(TRIAL_STEPS);
export type TrialStepId = z.infer<typeof TrialStepId>;

/** What was found wrong, each with its words and what to do next. */
export const TRIAL_PROBLEMS = [
  'name-unknown',
  'name-unanswered',
  'connect-refused',
  'connect-silent',
  'connect-no-route',
  'connect-failed',
  'tls-not-spoken',
  'tls-expired',
  'tls-not-yet',
  'tls-self-signed',
  'tls-unknown-authority',
  'tls-other-name',
  'tls-failed',
  'socket-not-websocket',
  'socket-path',
  'socket-forbidden',
  'socket-not-sip',
  'socket-status',
  'silent',
  'closed',
  'wrong-password',
  'not-allowed',
  'digest-unknown',
  'status',
] as const;
export const TrialProblem = z.enum(TRIAL_PROBLEMS);
export type TrialProblem = z.infer<typeof TrialProblem>;

export const TrialStep = z.object({
  id: TrialStepId,
  state: z.enum(['waiting', 'running', 'passed', 'failed', 'skipped']),
  ms: z.int().nullable(),
  /** What was found: an address, the certificate's name, a SIP status. Never a password. */
  found: z.string(),
  problem: TrialProblem.nullable(),
});
export type TrialStep = z.infer<typeof TrialStep>;

export const Trial = z.object({ id: Id, steps: z.array(TrialStep), over: z.boolean() });
export type Trial = z.infer<typeof Trial>;

/** With whose account it registers: an operator's that is kept, one that is typed for this test only, or none. */
const TrialAccount = z.union([
  z.object({ userId: Id }),
  z.object({ username: SipUser, password: SipPassword }),
  z.null(),
]);
export const TrialInput = z.union([
  z.object({ exchange: z.literal('practice') }),
  z.object({ exchange: z.literal('server'), server: ServerUrl, domain: Domain, account: TrialAccount }),
]);
export type TrialInput = z.infer<typeof TrialInput>;

export const telephonySettingsRoutes = {
  read: defineRoute({
    id: 'readTelephony',
    method: 'GET',
    path: '/api/telephony/settings',
    roles: DESK,
    summary: 'The exchange, the operators and which of them have an account; no password',
    response: z.object({
      settings: TelephonySettings,
      operators: z.array(TelephonyOperator),
      practice: PracticeState,
    }),
  }),
  save: defineRoute({
    id: 'saveTelephony',
    method: 'PUT',
    path: '/api/telephony/settings',
    roles: DESK,
    summary: 'Change the exchange and how numbers are dialled; open workstations take it over by themselves',
    body: TelephonySettingsInput,
    response: TelephonySettings,
  }),
  saveAccount: defineRoute({
    id: 'saveTelephonyAccount',
    method: 'PUT',
    path: '/api/telephony/accounts/:userId',
    roles: DESK,
    summary: 'Give an operator an account; without a password the one that is kept stays',
    params: z.object({ userId: Id }),
    body: z.object({
      username: SipUser,
      password: SipPassword.nullable(),
      displayName: z.string().trim().max(100),
    }),
    response: TelephonyOperator,
  }),
  dropAccount: defineRoute({
    id: 'dropTelephonyAccount',
    method: 'DELETE',
    path: '/api/telephony/accounts/:userId',
    roles: DESK,
    summary: 'Take an operator’s account away and destroy its password',
    params: z.object({ userId: Id }),
    response: Ok,
  }),
  previewAccounts: defineRoute({
    id: 'previewTelephonyAccounts',
    method: 'POST',
    path: '/api/telephony/accounts/preview',
    roles: DESK,
    summary: 'Read a file of accounts: which column is which, which line is whose, what is wrong; nothing changes',
    body: AccountFile,
    response: AccountPreview,
  }),
  importAccounts: defineRoute({
    id: 'importTelephonyAccounts',
    method: 'POST',
    path: '/api/telephony/accounts/import',
    roles: DESK,
    summary: 'Take the accounts of a file, all or none',
    body: AccountFile,
    response: z.object({ saved: z.int() }),
  }),
  startTrial: defineRoute({
    id: 'testTelephony',
    method: 'POST',
    path: '/api/telephony/trials',
    roles: DESK,
    summary: 'Try a server step by step from the coordinator’s computer; answers at once',
    body: TrialInput,
    response: Trial,
  }),
  readTrial: defineRoute({
    id: 'readTelephonyTest',
    method: 'GET',
    path: '/api/telephony/trials/:trialId',
    roles: DESK,
    summary: 'How far one’s own test has come',
    params: z.object({ trialId: Id }),
    response: Trial,
  }),
} as const;
