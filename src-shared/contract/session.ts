import { z } from 'zod';
import { Id, Instant, Lang, Ok, Role } from './basics.ts';
import { defineRoute } from './route.ts';

export const SessionUser = z.object({
  id: Id,
  login: z.string(),
  name: z.string(),
  role: Role,
  teamId: Id.nullable(),
  lang: Lang,
  /** The password is one that was handed over: its owner chooses another before anything else. */
  passwordGiven: z.boolean().optional(),
});
export type SessionUser = z.infer<typeof SessionUser>;

export const Session = z.object({
  token: z.string(),
  expiresAt: Instant,
  user: SessionUser,
  /** What makes this person's operations theirs (seal-format.ts); null for roles that work no cases. */
  authorKey: z.string().nullable(),
});
export type Session = z.infer<typeof Session>;

/** A login as it is compared and counted: without blanks around it and in small letters. */
const Login = z.string().max(40).trim().toLowerCase();

/** At least 10 characters; the coordinator refuses the commonest ones. */
export const Password = z.string().min(10).max(200);

export const sessionRoutes = {
  welcome: defineRoute({
    id: 'welcome',
    method: 'GET',
    path: '/api/welcome',
    roles: 'public',
    summary: 'What a sign-in screen needs: workspace name, whether it is a sample, whether an administrator exists',
    response: z.object({
      product: z.literal('Sollecito'),
      version: z.string(),
      wireVersion: z.int(),
      workspace: z.string(),
      epoch: z.string(),
      needsAdministrator: z.boolean(),
      /** Only in a sample workspace: who can sign in, with the password to show. */
      sample: z
        .object({
          users: z.array(z.object({ login: z.string(), name: z.string(), role: Role, password: z.string() })),
        })
        .nullable(),
    }),
  }),
  createAdministrator: defineRoute({
    id: 'createAdministrator',
    method: 'POST',
    path: '/api/setup',
    roles: 'public',
    summary: 'First start of a real workspace: its name and its administrator; refused once one exists',
    body: z.object({
      workspace: z.string().min(1).max(80),
      login: z.string().min(2).max(40),
      name: z.string().min(1).max(80),
      password: Password,
      setupCode: z.string().max(80),
    }),
    response: Session,
  }),
  signIn: defineRoute({
    id: 'signIn',
    method: 'POST',
    path: '/api/session',
    roles: 'public',
    summary: 'Sign in; rate-limited per login and address',
    body: z.object({ login: Login, password: z.string().max(200), deviceId: Id.nullable() }),
    response: Session,
  }),
  whoAmI: defineRoute({
    id: 'whoAmI',
    method: 'GET',
    path: '/api/session',
    roles: 'session',
    summary: 'The signed-in user',
    response: z.object({ user: SessionUser, expiresAt: Instant }),
  }),
  signOut: defineRoute({
    id: 'signOut',
    method: 'DELETE',
    path: '/api/session',
    roles: 'session',
    summary: 'End this session',
    response: Ok,
  }),
  changePassword: defineRoute({
    id: 'changePassword',
    method: 'PUT',
    path: '/api/session/password',
    roles: 'session',
    summary: 'Change one’s own password',
    body: z.object({ current: z.string().max(200), next: Password }),
    response: Ok,
  }),
  savePreferences: defineRoute({
    id: 'savePreferences',
    method: 'PUT',
    path: '/api/session/preferences',
    roles: 'session',
    summary: 'One’s own language',
    body: z.object({ lang: Lang }),
    response: Ok,
  }),
} as const;
