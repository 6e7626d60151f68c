import path from 'node:path';
import { expect, test } from 'vitest';
import { checkPassword } from '../../../src-main/coordinator/administration/passwords.ts';
import { readSampleUsers } from '../../../src-main/coordinator/administration/sessions/sample-users.ts';
import type { Context } from '../../../src-main/coordinator/context.ts';
import { verifyWorkspace } from '../../../src-main/coordinator/work/verify-workspace.ts';
import { fillSample } from '../../../src-main/practice/sample-workspace.ts';
import { contactWindow, type ContactRuleSet } from '../../../src-shared/domain/contact-rules.ts';
import { makeWorkspace, withFolder, withWorkspace } from '../durability/workspaces.ts';

const SCALE = 0.1;

/** What a person would see of the sample, without the ids that every filling invents anew. */
const seen = ({ store }: Context) => ({
  users: store.sql.all('SELECT login, role FROM users ORDER BY login'),
  batches: store.sql.all(
    `SELECT k.code, b.status, count(*) AS cases, sum(c.total) AS total, count(c.assigned_to) AS dealt
     FROM batches b JOIN creditors k ON k.id = b.creditor_id JOIN cases c ON c.batch_id = b.id GROUP BY b.id ORDER BY k.code`,
  ),
  queues: store.sql
    .all<{ cases: number }>(
      'SELECT count(*) AS cases FROM cases WHERE assigned_to IS NOT NULL GROUP BY assigned_to ORDER BY 1',
    )
    .map(({ cases }) => cases),
  dealtLines: store.sql.get("SELECT count(*) AS n FROM activities WHERE kind = 'assignment'"),
});

test('PS-13 an empty folder becomes a workspace in which the first sign-in shows work', () =>
  withFolder((folder) =>
    withWorkspace(path.join(folder, 'data'), async ({ context }) => {
      await fillSample(context, SCALE);
      const { users, batches, queues } = seen(context);
      expect(users).toHaveLength(6);
      expect(batches).toEqual([
        expect.objectContaining({ code: 'ENERMIA', status: 'loaded' }),
        expect.objectContaining({ code: 'LEVANTE', status: 'loaded' }),
        expect.objectContaining({ code: 'TELCOSUD', status: 'loaded', dealt: 0 }),
      ]);
      expect(queues).toHaveLength(3);
      for (const cases of queues) expect(cases).toBeGreaterThan(10);
      for (const { login, password } of readSampleUsers(context.store.sql)?.users ?? []) {
        const row = context.store.sql.get<{ password: string }>('SELECT password FROM users WHERE login = ?', login);
        expect(await checkPassword(password, row?.password ?? '')).toBe(true);
      }
      expect(context.store.snapshot((sql) => verifyWorkspace(sql, context.caseKeys)).difference).toBeNull();
      const before = seen(context);
      await fillSample(context, SCALE);
      expect(seen(context)).toEqual(before);
    }),
  ));

test('PS-15 the debtors of a sample may be called on a Sunday night and on a holiday, those of a real workspace not', () =>
  withFolder(async (folder) => {
    await makeWorkspace(path.join(folder, 'real'), 'Vera');
    const opened = (name: string, moment: string): Promise<boolean> =>
      withWorkspace(path.join(folder, name), async ({ context }) => {
        if (name === 'sample') await fillSample(context, SCALE);
        const row = context.store.sql.get<{ body: string }>("SELECT body FROM settings WHERE id = 'settings'");
        const { contactRules } = JSON.parse(row?.body ?? '{}') as { contactRules: ContactRuleSet };
        return contactWindow(contactRules, moment, 'Europe/Rome').open;
      });
    for (const moment of ['2026-11-22T22:30:00.000Z', '2026-12-25T10:00:00.000Z']) {
      expect(await opened('sample', moment)).toBe(true);
      expect(await opened('real', moment)).toBe(false);
    }
  }));

test('PS-14 a workspace that is none is left alone', () =>
  withFolder(async (folder) => {
    const data = path.join(folder, 'data');
    await makeWorkspace(data, 'Vera');
    await withWorkspace(data, async ({ context }) => {
      await fillSample(context, SCALE);
      expect(context.store.sql.get('SELECT count(*) AS n FROM creditors')).toEqual({ n: 0 });
      expect(readSampleUsers(context.store.sql)).toBeNull();
    });
  }));
