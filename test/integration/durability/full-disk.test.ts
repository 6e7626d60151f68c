import path from 'node:path';
import { expect, test } from 'vitest';
import { createServer } from '../../../src-main/coordinator/http/server.ts';
import { ROOMS } from '../../../src-main/coordinator/http/rooms.ts';
import type { Store } from '../../../src-main/coordinator/store/store.ts';
import { fillPortfolio } from '../../fixtures/portfolio.ts';
import { createWorkstation, noAnswer } from '../../fixtures/workstation.ts';
import { verifyWorkspace } from '../../../src-main/coordinator/work/verify-workspace.ts';
import { withFolder, withWorkspace } from './workspaces.ts';

/** From now on the database may not grow by a page, as on a disk without room; `null` gives the room back. */
const leaveRoom = ({ sql }: Store, pages: number | null): void => {
  const now = sql.get<{ page_count: number }>('PRAGMA page_count')?.page_count ?? 0;
  sql.exec(`PRAGMA max_page_count = ${pages === null ? 4_294_967_294 : now + pages}`);
};

const BIG = 'x'.repeat(3_000);

test('DU-09 on a full disk a write answers disk-full and leaves nothing half written, and the next one goes on', () =>
  withFolder((folder) =>
    withWorkspace(path.join(folder, 'data'), async ({ context: { store } }) => {
      const rows = (): number => store.sql.get<{ n: number }>('SELECT count(*) AS n FROM batch_additions')?.n ?? -1;
      const put = (id: string, count: number) => () =>
        store.transaction((tx) => {
          for (let i = 0; i < count; i += 1) tx.run('INSERT INTO batch_additions VALUES (?, ?, ?)', id, BIG, String(i));
        });
      leaveRoom(store, 3);
      expect(put('a', 50)).toThrow(expect.objectContaining({ code: 'disk-full' }));
      expect(rows()).toBe(0);
      // A full disk may take the whole group with it: what is answered is what stands.
      const settings = (id: string) => store.sql.get('SELECT body FROM settings WHERE id = ?', id);
      const ends = await Promise.allSettled([
        store.grouped((tx) => tx.run("INSERT INTO settings (id, body) VALUES ('small', '1')")),
        store.grouped((tx) => {
          for (let i = 0; i < 50; i += 1) tx.run('INSERT INTO batch_additions VALUES (?, ?, ?)', 'b', BIG, String(i));
        }),
        store.grouped((tx) => tx.run("INSERT INTO settings (id, body) VALUES ('small-too', '1')")),
      ]);
      const said = ends.map((end) => (end.status === 'rejected' ? (end.reason as { code: string }).code : 'done'));
      expect(said[1]).toBe('disk-full');
      expect(settings('small') !== undefined).toBe(said[0] === 'done');
      expect(settings('small-too') !== undefined).toBe(said[2] === 'done');
      expect(rows()).toBe(0);
      store.transaction((tx) => tx.run("INSERT INTO settings (id, body) VALUES ('after', '1')"));
      expect(settings('after')).toEqual({ body: '1' });
      leaveRoom(store, null);
      put('a', 50)();
      expect(rows()).toBe(50);
      expect(store.sql.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
    }),
  ));

test('DU-09 a push to a full disk is answered with 507 and can be sent again', () =>
  withFolder((folder) =>
    withWorkspace(path.join(folder, 'data'), async ({ context, hub }) => {
      const [desk] = fillPortfolio(context, { operators: 1, casesEach: 30 });
      if (desk === undefined) throw new Error('no desk');
      const app = await createServer(
        context,
        hub,
        ROOMS.flatMap((room) => room(context)),
      );
      const { capture, credential, deviceId, epoch } = createWorkstation(desk.device);
      const ops = desk.cases.map(({ caseId, partyId }) =>
        capture({
          kind: 'outcome',
          operatorId: desk.operatorId,
          caseId,
          baseVersion: 0,
          occurredAt: '2026-11-23T09:00:00.000Z',
          body: { ...noAnswer(partyId), note: BIG },
        }),
      );
      const push = () =>
        app.inject({
          method: 'POST',
          url: '/api/sync/push',
          headers: { authorization: `Device ${credential}` },
          payload: { epoch, deviceId, ops },
        });
      const logged = (): unknown => context.store.sql.get('SELECT count(*) AS n FROM oplog');
      leaveRoom(context.store, 2);
      const refused = await push();
      expect(refused.statusCode).toBe(507);
      expect(refused.json()).toMatchObject({ error: { code: 'disk-full', recovery: 'retry' } });
      expect(logged()).toEqual({ n: 0 });
      leaveRoom(context.store, null);
      const taken = await push();
      expect(taken.json()).toMatchObject({ lastSeq: 30 });
      expect(logged()).toEqual({ n: 30 });
      expect(context.store.snapshot((sql) => verifyWorkspace(sql, context.caseKeys)).difference).toBeNull();
      await app.close();
    }),
  ));
