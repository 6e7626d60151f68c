import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createApi } from '../../src-renderer/app/api.ts';
import { DATABASE_FILE } from '../../src-main/coordinator/store/sqlite/open.ts';
import { assignmentRoutes } from '../../src-shared/contract/assignment.ts';
import { paymentRoutes } from '../../src-shared/contract/payments.ts';
import { sessionRoutes } from '../../src-shared/contract/session.ts';
import { PASSWORD } from './office.ts';

export type CoordinatorTimes = Readonly<Record<'pay' | 'assign' | 'bare', readonly number[]>> & {
  readonly cases: number;
};

const SEARCHED = 40;
const LAST = '\u{10ffff}';

/** A leader's searches over HTTP, beside one prefix lookup in the same file without program or network. */
export const searchCoordinator = async (origin: string, dataDir: string, login: string): Promise<CoordinatorTimes> => {
  let token: string | null = null;
  const api = createApi({
    origin: () => origin,
    token: () => token,
    onSessionEnded: () => undefined,
    fetch: (input, init) => fetch(input, init),
  });
  token = (await api.call(sessionRoutes.signIn, { body: { login, password: PASSWORD, deviceId: null } })).token;
  const database = new DatabaseSync(path.join(dataDir, DATABASE_FILE), { readOnly: true });
  try {
    const { cases } = database.prepare('SELECT count(*) AS cases FROM cases').get() as { cases: number };
    const people = database.prepare(
      `SELECT p.name, c.case_number AS number FROM cases c JOIN parties p ON p.id = c.party_id
       ORDER BY c.case_number LIMIT 1 OFFSET ?`,
    );
    const bareQuery = database.prepare(
      `SELECT c.id, c.case_number, p.name FROM search_tokens s JOIN cases c ON c.id = s.case_id
       JOIN parties p ON p.id = c.party_id WHERE s.token >= ? AND s.token < ? LIMIT 30`,
    );
    const times = { pay: [] as number[], assign: [] as number[], bare: [] as number[] };
    const timed = async (into: number[], fn: () => unknown): Promise<void> => {
      const from = performance.now();
      await fn();
      into.push(performance.now() - from);
    };
    for (let n = 0; n < SEARCHED; n += 1) {
      const one = people.get(Math.floor(((n + 0.5) * cases) / SEARCHED)) as { name: string; number: string };
      for (const text of [one.name.slice(0, 4), one.name, one.number]) {
        const word = text.toLowerCase().split(' ')[0] ?? '';
        await timed(times.bare, () => bareQuery.all(word, word + LAST));
        await timed(times.pay, () => api.call(paymentRoutes.payableCases, { body: { text } }));
        await timed(times.assign, () =>
          api.call(assignmentRoutes.assignmentCases, { body: { text, limit: 100, offset: 0 } }),
        );
      }
    }
    return { ...times, cases };
  } finally {
    database.close();
  }
};
