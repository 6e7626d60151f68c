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

const DOMAIN = 'pbx.example';
const NUMBERS: Readonly<Record<Role, string>> = {
  answers: '+393480000001',
  'answers-too': '+393480000002',
  busy: '+393480000003',
  rings: '+393480000004',
  rejects: '+393480000005',
  early: '+393480000006',
  unassigned: '+393480000007',
  silent: '+393480000008',
  unreachable: '+393480000009',
};

/** Who has a telephone of baresip: where it listens (that port and the next), and whether somebody picks it up. */
const TELEPHONES = {
  answers: { sip: 5070, control: 4441, rtp: [20_000, 20_098], answers: 'auto' },
  'answers-too': { sip: 5072, control: 4442, rtp: [20_100, 20_198], answers: 'auto' },
  rings: { sip: 5074, control: 4443, rtp: [20_200, 20_298], answers: 'manual' },
} as const satisfies Partial<Record<Role, unknown>>;
type Telephone = keyof typeof TELEPHONES;
const isTelephone = (role: Role): role is Telephone => role in TELEPHONES;

/** Who refuses is a script of sipp. */
const REFUSERS = {
  busy: { sip: 5081, media: 6000, status: '486 Busy Here' },
  rejects: { sip: 5082, media: 6010, status: '603 Decline' },
  silent: { sip: 5083, media: 6020, status: '480 No Answer' },
} as const satisfies Partial<Record<Role, unknown>>;

// All of it in a network of its own: these ports are free there, whoever else runs on this computer.
const [WS_PORT, NG_PORT, FIRST_PORT, LAST_PORT] = [8080, 2223, 30_000, 30_199];
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

/** Kamailio with rtpengine between telephones in the browser and telephones of baresip; needs root on Linux. */
export const startKamailio = async (): Promise<Bed> => {
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

const furnish = async (machine: Machine, run: string, logs: string, stop: () => Promise<void>): Promise<Bed> => {
  // Who is unreachable has a telephone, and it is off.
  const users = [
    'agent',
    '2001',
    NUMBERS.unreachable,
    ...Object.keys(TELEPHONES).map((role) => NUMBERS[role as Telephone]),
  ];
  const accounts = new Map(users.map((username) => [username, randomBytes(12).toString('hex')]));
  const account = (username: string) => ({ username, password: accounts.get(username) ?? '' });
  const fixed = Object.entries({ ...TELEPHONES, ...REFUSERS }).map(
    ([role, { sip }]) =>
      `    if ($rU == "${NUMBERS[role as Role]}") { $du = "sip:127.0.0.1:${sip}"; route(RELAY); exit; }`,
  );
  const values = {
    RUN: run,
    DOMAIN,
    ADDRESS: CABLE.there,
    WS_PORT,
    NG_PORT,
    FIRST_PORT,
    LAST_PORT,
    USERS: [...accounts].map(([name, password]) => `    $sht(users=>${name}) = "${password}";`).join('\n'),
    FIXED: fixed.join('\n'),
  };
  const mediaFile = fillIn('rtpengine.conf', path.join(run, 'rtpengine.conf'), values);
  const proxyFile = fillIn('kamailio.cfg', path.join(run, 'kamailio.cfg'), values);
  writeTone(path.join(run, 'tone.wav'), { hz: 660, seconds: 600, rate: 8000, syllables: false });

  const startMedia = async (): Promise<Program> => {
    const program = machine.run('rtpengine', 'rtpengine', [`--config-file=${mediaFile}`, '--config-section=rtpengine']);
    await until('rtpengine', program, () => machine.tell({ do: 'ping', port: NG_PORT }));
    return program;
  };
  const startProxy = async (): Promise<Program> => {
    const words = [
      '-DD',
      '-E',
      '-f',
      proxyFile,
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
    callees.set(role, await telephone(machine, run, role, account(NUMBERS[role]).password));
  }
  const callee = (role: Role): Callee => {
    const found = isTelephone(role) ? callees.get(role) : undefined;
    if (found === undefined) throw new Error(`${role} has no telephone that can be asked`);
    return found;
  };
  const ip = (...words: readonly string[]) => command('ip', ...words);
  const patience = new Set<NodeJS.Timeout>();
  return {
    host: CABLE.there,
    port: WS_PORT,
    path: '/ws',
    domain: DOMAIN,
    account: account('agent'),
    colleague: account('2001'),
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
    call: async (role, seconds = 60) => {
      const caller = callee(role);
      await caller.order('dial', `sip:agent@${DOMAIN}`);
      patience.add(setTimeout(() => caller.live() === 0 && void caller.order('hangup'), seconds * 1000));
    },
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
      for (const timer of patience) clearTimeout(timer);
      for (const one of callees.values()) one.close();
      await stop();
    },
  };
};
