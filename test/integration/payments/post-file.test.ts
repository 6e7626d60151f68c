import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionUser } from '../../../src-shared/contract/session.ts';
import { verifyAuditChain } from '../../../src-main/coordinator/administration/audit/chain.ts';
import { bookPayment } from '../../../src-main/coordinator/payments/book.ts';
import { postPaymentFile } from '../../../src-main/coordinator/payments/post-file.ts';
import { takeFile } from '../../../src-main/coordinator/payments/read-file.ts';
import { openRoom, type Room } from './room.ts';
import { addTeams, caseRow, makePortfolio } from './portfolio.ts';

let room: Room;
let lead: SessionUser;
let add: ReturnType<typeof makePortfolio>;

beforeEach(async () => {
  room = await openRoom();
  add = makePortfolio(room);
  lead = addTeams(room);
});
afterEach(() => room.close());

const HEADER = 'Pratica;Data;Importo;Canale;ID pagamento';
const taken = (lines: readonly string[]) =>
  takeFile(Readable.from([Buffer.from(`${HEADER}\n${lines.join('\n')}\n`)]), room.context.dataDir);
const post = async (lines: readonly string[], parts: { sha256?: string; fileName?: string } = {}) =>
  postTaken(await taken(lines), parts);
const postTaken = (file: Awaited<ReturnType<typeof taken>>, parts: { sha256?: string; fileName?: string } = {}) => {
  const of = { creditorId: 'k1', fileName: 'incassi.csv', sha256: file.scan.sha256, ...parts };
  return postPaymentFile(room.context, lead, file, of);
};
const line = (n: number, id = `R${n}`): string => `N-c${n};20/11/2026;10,00;Bonifico;${id}`;
const files = () =>
  room.context.store.sql.all(
    'SELECT status, posted, amount, refused, repeated FROM payment_files ORDER BY created_at, id',
  );

describe('posting a payment file', () => {
  it('PY-30 books the good lines, leaves the others out, and keeps the count', async () => {
    for (let n = 0; n < 90; n += 1) add.addCase(`c${n}`);
    const lines = Array.from({ length: 90 }, (_, n) => line(n));
    const done = await post([...lines, line(3), 'N-zz;20/11/2026;10,00;Bonifico;R999']);
    expect(done).toMatchObject({ posted: 90, amount: 90_000, refused: 1, repeated: 1 });
    expect(files()).toEqual([{ status: 'posted', posted: 90, amount: 90_000, refused: 1, repeated: 1 }]);
    expect(caseRow(room, 'c89').paid).toBe(1000);
    expect(verifyAuditChain(room.context.store.sql).brokenAt).toBeNull();
  });

  it('PY-31 the same file again books nothing, and what was left out then can come in now', async () => {
    add.addCase('c1');
    const lines = [line(1), line(2)];
    await post(lines);
    await expect(post(lines)).rejects.toThrowError('file-repeated');
    add.addCase('c2');
    expect(await post(lines)).toMatchObject({ posted: 1, repeated: 1 });
    expect(caseRow(room, 'c1').paid).toBe(1000);
    expect(caseRow(room, 'c2').paid).toBe(1000);
  });

  it('PY-32 a payment of another file or of the form is not booked again', async () => {
    add.addCase('c1');
    const input = { caseId: 'c1', amount: 1000, paidOn: '2026-11-20', channel: 'cash', reference: 'R1' };
    room.context.store.transaction((tx) => bookPayment(room.context, tx, lead, input, { today: '2026-11-23' }));
    await expect(post([line(1)])).rejects.toThrowError('file-no-rows');
    expect(await post([line(1), line(1, 'R7')])).toMatchObject({ posted: 1, repeated: 1 });
    expect(caseRow(room, 'c1').paid).toBe(2000);
  });

  it('PY-33 two who post the same file at once book every payment once', async () => {
    for (let n = 0; n < 60; n += 1) add.addCase(`c${n}`);
    const lines = Array.from({ length: 60 }, (_, n) => line(n));
    // Both have their file before either posts it: who comes after the other has ended is told that it is repeated.
    const [one, two] = [await taken(lines), await taken(lines)] as const;
    const both = await Promise.all([postTaken(one), postTaken(two)]);
    expect(both[0].posted + both[1].posted).toBe(60);
    expect(room.context.store.sql.get('SELECT count(*) AS n, sum(amount) AS amount FROM payments')).toEqual({
      n: 60,
      amount: 60_000,
    });
  });

  it('PY-34 other bytes than those previewed are not posted', async () => {
    add.addCase('c1');
    await expect(post([line(1)], { sha256: 'f'.repeat(64) })).rejects.toThrowError('stale-version');
    expect(files()).toEqual([]);
  });
});
