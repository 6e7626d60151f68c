import { telephonyRoutes } from '../../../src-shared/contract/telephony.ts';
import type { Context } from '../context.ts';
import { on, type Registration } from '../http/registration.ts';

/** Telefono: who asks gets the account that is his, for the memory of his page only. */
export const telephonyRoomRoutes = ({ switchboard }: Context): readonly Registration[] => [
  on(telephonyRoutes.account, ({ user }) => ({ account: switchboard.exchange()?.accountOf(user) ?? null })),
];
