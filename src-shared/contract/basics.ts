import { z } from 'zod';
import { isCivilDate } from '../domain/civil-date.ts';

/** Wire version: bumped when a message changes shape. The coordinator speaks this one and the one before. */
export const WIRE_VERSION = 1;

export const Id = z.string().min(1).max(64);
/** A calendar day in the place where people read it: `YYYY-MM-DD`, and one that the calendar has. */
export const CivilDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(isCivilDate, 'no-such-day');
/** A moment, always UTC: `2026-11-23T08:30:00.000Z`. */
export const Instant = z.iso.datetime();
/** Money: whole cents, negative only where a row says so. */
export const Cents = z.int();
/** IANA time zone name. */
export const Zone = z.string().min(1).max(64);

export type Id = z.infer<typeof Id>;
export type CivilDate = z.infer<typeof CivilDate>;
export type Instant = z.infer<typeof Instant>;
export type Cents = z.infer<typeof Cents>;

export const ROLES = ['operator', 'back-office', 'leader', 'administrator', 'auditor'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;
/** Who speaks about cases from a workstation. Administrators and auditors reach no debtor's data. */
export const ROLES_THAT_WORK = ['operator', 'back-office', 'leader'] as const satisfies readonly Role[];
export const worksCases = (role: Role): boolean => (ROLES_THAT_WORK as readonly Role[]).includes(role);

export const Lang = z.enum(['it', 'en']);
export type Lang = z.infer<typeof Lang>;

export const Ok = z.object({ ok: z.literal(true) });
