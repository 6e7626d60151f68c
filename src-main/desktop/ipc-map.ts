import { z } from 'zod';
import type { CoordinatorState, JournalEntry, UpdateState } from '../../src-shared/contract/host.ts';
import type { ErrorCode } from '../../src-shared/contract/errors.ts';

const name = z.string().regex(/^[\w.:-]{1,100}$/);
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const line = z.string().max(1000);

/** The arguments of every channel from the page to the main process; the main process refuses anything else. */
export const ipcArguments = {
  'secrets:get': z.tuple([name]),
  'secrets:set': z.tuple([name, z.string().max(100_000)]),
  'secrets:remove': z.tuple([name]),
  'journal:append': z.tuple([bytes]),
  'journal:read': z.tuple([]),
  'journal:truncate': z.tuple([z.number().int().nonnegative()]),
  'address:get': z.tuple([]),
  'address:set': z.tuple([
    z.url({ protocol: /^https?$/ }),
    z
      .string()
      .regex(/^[\da-fA-F:]{64,95}$/)
      .nullable(),
  ]),
  'coordinator:state': z.tuple([]),
  'coordinator:start': z.tuple([z.strictObject({ sample: z.boolean(), share: z.boolean() })]),
  'coordinator:stop': z.tuple([]),
  'updates:state': z.tuple([]),
  'updates:check': z.tuple([]),
  'updates:install': z.tuple([]),
  'host:notify': z.tuple([z.strictObject({ title: line, body: line, tag: line })]),
  'host:open-external': z.tuple([line]),
  'host:badge': z.tuple([z.number().int().min(0).max(9999)]),
  'host:stay-awake': z.tuple([z.boolean()]),
} as const satisfies Record<string, z.ZodType<readonly unknown[]>>;

type Results = {
  'secrets:get': string | null;
  'secrets:set': null;
  'secrets:remove': null;
  'journal:append': number;
  'journal:read': readonly JournalEntry[];
  'journal:truncate': null;
  'address:get': string | null;
  'address:set': null;
  'coordinator:state': CoordinatorState;
  'coordinator:start': CoordinatorState;
  'coordinator:stop': CoordinatorState;
  'updates:state': UpdateState;
  'updates:check': UpdateState;
  'updates:install': null;
  'host:notify': boolean;
  'host:open-external': boolean;
  'host:badge': null;
  'host:stay-awake': null;
};

/** The one map of the messages between page and main process: channel → arguments and result. */
export type IpcMap = {
  readonly [Channel in keyof typeof ipcArguments]: {
    readonly args: z.infer<(typeof ipcArguments)[Channel]>;
    readonly result: Results[Channel];
  };
};
export type IpcChannel = keyof IpcMap;

/** What the main process answers on every channel; no exception crosses the process. */
export type IpcEnvelope<Result> =
  { readonly ok: true; readonly value: Result } | { readonly ok: false; readonly code: ErrorCode };

/** Sent from the main process to the page. */
export const powerChannel = 'host:power';

/** Facts about the host that do not change while it runs, handed to the preload on its command line. */
export type HostFacts = {
  readonly platform: 'linux' | 'mac' | 'windows' | 'other';
  readonly version: string;
  readonly secrets: boolean;
};
export const factsSwitch = '--sollecito-facts=';
