import { startAsterisk } from './asterisk/asterisk.ts';
import type { Bed } from './bed.ts';
import { startKamailio } from './kamailio/index.ts';
import { startPractice } from './practice.ts';
import type { BedName } from './table.ts';

/** `origin`: the page that will connect. Rejects when the bed cannot stand, with what is missing. */
const START = { practice: startPractice, kamailio: startKamailio, asterisk: startAsterisk } satisfies Record<
  BedName,
  (origin: string) => Promise<Bed>
>;

export const startBed = (name: BedName, origin: string): Promise<Bed> => START[name](origin);
