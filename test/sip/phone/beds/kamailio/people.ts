import type { Role } from '../bed.ts';

export const DOMAIN = 'pbx.example';
export const NUMBERS: Readonly<Record<Role, string>> = {
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
export const TELEPHONES = {
  answers: { sip: 5070, control: 4441, rtp: [20_000, 20_098], answers: 'auto' },
  'answers-too': { sip: 5072, control: 4442, rtp: [20_100, 20_198], answers: 'auto' },
  rings: { sip: 5074, control: 4443, rtp: [20_200, 20_298], answers: 'manual' },
} as const satisfies Partial<Record<Role, unknown>>;
export type Telephone = keyof typeof TELEPHONES;
export const isTelephone = (role: Role): role is Telephone => role in TELEPHONES;

/** Who refuses is a script of sipp. */
export const REFUSERS = {
  busy: { sip: 5081, media: 6000, status: '486 Busy Here' },
  rejects: { sip: 5082, media: 6010, status: '603 Decline' },
  silent: { sip: 5083, media: 6020, status: '480 No Answer' },
} as const satisfies Partial<Record<Role, unknown>>;
