import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openContext } from '../../../src-main/coordinator/compose.ts';
import type { SealedOperation } from '../../../src-shared/contract/operations.ts';
import type { PushAnswer } from '../../../src-shared/contract/sync.ts';
import { type Chance, createChance } from '../../fixtures/chance.ts';
import { type Desk, fillPortfolio } from '../../fixtures/portfolio.ts';
import { createWorkstation, noAnswer, promised, type Workstation } from '../../fixtures/workstation.ts';
import { type KillOptions, lookInto, mustVerify, pause, restart } from './restarts.ts';

const OPERATORS = 4;
const CASES_EACH = 40;

/** A workstation with its journal: what it captured, in order, and how much of it was acknowledged. */
type Station = {
  readonly desk: Desk;
  readonly workstation: Workstation;
  readonly journal: SealedOperation[];
  acknowledged: number;
};

const capture = ({ desk, workstation, journal }: Station, chance: Chance): void => {
  const { caseId, partyId } = desk.cases[chance.int(0, desk.cases.length - 1)] ?? { caseId: '', partyId: '' };
  const said = { operatorId: desk.operatorId, caseId, baseVersion: 0, occurredAt: new Date().toISOString() } as const;
  const kind = chance.int(0, 5);
  if (kind === 0) journal.push(workstation.capture({ ...said, kind: 'viewed', body: { partyId } }));
  else if (kind === 1) journal.push(workstation.capture({ ...said, kind: 'note', body: { text: 'Richiama lunedì.' } }));
  else {
    const body = kind === 2 ? promised(partyId, 4_000, '2099-01-08', '2099-01-12') : noAnswer(partyId);
    journal.push(workstation.capture({ ...said, kind: 'outcome', body }));
  }
};

/** Captures and pushes until the line breaks; now and then sends again what was acknowledged long ago. */
const work = async (station: Station, url: string, chance: Chance, answered: () => void): Promise<void> => {
  const { credential, deviceId, epoch } = station.workstation;
  for (;;) {
    for (let n = chance.int(1, 12); n > 0; n -= 1) capture(station, chance);
    const from = Math.max(0, station.acknowledged - (chance.int(0, 3) === 0 ? chance.int(1, 30) : 0));
    const ops = station.journal.slice(from, from + 60);
    const answer = await fetch(`${url}/api/sync/push`, {
      method: 'POST',
      headers: { authorization: `Device ${credential}`, 'content-type': 'application/json' },
      body: JSON.stringify({ epoch, deviceId, ops }),
    }).then(
      async (response) => ({ status: response.status, text: await response.text() }),
      () => null,
    );
    if (answer === null) return;
    if (answer.status !== 200) throw new Error(`a push was refused: ${answer.status} ${answer.text}`);
    const { results, lastSeq } = JSON.parse(answer.text) as PushAnswer;
    const refused = results.find(({ disposition }) => disposition.kind === 'rejected');
    if (refused !== undefined) throw new Error(`an operation was rejected: ${JSON.stringify(refused)}`);
    station.acknowledged = Math.max(station.acknowledged, lastSeq);
    answered();
  }
};

/** Everything acknowledged is in the log exactly once and in order, and nothing is there that was never captured. */
const mustHold = (dataDir: string, stations: readonly Station[]): void =>
  lookInto(dataDir, (database) => {
    for (const { workstation, journal, acknowledged } of stations) {
      const rows = database
        .prepare('SELECT op_id, dev_seq FROM oplog WHERE device_id = ? ORDER BY dev_seq')
        .all(workstation.deviceId);
      if (rows.length < acknowledged) throw new Error(`${acknowledged} acknowledged and ${rows.length} in the log`);
      const wrong = rows.findIndex((row, i) => row['op_id'] !== journal[i]?.opId || row['dev_seq'] !== i + 1);
      if (wrong >= 0) throw new Error(`operation ${wrong + 1} of a workstation is not the one it captured`);
      const told = database
        .prepare(
          `SELECT count(*) AS n, count(DISTINCT a.id) AS ids FROM activities a JOIN oplog o ON o.op_id = a.id
           WHERE o.device_id = ?`,
        )
        .get(workstation.deviceId);
      const expected = journal.slice(0, rows.length).filter(({ kind }) => kind !== 'viewed').length;
      if (told?.['n'] !== expected || told['ids'] !== expected)
        throw new Error(`${String(told?.['n'])} lines of history for ${expected} operations`);
    }
  });

/** Sends every journal from its first operation to its last. */
const sendAllAgain = async (stations: readonly Station[], url: string): Promise<void> => {
  for (const { workstation, journal } of stations) {
    const { credential, deviceId, epoch } = workstation;
    for (let from = 0; from < journal.length; from += 200) {
      const response = await fetch(`${url}/api/sync/push`, {
        method: 'POST',
        headers: { authorization: `Device ${credential}`, 'content-type': 'application/json' },
        body: JSON.stringify({ epoch, deviceId, ops: journal.slice(from, from + 200) }),
      });
      if (response.status !== 200) throw new Error(`sending again was refused: ${await response.text()}`);
    }
  }
};

export type PushKillReport = { readonly kills: number; readonly operations: number; readonly acknowledged: number };

/**
 * Kills a coordinator again and again while workstations push, and looks after each restart whether everything that was
 * acknowledged is there, once, and the log still folds to the tables. Throws at the first thing lost or doubled.
 */
export const killDuringPushes = async ({ kills, seed, say }: KillOptions): Promise<PushKillReport> => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'crash-push-'));
  const chance = createChance(seed);
  try {
    const opened = await openContext(dataDir);
    const desks = fillPortfolio(opened.context, { operators: OPERATORS, casesEach: CASES_EACH });
    await opened.close();
    const stations = desks.map((desk): Station => ({
      desk,
      workstation: createWorkstation(desk.device),
      journal: [],
      acknowledged: 0,
    }));
    for (let kill = 1; kill <= kills; kill += 1) {
      const coordinator = await restart(dataDir);
      try {
        mustHold(dataDir, stations);
        await mustVerify(dataDir);
        const first = Promise.withResolvers<void>();
        const broken = Promise.all(stations.map((station) => work(station, coordinator.url, chance, first.resolve)));
        // Now and then before anything was answered; else in the middle of the traffic, however slow the machine is.
        const traffic = chance.int(0, 4) === 0 ? pause(chance.int(0, 60)) : first.promise;
        await Promise.race([traffic.then(() => pause(chance.int(0, 200))), broken]);
        await coordinator.kill();
        await broken;
      } catch (cause) {
        throw new Error(`seed ${seed}, kill ${kill}: ${String(cause)} ${coordinator.log()}`, { cause });
      } finally {
        await coordinator.kill();
      }
      const sent = stations.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
      if (kill % 10 === 0) say(`${kill} kills, ${sent} operations acknowledged, nothing lost, nothing twice`);
    }
    const coordinator = await restart(dataDir);
    try {
      await sendAllAgain(stations, coordinator.url);
      for (const station of stations) station.acknowledged = station.journal.length;
      mustHold(dataDir, stations);
      const { operations } = await mustVerify(dataDir);
      const captured = stations.reduce((sum, { journal }) => sum + journal.length, 0);
      if (operations !== captured) throw new Error(`${captured} captured and ${operations} in the log`);
      return { kills, operations, acknowledged: captured };
    } finally {
      await coordinator.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
};
