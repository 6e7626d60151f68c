import { z } from 'zod';
import { defineRoute } from './route.ts';

/** What one operator's telephone is: given at sign-in, kept in memory only, never written to disk or to a log. */
export const TelephonyAccount = z.object({
  /** `wss://…`; `ws://` only towards this computer. */
  server: z.string().max(300),
  domain: z.string().max(200),
  username: z.string().max(100),
  password: z.string().max(200),
  displayName: z.string().max(100),
  /** Digits that fetch an outside line; null: numbers are dialled as they are written, with their +. */
  dialPrefix: z
    .string()
    .regex(/^[\d*#]{1,8}$/u)
    .nullable(),
  /** The number that the called person sees, where the server lets the telephone say it. */
  numberShown: z.string().max(32).nullable(),
  /** STUN and TURN servers; none by default, because asking them delays every call. */
  iceServers: z.array(
    z.object({
      urls: z.array(z.string().max(300)),
      username: z.string().max(200).optional(),
      credential: z.string().max(200).optional(),
    }),
  ),
  /** Numbers never dialled besides the emergency ones; a trailing `*` stands for every continuation. */
  refused: z.array(z.string().max(32)),
  /** The extension of the server's conference room, where it has one. */
  conferenceRoom: z.string().max(32).nullable(),
  /** The built-in practice PBX: nobody outside this computer is called. */
  practice: z.boolean(),
});
export type TelephonyAccount = z.infer<typeof TelephonyAccount>;

/** Another operator, and the internal number that rings at his telephone. */
export const Colleague = z.object({ name: z.string(), number: z.string().max(32) });
export type Colleague = z.infer<typeof Colleague>;

export const telephonyRoutes = {
  account: defineRoute({
    id: 'telephonyAccount',
    method: 'GET',
    path: '/api/telephony/account',
    roles: ['operator'],
    summary: 'The telephone of whoever asks, or null where he has none and numbers go to the system’s own program',
    response: z.object({
      account: TelephonyAccount.nullable(),
      colleagues: z.array(Colleague).default([]),
      /** As in the account: they hold for the system's own program too. */
      refused: z.array(z.string().max(32)).default([]),
    }),
  }),
} as const;
