import { type DestinationStream, type Logger, pino } from 'pino';

/** The name and the places of an error, never its message: a message may quote a row, a name, a number. */
const placesOf = (error: unknown): Record<string, unknown> =>
  error instanceof Error
    ? {
        name: error.name,
        code: (error as { code?: unknown }).code,
        // SQLite's own number: no room, locked, damaged.
        sqlite: (error as { errcode?: unknown }).errcode,
        at: error.stack
          ?.split('\n')
          .filter((line) => /^\s+at /u.test(line))
          .slice(0, 7),
        ...(error.cause === undefined ? {} : { cause: placesOf(error.cause) }),
      }
    : { name: typeof error };

/** The coordinator's log: one JSON line per event, without personal data whatever is thrown. */
export const createLog = (level: string, destination: DestinationStream): Logger =>
  pino({ base: null, level, serializers: { err: placesOf } }, destination);
