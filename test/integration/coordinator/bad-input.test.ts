import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Draft } from '../../../src-shared/contract/intake.ts';
import { ErrorEnvelope } from '../../../src-shared/contract/errors.ts';
import { createI18n } from '../../../src-renderer/app/i18n/i18n.ts';
import { fingerprintOf, filesOf } from '../../fixtures/fingerprint.ts';
import { fillPortfolio } from '../../fixtures/portfolio.ts';
import { createWorkstation, noAnswer } from '../../fixtures/workstation.ts';
import { rowOf, sheetOf } from '../../unit/intake/lab.ts';
import { type Answer, type House, openHouse, PASSWORD } from './house.ts';

/** Bad input over HTTP: what is said of it in both languages, and what it leaves behind, which is nothing. */
let house: House;
let creditorId: string;
let mandateId: string;
let leader: string;

/** The sentences that a person reads, made of what the coordinator answered. */
type Said = { readonly it: string; readonly en: string };
let say: (code: string, params: Readonly<Record<string, unknown>>) => Said;

beforeAll(async () => {
  const i18n = await createI18n('it');
  const [it, en] = (['it', 'en'] as const).map(
    (lang) => i18n.getFixedT(lang, 'errors') as unknown as (key: string, params: object) => string,
  );
  say = (code, params) => ({ it: it?.(code, params) ?? '', en: en?.(code, params) ?? '' });
  house = await openHouse({ empty: true });
  const { context } = house;
  fillPortfolio(context, { operators: 1, casesEach: 3 });
  context.store.transaction((tx) => {
    creditorId = tx.get<{ id: string }>('SELECT id FROM creditors')?.id ?? '';
    mandateId = tx.get<{ id: string }>('SELECT id FROM mandates')?.id ?? '';
  });
  leader = (await house.user('lara', 'leader')).token;
});
afterAll(() => house.close());

const sentencesOf = ({ body }: Answer): Said => {
  const { error } = ErrorEnvelope.parse(body);
  return say(error.code, error.params);
};

const upload = (content: string | Buffer, creditor = creditorId): Promise<Answer> =>
  house.call('POST', `/api/batches?creditorId=${creditor}&mandateId=${mandateId}&fileName=AFF.csv`, {
    token: leader,
    body: content,
    headers: { 'content-type': 'application/octet-stream' },
  });

const rested = async (batchId: string): Promise<Draft> => {
  for (;;) {
    const { body } = await house.call('GET', `/api/batches/${batchId}`, { token: leader });
    const draft = body as Draft;
    if (draft.progress === null && draft.step !== 'reading') return draft;
    await new Promise((resolve) => void setImmediate(resolve));
  }
};

/** What is said of a file that cannot be read: at once, or where reading it took longer than a request waits. */
const refused = async (content: string | Buffer): Promise<Answer> => {
  let answer = await upload(content);
  const batchId = String(answer.body['batchId']);
  while (answer.status === 200) {
    answer = await house.call('GET', `/api/batches/${batchId}`, { token: leader });
    await new Promise((resolve) => void setImmediate(resolve));
  }
  return answer;
};

const dataDir = (): string => house.context.dataDir;

/** Runs it and holds that neither a row nor a file changed, but for the tables named. */
const unchanged = async <T>(run: () => Promise<T>, except: readonly string[] = []): Promise<T> => {
  const before = { rows: fingerprintOf(dataDir(), except), files: filesOf(dataDir()) };
  const result = await run();
  expect({ rows: fingerprintOf(dataDir(), except), files: filesOf(dataDir()) }).toEqual(before);
  return result;
};

const SHEET = sheetOf([rowOf(1), rowOf(2)]);

describe('CO-44 bad input over HTTP: what, where, what to do, and nothing changed', () => {
  it.each([
    [
      'an empty file',
      '',
      'Il file è vuoto. Chiedi al committente di inviarlo di nuovo.',
      'The file is empty. Ask the creditor to send it again.',
    ],
    [
      'blank lines alone',
      '\r\n \r\n',
      'Il file è vuoto. Chiedi al committente di inviarlo di nuovo.',
      'The file is empty. Ask the creditor to send it again.',
    ],
    [
      'a workbook',
      Buffer.from([0x50, 0x4b, 3, 4, 20, 0]),
      'Alla riga 1 il file non è testo (xlsx/zip). Esportalo come CSV o TXT e caricalo di nuovo.',
      'Line 1 of the file is not text (xlsx/zip). Export it as CSV or TXT and upload it again.',
    ],
    [
      'zero bytes in the middle',
      Buffer.concat([Buffer.from(SHEET), Buffer.from([0x41, 0, 0, 0, 0x42])]),
      'Alla riga 4 il file non è testo (NUL). Esportalo come CSV o TXT e caricalo di nuovo.',
      'Line 4 of the file is not text (NUL). Export it as CSV or TXT and upload it again.',
    ],
    [
      'an encoding of four bytes',
      Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]),
      'Alla riga 1 ci sono byte che non si leggono come utf-32. Salva il file in UTF-8 e caricalo di nuovo.',
      'Line 1 holds bytes that cannot be read as utf-32. Save the file as UTF-8 and upload it again.',
    ],
    [
      'a delimiter that is none',
      SHEET.replaceAll(';', '^'),
      'Nessun separatore (provati: ; , TAB |) divide in colonne il file, già dalla riga 1. Salvalo con il punto e virgola fra le colonne e caricalo di nuovo.',
      'No separator (tried: ; , TAB |) cuts the file into columns, from line 1 on. Save it with a semicolon between the columns and upload it again.',
    ],
    [
      'a line of ten megabytes',
      SHEET + 'x'.repeat(10 * 1024 * 1024),
      'La riga 4 è troppo lunga per essere una pratica. Controlla le virgolette e i fine riga.',
      'Line 4 is too long to be a case. Check the quotes and the line ends.',
    ],
  ])('%s', async (_what, content, it, en) => {
    const answer = await unchanged(() => refused(content));
    expect(answer.status).toBe(422);
    expect(sentencesOf(answer)).toEqual({ it, en });
  });

  it('an unknown creditor', async () => {
    const answer = await unchanged(() => upload(SHEET, 'none'));
    expect(answer.status).toBe(404);
    expect(sentencesOf(answer)).toEqual({
      it: 'Il committente indicato non esiste. Controlla il nome o crealo nelle impostazioni.',
      en: 'There is no such creditor. Check the name or create it in the settings.',
    });
  });

  /** A draft of the file as far as its review; answers what stopped it. */
  const stopped = async (content: string): Promise<Said> => {
    const batchId = String((await upload(content)).body['batchId']);
    const draft = await rested(batchId);
    // The draft's own row and folder say how the review went; no other table has a row more or less.
    const before = fingerprintOf(dataDir(), ['batches']);
    const checked = await house.call('POST', `/api/batches/${batchId}/check`, {
      token: leader,
      body: { spec: draft.layout?.spec, save: null },
    });
    const end =
      checked.status === 200 && (await rested(batchId)).failure === null
        ? await house.call('POST', `/api/batches/${batchId}/load`, { token: leader, body: { accepted: 2 } })
        : checked;
    const { failure } = await rested(batchId);
    expect(fingerprintOf(dataDir(), ['batches'])).toEqual(before);
    const { cases } = (await rested(batchId)).batch;
    expect(cases).toBe(0);
    await house.call('DELETE', `/api/batches/${batchId}`, { token: leader });
    return end.status === 200 ? say(failure?.code ?? '', failure?.params ?? {}) : sentencesOf(end);
  };

  it.each([
    [
      'a last line cut short',
      SHEET.slice(0, -20),
      'L’ultima riga (3) ha 9 colonne su 11: il file sembra tronco. Chiedi di inviarlo di nuovo.',
      'The last line (3) has 9 columns of 11: the file looks cut off. Ask for it again.',
    ],
    [
      'a wrong control total',
      `${SHEET}T;2;2.433,01\r\n`,
      'Il totale di controllo non quadra: il file dichiara 2.433,01 €, le righe danno 2.433,00 €. Chiedi un file corretto al committente.',
      'The control total does not agree: the file declares €2,433.01, its rows give €2,433.00. Ask the creditor for a correct file.',
    ],
    [
      'a count that is one too high, with no sum beside it',
      `${SHEET}T;3\r\n`,
      'Il numero di righe non quadra: il file ne dichiara 3, ne contiene 2. Chiedi un file corretto al committente.',
      'The number of rows does not agree: the file declares 3 and holds 2. Ask the creditor for a correct file.',
    ],
    [
      'a trailer that comes twice',
      `H;BLEV;2;2.433,00\r\n${SHEET}T;2;2.433,00\r\nT;2;2.433,00\r\n`,
      'Il record di testa o di coda manca, è doppio o è fuori posto (riga 6). Controlla il tracciato o chiedi un file corretto al committente.',
      'The header or trailer record is missing, doubled or out of place (line 6). Check the record layout or ask the creditor for a correct file.',
    ],
  ])('%s', async (_what, content, it, en) => {
    const said = await stopped(content);
    const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
    expect({ it: plain(said.it), en: plain(said.en) }).toEqual({ it, en });
  });

  it('a wrong password: only the audit says that it was tried', async () => {
    await house.user('anna', 'operator');
    const body = { login: 'anna', password: `${PASSWORD}!`, deviceId: null };
    const answer = await unchanged(() => house.call('POST', '/api/session', { body }), ['audit', 'meta']);
    expect(answer.status).toBe(401);
    expect(sentencesOf(answer)).toEqual({
      it: 'Nome utente o password non corretti. Controlla le maiuscole e riprova.',
      en: 'The user name or the password is not right. Check the capital letters and try again.',
    });
  });

  it('an expired token', async () => {
    const { token } = await house.user('bice', 'leader');
    const payment = { caseId: 'x', amount: 1, paidOn: '2026-11-23', channel: 'cash', reference: 'r' };
    house.at('2026-12-23T09:00:00.000Z');
    try {
      const answer = await unchanged(() => house.call('POST', '/api/payments', { token, body: payment }));
      expect(answer.status).toBe(401);
      expect(sentencesOf(answer)).toEqual({
        it: 'La sessione è scaduta. Accedi di nuovo: il lavoro salvato su questo computer è rimasto.',
        en: 'Your session has expired. Sign in again: the work saved on this computer is still here.',
      });
    } finally {
      house.at('2026-11-23T09:00:00.000Z');
    }
  });

  it('a malformed operation changes no case, is kept for a leader, and holds nothing back', async () => {
    const home = await openHouse({ empty: true });
    try {
      const { context } = home;
      const [desk] = fillPortfolio(context, { operators: 1, casesEach: 2 });
      const [first, second] = desk?.cases ?? [];
      if (desk === undefined || first === undefined || second === undefined) throw new Error('no desk');
      const { capture, credential, deviceId, epoch } = createWorkstation(desk.device);
      const said = (caseId: string, body: unknown) =>
        capture({
          kind: 'outcome',
          operatorId: desk.operatorId,
          caseId,
          baseVersion: 0,
          occurredAt: '2026-11-23T08:00:00.000Z',
          body: body as ReturnType<typeof noAnswer>,
        });
      const push = (ops: readonly unknown[]) =>
        home.call('POST', '/api/sync/push', { device: credential, body: { epoch, deviceId, ops } });
      const all = fingerprintOf(context.dataDir);
      // What is no operation at all is refused whole, by its place.
      const nothing = await push([{ opId: 7 }]);
      expect(nothing.status).toBe(400);
      const { error } = ErrorEnvelope.parse(nothing.body);
      expect(error.issues?.map(({ path }) => path)).toEqual(['body.ops.0.opId', 'body.ops.0.devSeq']);
      expect(fingerprintOf(context.dataDir)).toEqual(all);
      // What is one but says nothing that can be understood is in the log, and changes nothing else.
      const before = fingerprintOf(context.dataDir, ['oplog', 'devices', 'meta', 'case_keys']);
      const bad = said(first.caseId, { ...noAnswer(first.partyId), verified: 'forse' });
      const answer = await push([bad]);
      expect(answer).toMatchObject({
        status: 200,
        body: { results: [{ opId: bad.opId, disposition: { kind: 'rejected', code: 'malformed-operation' } }] },
      });
      expect(fingerprintOf(context.dataDir, ['oplog', 'devices', 'meta', 'case_keys'])).toEqual(before);
      expect(say('malformed-operation', {})).toEqual({
        it: 'Un’operazione non è valida ed è stata messa fra quelle da decidere. Segnalala al responsabile.',
        en: 'An operation is not valid and is now among those to decide. Tell your team leader.',
      });
      const { token } = await home.user('lara', 'leader');
      const { body } = await home.call('GET', '/api/decisions', { token });
      expect(JSON.stringify(body)).toContain(bad.opId);
      const good = await push([bad, said(second.caseId, noAnswer(second.partyId))]);
      expect(good.body).toMatchObject({ lastSeq: 2, results: [{}, { disposition: { kind: 'applied' } }] });
    } finally {
      await home.close();
    }
  });
});
