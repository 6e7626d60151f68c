import { telephonyRoutes } from '../../../src-shared/contract/telephony.ts';
import { telephonySettingsRoutes as desk } from '../../../src-shared/contract/telephony-settings.ts';
import type { Context } from '../context.ts';
import { isLoopback } from '../http/loopback.ts';
import { on, type Registration } from '../http/registration.ts';
import { accountOf } from './account-of.ts';
import { importAccounts, previewAccounts } from './account-file.ts';
import { colleaguesOf } from './colleagues.ts';
import { dropAccount, listOperators, saveAccount } from './accounts.ts';
import { readTelephony, saveTelephony } from './settings.ts';
import { createTrials } from './trial/trials.ts';

/** Telefono: who asks gets the account that is his, for the memory of his page only. */
export const telephonyRoomRoutes = (context: Context): readonly Registration[] => {
  const trials = createTrials(context);
  return [
    on(telephonyRoutes.account, ({ user, request }) => {
      const account = accountOf(context, user, isLoopback(request.ip));
      return {
        account,
        colleagues: account === null ? [] : colleaguesOf(context, user),
        refused: readTelephony(context.store.sql).refused,
      };
    }),
    on(desk.read, ({ user }) => ({
      ...context.store.snapshot((sql) => ({
        settings: readTelephony(sql),
        operators: listOperators(context, sql, user),
      })),
      practice: context.switchboard.state(),
    })),
    on(desk.save, ({ user, body }) => saveTelephony(context, user.id, body)),
    on(desk.saveAccount, ({ user, params, body }) => saveAccount(context, user, params.userId, body)),
    on(desk.dropAccount, ({ user, params }) => {
      dropAccount(context, user, params.userId);
      return { ok: true as const };
    }),
    on(desk.previewAccounts, ({ user, body }) => previewAccounts(context, user, body)),
    on(desk.importAccounts, ({ user, body }) => ({ saved: importAccounts(context, user, body) })),
    on(desk.startTrial, ({ user, body }) => trials.start(user, body)),
    on(desk.readTrial, ({ user, params }) => trials.read(user.id, params.trialId)),
  ];
};
