import { z } from 'zod';
import type { OutcomeDefinition } from '../domain/outcome-definition.ts';
import { LATTICE } from './entities.ts';
import { defineRoute } from './route.ts';

export const OUTCOME_GROUPS = ['contact', 'promise', 'no-contact', 'paid', 'dispute', 'refusal', 'stop'] as const;
export const OUTCOME_FIELDS = [
  'promise',
  'callback',
  'amount',
  'note',
  'contactPoint',
  'representative',
  'plan',
] as const;
export const OUTCOME_NEXT_KINDS = ['call', 'callback', 'promise-check', 'back-office', 'leader', 'none'] as const;
export const OUTCOME_KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

const Label = z.string().trim().max(60);
const Field = z.enum(OUTCOME_FIELDS);

/** The shape of `OutcomeDefinition` on the wire; what it must obey is in domain/catalogue-check.ts. */
export const Outcome = z.object({
  code: z.string().trim().toUpperCase().max(8),
  label: z.object({ it: Label, en: Label }),
  key: z.enum(OUTCOME_KEYS).nullable(),
  group: z.enum(OUTCOME_GROUPS),
  rightParty: z.enum(['yes', 'no', 'unknown']),
  finalClass: z.enum(['positive', 'partial', 'negative', 'interim']),
  lattice: z.enum(LATTICE),
  needs: z.array(Field).max(7),
  optional: z.array(Field).max(7),
  next: z.object({
    kind: z.enum(OUTCOME_NEXT_KINDS),
    afterMinutes: z.int().min(0).max(10_080).exactOptional(),
    afterDays: z.int().min(0).max(365).exactOptional(),
    atHour: z
      .string()
      .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
      .exactOptional(),
    otherWindow: z.boolean().exactOptional(),
  }),
  contactPoint: z.enum(['dead', 'wrong-person']).nullable(),
  flag: z.enum(['deceased', 'lawyer', 'doNotContact']).nullable(),
  suspends: z.boolean(),
  closes: z.boolean(),
  restHours: z.int().min(0).max(8760),
  active: z.boolean(),
  order: z.int().min(0).max(999),
  operatorMayChoose: z.boolean(),
}) satisfies z.ZodType<OutcomeDefinition>;

export const OutcomeCatalogue = z.object({
  version: z.int(),
  outcomes: z.array(Outcome),
  /** Codes that some case's history holds: they may be put aside, never removed. */
  used: z.array(z.string()),
});
export type OutcomeCatalogue = z.infer<typeof OutcomeCatalogue>;

export const outcomeRoutes = {
  readOutcomes: defineRoute({
    id: 'readOutcomes',
    method: 'GET',
    path: '/api/outcomes',
    roles: ['leader', 'administrator', 'auditor'],
    summary: 'The outcome catalogue in force, and the codes already used',
    response: OutcomeCatalogue,
  }),
  saveOutcomes: defineRoute({
    id: 'saveOutcomes',
    method: 'PUT',
    path: '/api/outcomes',
    roles: ['leader', 'administrator'],
    summary: 'Put a new version of the catalogue in force on every workstation',
    body: z.object({ version: z.int(), outcomes: z.array(Outcome).min(1).max(200) }),
    response: OutcomeCatalogue,
  }),
} as const;
