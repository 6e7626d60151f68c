import { administrationRoutes as routes } from '../../../src-shared/contract/administration.ts';
import { outcomeRoutes } from '../../../src-shared/contract/outcomes.ts';
import type { Context } from '../context.ts';
import { type Registration, on } from '../http/registration.ts';
import { auditActions, listAudit } from './audit-list.ts';
import { verifyAuditChainWhileServing } from './audit/chain.ts';
import { createCreditor, listCreditors, saveCreditor } from './creditors.ts';
import { createMandate, listMandates, saveMandate } from './mandates.ts';
import { readOutcomes, saveOutcomes } from './outcomes.ts';
import { listTeams, listUsers } from './people.ts';
import { createTeam, dropTeam, saveTeam } from './teams.ts';
import { createUser, resetPassword, saveUser, setUserEnabled } from './users.ts';
import { readWorkspace, saveContactRules, saveWorkspace } from './workspace.ts';

/** What the settings of a workspace read and change: creditors, mandates, people, outcomes, rules, and the audit. */
export const deskRoutes = (context: Context): readonly Registration[] => [
  ...portfolio(context),
  ...people(context),
  ...catalogue(context),
  ...audit(context),
];

const portfolio = (context: Context): readonly Registration[] => [
  on(routes.listCreditors, () => ({ creditors: context.store.snapshot(listCreditors) })),
  on(routes.createCreditor, ({ user, body }) => createCreditor(context, user.id, body)),
  on(routes.saveCreditor, ({ user, params, body }) => saveCreditor(context, user.id, params.creditorId, body)),
  on(routes.listMandates, ({ query }) => ({
    mandates: context.store.snapshot((sql) => listMandates(sql, query.creditorId)),
  })),
  on(routes.createMandate, ({ user, body }) => createMandate(context, user.id, body)),
  on(routes.saveMandate, ({ user, params, body }) => saveMandate(context, user.id, params.mandateId, body)),
];

const people = (context: Context): readonly Registration[] => [
  on(routes.listUsers, ({ user }) =>
    context.store.snapshot((sql) => ({ users: listUsers(sql, user), teams: listTeams(sql, user) })),
  ),
  on(routes.createUser, ({ user, body }) => createUser(context, user.id, body)),
  on(routes.saveUser, ({ user, params, body }) => saveUser(context, user.id, params.userId, body)),
  on(routes.setUserEnabled, ({ user, params, body }) => setUserEnabled(context, user.id, params.userId, body.enabled)),
  on(routes.resetPassword, ({ user, params }) => resetPassword(context, user.id, params.userId)),
  on(routes.createTeam, ({ user, body }) => createTeam(context, user.id, body.name)),
  on(routes.saveTeam, ({ user, params, body }) => saveTeam(context, user.id, params.teamId, body.name)),
  on(routes.dropTeam, ({ user, params }) => {
    dropTeam(context, user.id, params.teamId);
    return { ok: true as const };
  }),
];

const catalogue = (context: Context): readonly Registration[] => [
  on(outcomeRoutes.readOutcomes, () => context.store.snapshot(readOutcomes)),
  on(outcomeRoutes.saveOutcomes, ({ user, body }) => saveOutcomes(context, user.id, body)),
  on(routes.readWorkspace, () => context.store.snapshot(readWorkspace)),
  on(routes.saveWorkspace, ({ user, body }) => saveWorkspace(context, user.id, body)),
  on(routes.saveContactRules, ({ user, body }) => saveContactRules(context, user, body)),
];

const audit = (context: Context): readonly Registration[] => [
  on(routes.listAudit, ({ user, query }) =>
    context.store.snapshot((sql) => ({
      ...listAudit(sql, user, readWorkspace(sql).zone, query),
      actions: auditActions(sql),
    })),
  ),
  on(routes.verifyAudit, async () => {
    const { entries, brokenAt } = await verifyAuditChainWhileServing(context.store.sql);
    return { ok: brokenAt === null, entries, brokenAt, at: context.clock.now() };
  }),
];
