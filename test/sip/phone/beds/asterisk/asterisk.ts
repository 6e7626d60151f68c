import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { selfSigned } from '../../../../../src-main/coordinator/http/certificate.ts';
import { writeTone } from '../../fixtures/voice.ts';
import type { Account, Bed } from '../bed.ts';
import { render, type Change } from '../render.ts';
import { ensureAsterisk } from './install.ts';
import { startInstance, type InstanceWish } from './instance.ts';
import { createPeople, NUMBERS, type PersonCall } from './people.ts';
import { freePort } from './ports.ts';
import { followRecording, type Recording, type Tone } from './recording.ts';

export type AsteriskBed = Bed & {
  /** The port of wss, and the authority that vouches for it, as a file. */
  readonly securePort: number;
  readonly authority: string;
  readonly conferenceRoom: string;
  /** What was heard so far of each known sound in the newest call of a number, as full scale² × seconds. */
  readonly hears: (number: string) => Readonly<Record<Tone, number>>;
  /** Keys that were pressed in the newest call of a number. */
  readonly keys: (number: string) => string;
};

const RTP_PORTS = 500;
const LAST_PORT = 65_000;
const rtpPorts = (first: number): readonly Change[] => [
  ['10000', String(Math.min(first, LAST_PORT - RTP_PORTS))],
  ['20000', String(Math.min(first, LAST_PORT - RTP_PORTS) + RTP_PORTS)],
];

const MUSIC = { hz: 880, seconds: 10, rate: 8000, syllables: false } as const;
/** Debian names no music; the tone stands for it. */
const MUSIC_CLASS = '[default]\nmode=files\ndirectory=/bed/moh\n';

const play = (folder: string): void => writeTone(path.join(folder, 'moh', 'tone.wav'), MUSIC);

/** Two of them: the PBX with the documented configuration, and the public network with its people behind it. */
export const startAsterisk = async (): Promise<AsteriskBed> => {
  const installed = await ensureAsterisk();
  const [http, https, pbxManager, networkManager] = [
    await freePort('tcp'),
    await freePort('tcp'),
    await freePort('tcp'),
    await freePort('tcp'),
  ];
  const [pbxSip, networkSip] = [await freePort('udp'), await freePort('udp')];
  const [pbxRtp, networkRtp] = [await freePort('udp'), await freePort('udp')];
  const people = createPeople();
  const parent = mkdtempSync(path.join(tmpdir(), 'sollecito-asterisk-'));
  const logs = path.join(parent, 'logs');
  const logsOf = (name: string): string => {
    mkdirSync(path.join(logs, name), { recursive: true });
    return path.join(logs, name);
  };
  const networkWish: InstanceWish = {
    name: 'network',
    parent,
    logs: logsOf('network'),
    managerPort: networkManager,
    onEvent: people.follow,
    prepare: (folder) => Promise.resolve(play(folder)),
    files: {
      ...render(path.join(import.meta.dirname, 'network'), {
        'extensions.conf': [],
        'pjsip.conf': [
          ['203.0.113.10:5060', `127.0.0.1:${networkSip}`],
          ['203.0.113.20:5060', `127.0.0.1:${pbxSip}`],
          ['match=203.0.113.20', `match=127.0.0.1:${pbxSip}`],
        ],
        'rtp.conf': rtpPorts(networkRtp),
      }),
      'musiconhold.conf': MUSIC_CLASS,
    },
  };
  const pbxWish: InstanceWish = {
    name: 'pbx',
    parent,
    logs: logsOf('pbx'),
    managerPort: pbxManager,
    onEvent: () => undefined,
    prepare: async (folder) => {
      play(folder);
      const { cert, key, ca } = await selfSigned(path.join(folder, 'authority'), '127.0.0.1', Date.now());
      mkdirSync(path.join(folder, 'keys'), { recursive: true });
      writeFileSync(path.join(folder, 'keys', 'pbx.crt'), cert);
      writeFileSync(path.join(folder, 'keys', 'pbx.key'), key);
      writeFileSync(path.join(folder, 'authority.crt'), ca ?? '');
      // Whoever holds this key could vouch for anybody: it is needed no more.
      rmSync(path.join(folder, 'authority'), { recursive: true });
    },
    files: {
      ...render(path.join(import.meta.dirname, 'recipe'), {
        'extensions.conf': [],
        'http.conf': [
          ['bindport=8088', `bindport=${http}`],
          ['0.0.0.0:8089', `127.0.0.1:${https}`],
          ['/etc/asterisk/keys/', '/bed/keys/'],
        ],
        'pjsip.conf': [
          ['bind=0.0.0.0:5060', `bind=127.0.0.1:${pbxSip}`],
          ['sip:203.0.113.10:5060', `sip:127.0.0.1:${networkSip}`],
          ['match=203.0.113.10', `match=127.0.0.1:${networkSip}`],
        ],
        'rtp.conf': rtpPorts(pbxRtp),
      }),
      'musiconhold.conf': MUSIC_CLASS,
    },
  };
  const started = await Promise.allSettled([startInstance(installed, networkWish), startInstance(installed, pbxWish)]);
  const [network, pbx] = started.map((result) => (result.status === 'fulfilled' ? result.value : null));
  if (!network || !pbx) {
    await Promise.all([network?.stop(), pbx?.stop()]);
    rmSync(parent, { recursive: true });
    throw started.find((result) => result.status === 'rejected')?.reason;
  }

  const recordings = new Map<string, Recording>();
  const newest = (number: string): PersonCall | undefined => {
    const all = people.of(number);
    // Not asked whether it is up: the manager tells of that a moment after the operator has heard it.
    return all.findLast(({ ended }) => !ended) ?? all.at(-1);
  };
  const hears: AsteriskBed['hears'] = (number) => {
    const call = newest(number);
    if (call === undefined) return { operator: 0, music: 0, people: 0 };
    const file = path.join(network.folder, 'spool', 'monitor', `${call.id}-heard.sln96`);
    const recording = recordings.get(call.id) ?? followRecording(file);
    recordings.set(call.id, recording);
    return recording.energy();
  };
  const talking = (number: string): PersonCall => {
    const call = newest(number);
    if (call === undefined || call.ended) throw new Error(`nobody is on the telephone at ${number}`);
    return call;
  };
  const send = (number: string, context: string): Promise<unknown> => {
    const { channel } = talking(number);
    return network.manager().ask('Redirect', { Channel: channel, Context: context, Exten: 's', Priority: '1' });
  };
  const packets = async (call: PersonCall | undefined): Promise<number> => {
    if (call === undefined) return 0;
    if (!call.ended) {
      const asked = { Channel: call.channel, Variable: 'CHANNEL(rtcp,rxcount)' };
      // It may end between two words.
      const answer = await network
        .manager()
        .ask('Getvar', asked)
        .catch(() => null);
      call.packets = Number(answer?.['Value'] ?? call.packets);
    }
    return call.packets;
  };
  let placed = 0;
  const account: Account = { username: '2001', password: 'a-long-random-word-for-2001' };
  return {
    port: http,
    securePort: https,
    authority: path.join(pbx.folder, 'authority.crt'),
    path: '/ws',
    domain: 'pbx.example',
    account,
    colleague: { username: '2002', password: 'a-long-random-word-for-2002' },
    conferenceRoom: '8000',
    number: (role) => NUMBERS[role],
    // With the cause in a header beside it (Q.850, 21).
    declinedWith: 403,
    hears,
    keys: (number) => newest(number)?.keys ?? '',
    heard: async (role) => {
      const number = NUMBERS[role];
      const call = newest(number);
      return { packets: await packets(call), energy: hears(number).operator, keys: call?.keys ?? '' };
    },
    live: (role) => Promise.resolve(people.of(NUMBERS[role]).filter(({ up, ended }) => up && !ended).length),
    hangUp: (role) => network.manager().ask('Hangup', { Channel: talking(NUMBERS[role]).channel }),
    answer: (role) => send(NUMBERS[role], 'talks'),
    setHold: (role, held) => send(NUMBERS[role], held ? 'holds' : 'talks-on'),
    call: (role, seconds = 60) => {
      placed += 1;
      return network.manager().ask('Originate', {
        Channel: `PJSIP/+3902555${account.username}@pbx`,
        ChannelId: `out-${NUMBERS[role]}-${placed}`,
        Context: 'talks',
        Exten: 's',
        Priority: '1',
        CallerID: NUMBERS[role],
        Timeout: String(seconds * 1000),
        Async: 'true',
      });
    },
    restart: pbx.restart,
    clear: async () => {
      for (const { channel } of people.left()) {
        // It may end between two words.
        await network
          .manager()
          .ask('Hangup', { Channel: channel })
          .catch(() => null);
      }
      while (people.left().length > 0) await sleep(20);
    },
    logs,
    stop: async () => {
      await Promise.all([pbx.stop(), network.stop()]);
      rmSync(parent, { recursive: true });
    },
  };
};
