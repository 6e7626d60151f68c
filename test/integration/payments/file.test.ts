import { mkdirSync, readdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { teamOf } from '../../../src-main/coordinator/assignment/team.ts';
import { readPaymentFile } from '../../../src-main/coordinator/payments/file-report.ts';
import { dropLeftovers, takeFile } from '../../../src-main/coordinator/payments/read-file.ts';
import { openRoom, type Room } from './room.ts';
import { makePortfolio } from './portfolio.ts';

let room: Room;
let add: ReturnType<typeof makePortfolio>;

beforeEach(async () => {
  room = await openRoom();
  add = makePortfolio(room);
});
afterEach(() => room.close());

const HEADER = 'Pratica;Data valuta;Importo;Canale;ID pagamento';
const preview = async (content: string | Buffer) => {
  const file = await takeFile(Readable.from([Buffer.from(content)]), room.context.dataDir);
  const of = {
    creditorId: 'k1',
    fileName: 'incassi.csv',
    today: '2026-11-23',
    team: teamOf(room.context.store.sql, { teamId: null }),
  };
  return readPaymentFile(room.context.store.sql, file, of).report;
};
const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.catch((error: unknown) => (error instanceof AppError ? error.code : error));

describe('reading a payment file', () => {
  it('PY-13 every line is ready, refused or repeated', async () => {
    add.addCase('c1', { number: '0001', positions: [{ principal: 10_000 }] });
    add.addCase('c2', { number: '0002' });
    add.addCase('c3', { number: '0002', batch: 'b2' });
    add.addCase('c4', { number: '0004', batch: 'b2' });
    room.context.store.transaction((tx) => void tx.run("UPDATE mandates SET status = 'closed' WHERE id = 'm2'"));
    add.addCase('c5', { number: '0005' });
    add.addCase('c6', { number: '0005' });
    const lines = [
      '0001;18/11/2026;60,00;Bonifico;A1',
      '0001;19/11/2026;55,00;Bonifico;A2',
      '9999;18/11/2026;10,00;Bonifico;A3',
      '0004;18/11/2026;10,00;Bonifico;A4',
      '0005;18/11/2026;10,00;Bonifico;A5',
      '0002;18/11/2026;10,00;Bonifico;A1',
      '0002;18/11/2026;dieci;Bonifico;A7',
      '0002;18/11/2026;10,00;Bonifico;A8',
    ];
    const report = await preview(`${HEADER}\r\n${lines.join('\r\n')}\r\n`);
    expect(report.problems.map(({ line, problem }) => [line, problem])).toEqual([
      [4, 'unknown-case'],
      [5, 'closed-case'],
      [6, 'ambiguous-case'],
      [7, 'repeated-in-file'],
      [8, 'bad-amount'],
    ]);
    expect(report).toMatchObject({ rows: 8, ready: 3, readyAmount: 12_500, refused: 4, repeated: 1 });
    expect(report).toMatchObject({ overpaidCases: 1, overpaid: 1500, delimiter: ';', decimal: ',' });
    expect(report.rows).toBe(report.ready + report.refused + report.repeated);
    expect(report.lines.map(({ caseId, residualAfter, overpaid }) => [caseId, residualAfter, overpaid])).toEqual([
      ['c1', 4000, 0],
      ['c1', 0, 1500],
      ['c2', 9000, 0],
    ]);
  });

  it.each([
    ['', 'file-empty'],
    [Buffer.from([0x50, 0x4b, 0x03, 0x04, 0, 1, 2]), 'file-binary'],
    ['una riga sola senza colonne\n', 'file-delimiter'],
    ['Pratica;Importo;Note\n1;2,00;x\n', 'layout-incomplete'],
  ])('PY-14 refuses %j with %s and leaves nothing on the disk', async (content, code) => {
    expect(await codeOf(preview(content))).toBe(code);
    expect(readdirSync(room.context.dataDir).filter((name) => name.startsWith('payments-upload-'))).toEqual([]);
  });

  it('PY-14 an upload cut short leaves nothing, and what a kill left is dropped at the start', async () => {
    const cut = new Readable({ read: () => undefined });
    const taking = codeOf(takeFile(cut, room.context.dataDir));
    cut.push(`${HEADER}\n`);
    cut.destroy(new AppError('bad-request'));
    expect(await taking).toBe('bad-request');
    mkdirSync(`${room.context.dataDir}/payments-upload-x`);
    dropLeftovers(room.context.dataDir);
    expect(readdirSync(room.context.dataDir).some((name) => name.startsWith('payments-upload-'))).toBe(false);
  });
});
