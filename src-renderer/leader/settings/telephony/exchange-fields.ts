import {
  type ExchangeKind,
  RefusedNumber,
  type TelephonySettings,
  type TelephonySettingsInput,
} from '../../../../src-shared/contract/telephony-settings.ts';
import {
  iceProblem,
  type IceProblem,
  isSipDomain,
  readServerAddress,
  type ServerAddressProblem,
} from '../../../../src-shared/domain/server-address.ts';

/** The form as it is typed. Passwords of TURN servers are not in it: what is typed here may be remembered on this computer. */
export type ExchangeFields = {
  readonly exchange: ExchangeKind;
  readonly server: string;
  readonly domain: string;
  readonly prefix: string;
  readonly shown: string;
  readonly conference: string;
  /** One a line. */
  readonly refused: string;
  readonly ice: readonly {
    readonly key: string;
    readonly id: string | null;
    readonly url: string;
    readonly username: string;
  }[];
};

export type IceRow = ExchangeFields['ice'][number];

export const fieldsOf = (settings: TelephonySettings): ExchangeFields => ({
  exchange: settings.exchange,
  server: settings.server,
  domain: settings.domain,
  prefix: settings.dialPrefix ?? '',
  shown: settings.numberShown ?? '',
  conference: settings.conferenceRoom ?? '',
  refused: settings.refused.join('\n'),
  ice: settings.iceServers.map(({ id, url, username }) => ({ key: id, id, url, username })),
});

export type ExchangeProblems = {
  readonly server: ServerAddressProblem | null;
  readonly domain: boolean;
  readonly prefix: boolean;
  /** The first line that is no number. */
  readonly refused: string | null;
  readonly ice: ReadonlyMap<string, IceProblem>;
};

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** What stands after the @, where the server's own name will do. */
export const domainFor = (server: string): string => {
  const address = readServerAddress(server);
  return address.ok ? address.host : '';
};

/** A password that is kept is for the address that it was given for. */
const hasCredential = (row: IceRow, settings: TelephonySettings, typed: string): boolean =>
  row.username !== '' &&
  (typed !== '' ||
    settings.iceServers.some(({ id, url, hasCredential: kept }) => kept && id === row.id && url === row.url.trim()));

export const problemsOf = (
  fields: ExchangeFields,
  settings: TelephonySettings,
  credentials: Readonly<Record<string, string>>,
): ExchangeProblems => {
  const used = fields.exchange === 'server';
  const address = readServerAddress(fields.server);
  const ice = fields.ice.flatMap((row) => {
    const problem = iceProblem(row.url.trim(), hasCredential(row, settings, credentials[row.key] ?? ''));
    return problem === null ? [] : [[row.key, problem] as const];
  });
  return {
    server: address.ok || (!used && fields.server.trim() === '') ? null : address.problem,
    domain: used
      ? !isSipDomain(fields.domain.trim())
      : fields.domain.trim() !== '' && !isSipDomain(fields.domain.trim()),
    prefix: !/^[\d*#]{0,8}$/u.test(fields.prefix.trim()),
    refused: linesOf(fields.refused).find((line) => !RefusedNumber.safeParse(line).success) ?? null,
    ice: new Map(ice),
  };
};

export const isRight = ({ server, domain, prefix, refused, ice }: ExchangeProblems): boolean =>
  server === null && !domain && !prefix && refused === null && ice.size === 0;

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** What is saved of a form without problems. */
export const inputOf = (
  fields: ExchangeFields,
  settings: TelephonySettings,
  credentials: Readonly<Record<string, string>>,
): TelephonySettingsInput => ({
  exchange: fields.exchange,
  server: fields.server.trim(),
  domain: fields.domain.trim(),
  dialPrefix: orNull(fields.prefix),
  numberShown: orNull(fields.shown),
  conferenceRoom: orNull(fields.conference),
  refused: [...linesOf(fields.refused)],
  iceServers: fields.ice.map(({ key, id, url, username }) => {
    const typed = credentials[key] ?? '';
    return { id, url: url.trim(), username: username.trim(), credential: typed === '' ? null : typed };
  }),
  revision: settings.revision,
});
