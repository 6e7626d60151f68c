import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeTone } from '../../fixtures/voice.ts';
import type { Bed, Role } from '../bed.ts';
import { reachCallee, type Callee } from './callee.ts';
import { fillIn } from './files.ts';
import { command, startMachine, type Cable, type Machine, type Program } from './machine.ts';
import { DOMAIN, isTelephone, NUMBERS, REFUSERS, TELEPHONES, type Telephone } from './people.ts';
import { AGENT, COLLEAGUE, DIRECT_NUMBER, writeKeys, writeRecipe } from './recipe.ts';

// All of it in a network of its own: these ports are free there, whoever else runs on this computer.
const [WS_PORT, WSS_PORT, NG_PORT, FIRST_PORT, LAST_PORT] = [8088, 8089, 2223, 30_000, 30_199];
const FROM_HERE = 'op0';
const CABLE: Cable = { name: FROM_HERE, here: '10.83.0.2', there: '10.83.0.1' };

/** Asks again and again, for ten seconds; a program that has ended meanwhile will never be ready. */
const until = async (what: string, program: Program, isReady: () => boolean | Promise<boolean>): Promise<void> => {
  const end = performance.now() + 10_000;
  while (!(await isReady())) {
    if (!program.isRunning()) throw new Error(`${what} has ended`);
    if (performance.now() > end) throw new Error(`${what} is not ready`);
    await sleep(20);
  }
};

const listens = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 500 });
    const end = (there: boolean): void => {
      socket.destroy();
      resolve(there);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });

const telephone = async (machine: Machine, run: string, role: Telephone, password: string): Promise<Callee> => {
  const { sip, control, rtp, answers } = TELEPHONES[role];
  const home = path.join(run, role);
  mkdirSync(home);
  const values = {
    SIP_PORT: sip,
    CONTROL_PORT: control,
    RTP_PORTS: rtp.join('-'),
    TONE: path.join(run, 'tone.wav'),
  };
  fillIn('baresip.config', path.join(home, 'config'), values);
  const number = NUMBERS[role];
  const account = [
    `<sip:${number}@${DOMAIN};transport=udp>`,
    'outbound="sip:127.0.0.1:5060;transport=udp"',
    `auth_user=${number}`,
    `auth_pass=${password}`,
    `answermode=${answers}`,
    'audio_codecs=PCMU/8000/1,PCMA/8000/1',
    'dtmfmode=rtpevent',
    // It is always at the same place, and the proxy knows where.
    'regint=0',
  ].join(';');
  writeFileSync(path.join(home, 'accounts'), `${account}\n`);
  const program = machine.run(`baresip-${role}`, 'baresip', ['-4', '-f', home, '-s']);
  const file = path.join(home, 'control');
  await machine.tell({ do: 'lead', file, port: control });
  await until(
    `baresip (${role})`,
    program,
    async () => existsSync(file) && (await machine.tell({ do: 'reach', port: control })),
  );
  return reachCallee(file);
};

export type KamailioBed = Bed & {
  /** The port of wss, and the file of the authority that vouches for it. */
  readonly securePort: number;
  readonly authority: string;
};

/** Kamailio with rtpengine between telephones in the browser and telephones of baresip; needs root on Linux. */
export const startKamailio = async (): Promise<KamailioBed> => {
  const run = mkdtempSync(path.join(tmpdir(), 'sollecito-kamailio-'));
  const logs = path.join(run, 'logs');
  mkdirSync(logs);
  const machine = await startMachine(logs, CABLE);
  const stop = async (): Promise<void> => {
    await machine.stop();
    rmSync(run, { recursive: true, force: true });
  };
  try {
    return await furnish(machine, run, logs, stop);
  } catch (error) {
    await machine.stop();
    throw new Error(`The bed of daemons does not stand; see ${logs}`, { cause: error });
  }
};

const furnish = async (
  machine: Machine,
  run: string,
  logs: string,
  stop: () => Promise<void>,
): Promise<KamailioBed> => {
  // Who is unreachable has a telephone, and it is off.
  const users = [NUMBERS.unreachable, ...Object.keys(TELEPHONES).map((role) => NUMBERS[role as Telephone])];
  const accounts = new Map(users.map((username) => [username, randomBytes(12).toString('hex')]));
  writeRecipe(
    run,
    { server: CABLE.there, lastPort: LAST_PORT },
    [...accounts].map(([username, password]) => ({ username, password })),
  );
  const authority = await writeKeys(run, CABLE.there);
  writeTone(path.join(run, 'tone.wav'), { hz: 660, seconds: 600, rate: 8000, syllables: false });

  const startMedia = async (): Promise<Program> => {
    const program = machine.run('rtpengine', 'rtpengine', [
      '--foreground',
      '--log-stderr',
      `--config-file=${path.join(run, 'rtpengine.conf')}`,
      `--pidfile=${path.join(run, 'rtpengine.pid')}`,
    ]);
    await until('rtpengine', program, () => machine.tell({ do: 'ping', port: NG_PORT }));
    return program;
  };
  const startProxy = async (): Promise<Program> => {
    const words = [
      '-DD',
      '-E',
      '-f',
      path.join(run, 'kamailio.cfg'),
      '-P',
      path.join(run, 'kamailio.pid'),
      '-Y',
      run,
      '-m',
      '64',
      '-M',
      '8',
    ];
    const program = machine.run('kamailio', 'kamailio', words);
    await until('kamailio', program, () => listens(CABLE.there, WS_PORT));
    return program;
  };
  const ports = [FIRST_PORT, LAST_PORT] as const;
  await machine.tell({ do: 'carry', at: CABLE.there, relay: '127.0.0.2', ports, way: 'outside' });
  await machine.tell({ do: 'carry', at: '127.0.0.3', relay: '127.0.0.1', ports, way: 'inside' });
  let media = await startMedia();
  let proxy = await startProxy();
  for (const [role, { sip, media: port, status }] of Object.entries(REFUSERS)) {
    const script = fillIn('refuses.xml', path.join(run, `${role}.xml`), { STATUS: status });
    const at = ['-i', '127.0.0.1', '-p', String(sip), '-mi', '127.0.0.1', '-mp', String(port), '-nostdin'];
    machine.run(`sipp-${role}`, 'sipp', ['-sf', script, ...at]);
  }
  const callees = new Map<Telephone, Callee>();
  for (const role of Object.keys(TELEPHONES) as Telephone[]) {
    callees.set(role, await telephone(machine, run, role, accounts.get(NUMBERS[role]) ?? ''));
  }
  const callee = (role: Role): Callee => {
    const found = isTelephone(role) ? callees.get(role) : undefined;
    if (found === undefined) throw new Error(`${role} has no telephone that can be asked`);
    return found;
  };
  const ip = (...words: readonly string[]) => command('ip', ...words);
  return {
    host: CABLE.there,
    port: WS_PORT,
    path: '/ws',
    domain: DOMAIN,
    securePort: WSS_PORT,
    authority,
    account: AGENT,
    colleague: COLLEAGUE,
    logs,
    number: (role) => NUMBERS[role],
    declinedWith: 603,
    heard: async (role) => {
      const keys = callee(role).keys();
      return { ...(await machine.hear(TELEPHONES[role as Telephone].rtp)), keys };
    },
    // Who refuses talks to nobody.
    live: async (role) => (isTelephone(role) ? callee(role).live() : 0),
    hangUp: (role) => callee(role).order('hangup'),
    answer: (role) => callee(role).order('accept'),
    setHold: (role, held) => callee(role).order(held ? 'hold' : 'resume'),
    call: (role, seconds = 60) => callee(role).call(`sip:${DIRECT_NUMBER}@${DOMAIN}`, seconds),
    told: (role) => callee(role).told(),
    restart: async () => {
      await proxy.stop();
      proxy = await startProxy();
    },
    restartMedia: async () => {
      await media.stop('SIGKILL');
      media = await startMedia();
    },
    spoil: ({ lossPercent, jitterMs }) => machine.tell({ do: 'spoil', lossPercent, jitterMs, seed: 20_261 }),
    cut: async (isCut) => {
      await ip('link', 'set', FROM_HERE, isCut ? 'down' : 'up');
    },
    move: async () => {
      const old = CABLE.here;
      // In this order: an address that is added beside the first would go with it.
      await ip('address', 'del', `${old}/24`, 'dev', FROM_HERE);
      await ip('address', 'add', '10.83.0.77/24', 'dev', FROM_HERE);
      return async () => {
        await ip('address', 'flush', 'dev', FROM_HERE);
        await ip('address', 'add', `${old}/24`, 'dev', FROM_HERE);
      };
    },
    stop: async () => {
      for (const one of callees.values()) one.close();
      await stop();
    },
  };
};
