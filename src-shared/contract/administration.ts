import { z } from 'zod';
import { CivilDate, Id, Instant, Lang, Ok, Role, Zone } from './basics.ts';
import { isCivilDate } from '../domain/civil-date.ts';
import { checkIban } from '../domain/iban.ts';
import { DEFAULT_PROMISE_TERMS } from '../domain/promise.ts';
import { ReturnConventions } from './closing.ts';
import { MandateRow } from './entities.ts';
import { defineRoute } from './route.ts';

/** Who may be a creditor's keeper: the leader's desk. An administrator sees names and numbers, never debtors. */
const DESK = ['leader', 'administrator'] as const;
const DESK_AND_AUDIT = ['leader', 'administrator', 'auditor'] as const;
const ADMINISTRATOR = ['administrator'] as const;

const Name = z.string().trim().min(1).max(80);

/* Creditors (committenti) */

/** What a rule of the intake does when a row breaks it; `off` is not checked. domain.md §4.4. */
export const CHECK_LEVELS = ['file', 'row', 'block', 'warn', 'off'] as const;
export const CheckLevel = z.enum(CHECK_LEVELS);

/** Rule id → level, only where the creditor differs from the rule's own level. */
export const CreditorChecks = z.record(z.string().max(40), CheckLevel);

export const CreditorInput = z.object({
  name: Name,
  /** Short name in file names and lists: letters, digits, dash. */
  code: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9][A-Z0-9-]{0,15}$/),
  checks: CreditorChecks,
  conventions: z.object({ return: ReturnConventions }),
});
export type CreditorInput = z.infer<typeof CreditorInput>;

export const CreditorDetail = CreditorInput.extend({
  id: Id,
  createdAt: Instant,
  mandates: z.int(),
  openMandates: z.int(),
  batches: z.int(),
});
export type CreditorDetail = z.infer<typeof CreditorDetail>;

/* Mandates */

const Iban = z
  .string()
  .trim()
  .max(42)
  .refine((text) => text === '' || checkIban(text).ok, { message: 'not-an-iban' });
const CalendarDay = CivilDate.refine(isCivilDate, { message: 'not-a-date' });

/** What a mandate says beyond its dates (`mandates.terms`); what is missing there is as a new mandate starts. */
export const MandateTerms = z.object({
  /** Amounts and creditor stay masked on the operator's screen until the identity is verified. */
  maskUntilVerified: z.boolean().default(false),
  howToPay: z
    .object({
      payee: z.string().trim().max(140).default(''),
      iban: Iban.default(''),
      /** Payment reason; `{case}` stands for the case number. */
      reason: z.string().trim().max(140).default(''),
      notes: z.string().trim().max(500).default(''),
    })
    .prefault({}),
  /** Days after the promised one in which a payment still keeps the promise. */
  promiseGraceDays: z.int().min(0).max(60).default(DEFAULT_PROMISE_TERMS.graceDays),
  /** Share of the promised amount that keeps the promise. */
  promiseThresholdPercent: z.int().min(1).max(100).default(DEFAULT_PROMISE_TERMS.thresholdPercent),
});

export const MandateInput = MandateTerms.extend({
  creditorId: Id,
  code: z.string().trim().min(1).max(40),
  title: z.string().trim().min(1).max(120),
  startsOn: CalendarDay,
  endsOn: CalendarDay,
}).refine(({ startsOn, endsOn }) => startsOn <= endsOn, { path: ['endsOn'], message: 'ends-before-start' });
export type MandateInput = z.infer<typeof MandateInput>;

export const MandateDetail = MandateRow.extend({
  creditor: z.string(),
  createdAt: Instant,
  closedAt: Instant.nullable(),
  /** Loaded batches. */
  batches: z.int(),
});
export type MandateDetail = z.infer<typeof MandateDetail>;

/* Users and teams */

export const Login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,39}$/);

export const UserRow = z.object({
  id: Id,
  login: z.string(),
  name: z.string(),
  role: Role,
  teamId: Id.nullable(),
  lang: Lang,
  createdAt: Instant,
  disabledAt: Instant.nullable(),
  /** The password is still the one that was given, not one of the user's own. */
  passwordGiven: z.boolean(),
  /** Open cases in the user's queue. */
  holds: z.int(),
});
export type UserRow = z.infer<typeof UserRow>;

export const UserInput = z.object({ name: Name, role: Role, teamId: Id.nullable(), lang: Lang });
export type UserInput = z.infer<typeof UserInput>;

export const TeamRow = z.object({ id: Id, name: z.string(), members: z.int() });
export type TeamRow = z.infer<typeof TeamRow>;

/** Shown once; the coordinator keeps only its hash. */
const GivenPassword = z.object({ user: UserRow, oneTimePassword: z.string() });

/* Workspace */

const HourMinute = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/);
const Window = z
  .object({ from: HourMinute, to: HourMinute })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'ends-before-start' });
const Windows = z.array(Window).max(4);
const Limit = z.object({
  period: z.enum(['day', 'calendar-week', 'rolling-7-days', 'calendar-month']),
  max: z.int().min(0).max(999),
});

/** The contact rules as data; `checked` says who compared them with the current text of the rule, and when. */
export const ContactRules = z.object({
  id: z.string().min(1).max(60),
  title: z.string().trim().min(1).max(160),
  source: z.string().trim().min(1).max(400),
  note: z.object({ it: z.string().max(1000), en: z.string().max(1000) }),
  checked: z.object({ by: z.string(), on: CivilDate }).nullable(),
  windows: z.object({ 1: Windows, 2: Windows, 3: Windows, 4: Windows, 5: Windows, 6: Windows, 7: Windows }),
  holidays: z.enum(['italian', 'none']),
  extraHolidays: z.array(z.string().regex(/^(?:\d{4}-)?(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/)).max(60),
  counter: z.enum(['conversation', 'attempt']),
  limits: z.array(Limit).max(8),
  attemptCap: z.array(Limit).max(8),
  restDays: z.int().min(0).max(60),
});
export type ContactRules = z.infer<typeof ContactRules>;

export const WorkspaceDetail = z.object({
  name: z.string(),
  zone: Zone,
  sample: z.boolean(),
  wrapUpSeconds: z.int(),
  contactRules: ContactRules,
  /** Grows with each change; a change made from an older one is refused. */
  revision: z.int(),
});
export type WorkspaceDetail = z.infer<typeof WorkspaceDetail>;

/* Audit */

export const AuditEntry = z.object({
  seq: z.int(),
  at: Instant,
  userId: z.string(),
  /** Display name; empty for the coordinator itself. */
  user: z.string(),
  action: z.string(),
  subject: z.string(),
  /** The subject's name where it has one (a user, a creditor, a mandate, a batch); never a debtor's. */
  about: z.string(),
  caseId: Id.nullable(),
  /** null where the case is gone, or the reader may see no debtor's data. */
  caseNumber: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AUDIT_PAGE_MAX = 500;

export const administrationRoutes = {
  listCreditors: defineRoute({
    id: 'listCreditors',
    method: 'GET',
    path: '/api/creditors',
    roles: DESK,
    summary: 'Creditors with the levels of their checks and the conventions of their return files',
    response: z.object({ creditors: z.array(CreditorDetail) }),
  }),
  createCreditor: defineRoute({
    id: 'createCreditor',
    method: 'POST',
    path: '/api/creditors',
    roles: DESK,
    summary: 'Add a creditor',
    body: CreditorInput,
    response: CreditorDetail,
  }),
  saveCreditor: defineRoute({
    id: 'saveCreditor',
    method: 'PUT',
    path: '/api/creditors/:creditorId',
    roles: DESK,
    summary: 'Change a creditor; its name reaches every workstation',
    params: z.object({ creditorId: Id }),
    body: CreditorInput,
    response: CreditorDetail,
  }),
  listMandates: defineRoute({
    id: 'listMandates',
    method: 'GET',
    path: '/api/mandates',
    roles: DESK,
    summary: 'Mandates with their terms, open ones first',
    query: z.object({ creditorId: Id.optional() }),
    response: z.object({ mandates: z.array(MandateDetail) }),
  }),
  createMandate: defineRoute({
    id: 'createMandate',
    method: 'POST',
    path: '/api/mandates',
    roles: DESK,
    summary: 'Open a mandate of a creditor',
    body: MandateInput,
    response: MandateDetail,
  }),
  saveMandate: defineRoute({
    id: 'saveMandate',
    method: 'PUT',
    path: '/api/mandates/:mandateId',
    roles: DESK,
    summary: 'Change an open mandate’s dates and terms; they reach every workstation',
    params: z.object({ mandateId: Id }),
    body: MandateInput,
    response: MandateDetail,
  }),
  listUsers: defineRoute({
    id: 'listUsers',
    method: 'GET',
    path: '/api/users',
    roles: DESK_AND_AUDIT,
    summary: 'Users and teams: all for the administrator and the auditor, one’s own team for a leader',
    response: z.object({ users: z.array(UserRow), teams: z.array(TeamRow) }),
  }),
  createUser: defineRoute({
    id: 'createUser',
    method: 'POST',
    path: '/api/users',
    roles: ADMINISTRATOR,
    summary: 'Add a user; answers the password to hand over, which is never shown again',
    body: UserInput.extend({ login: Login }),
    response: GivenPassword,
  }),
  saveUser: defineRoute({
    id: 'saveUser',
    method: 'PUT',
    path: '/api/users/:userId',
    roles: ADMINISTRATOR,
    summary: 'Change a user’s name, role, team or language',
    params: z.object({ userId: Id }),
    body: UserInput,
    response: UserRow,
  }),
  setUserEnabled: defineRoute({
    id: 'setUserEnabled',
    method: 'PUT',
    path: '/api/users/:userId/enabled',
    roles: ADMINISTRATOR,
    summary: 'Disable a user (its sessions end) or let it in again; the last administrator stays',
    params: z.object({ userId: Id }),
    body: z.object({ enabled: z.boolean() }),
    response: UserRow,
  }),
  resetPassword: defineRoute({
    id: 'resetPassword',
    method: 'POST',
    path: '/api/users/:userId/password',
    roles: ADMINISTRATOR,
    summary: 'Give a user a new password, shown once; its sessions end',
    params: z.object({ userId: Id }),
    response: GivenPassword,
  }),
  createTeam: defineRoute({
    id: 'createTeam',
    method: 'POST',
    path: '/api/teams',
    roles: ADMINISTRATOR,
    summary: 'Add a team',
    body: z.object({ name: Name }),
    response: TeamRow,
  }),
  saveTeam: defineRoute({
    id: 'saveTeam',
    method: 'PUT',
    path: '/api/teams/:teamId',
    roles: ADMINISTRATOR,
    summary: 'Rename a team',
    params: z.object({ teamId: Id }),
    body: z.object({ name: Name }),
    response: TeamRow,
  }),
  dropTeam: defineRoute({
    id: 'dropTeam',
    method: 'DELETE',
    path: '/api/teams/:teamId',
    roles: ADMINISTRATOR,
    summary: 'Remove a team that has no members',
    params: z.object({ teamId: Id }),
    response: Ok,
  }),
  readWorkspace: defineRoute({
    id: 'readWorkspace',
    method: 'GET',
    path: '/api/workspace',
    roles: DESK_AND_AUDIT,
    summary: 'The workspace’s settings and its contact rules',
    response: WorkspaceDetail,
  }),
  saveWorkspace: defineRoute({
    id: 'saveWorkspace',
    method: 'PUT',
    path: '/api/workspace',
    roles: ADMINISTRATOR,
    summary: 'Change the workspace’s name, zone and wrap-up time',
    body: z.object({ revision: z.int(), name: Name, zone: Zone, wrapUpSeconds: z.int().min(0).max(600) }),
    response: WorkspaceDetail,
  }),
  saveContactRules: defineRoute({
    id: 'saveContactRules',
    method: 'PUT',
    path: '/api/workspace/contact-rules',
    roles: DESK,
    summary: 'Change the contact rules; a change takes the check mark away unless its author checked it',
    body: z.object({
      revision: z.int(),
      rules: ContactRules.omit({ checked: true }),
      /** The author compared these numbers with the current text of the rule. */
      checkedByMe: z.boolean(),
    }),
    response: WorkspaceDetail,
  }),
  listAudit: defineRoute({
    id: 'listAudit',
    method: 'GET',
    path: '/api/audit',
    roles: DESK_AND_AUDIT,
    summary: 'Who did and who viewed what, latest first; a leader sees the cases of the own team',
    query: z.object({
      userId: Id.optional(),
      /** An action, or a family of them that ends in a dot: `payment.`. */
      action: z.string().max(60).optional(),
      caseNumber: z.string().trim().max(80).optional(),
      from: CivilDate.optional(),
      to: CivilDate.optional(),
      /** Entries before this one. */
      before: z.coerce.number().int().positive().optional(),
      limit: z.coerce.number().int().min(1).max(AUDIT_PAGE_MAX).default(100),
    }),
    response: z.object({ entries: z.array(AuditEntry), more: z.boolean(), actions: z.array(z.string()) }),
  }),
  verifyAudit: defineRoute({
    id: 'verifyAudit',
    method: 'POST',
    path: '/api/audit/verification',
    roles: ['administrator', 'auditor'],
    summary: 'Recompute the hash chain of the audit from its first entry',
    response: z.object({
      ok: z.boolean(),
      entries: z.int(),
      /** First entry that does not follow from the one before. */
      brokenAt: z.int().nullable(),
      at: Instant,
    }),
  }),
} as const;
