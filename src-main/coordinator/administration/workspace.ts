import { ContactRules, type WorkspaceDetail } from '../../../src-shared/contract/administration.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { isZone, todayIn } from '../../../src-shared/domain/civil-date.ts';
import type { Context } from '../context.ts';
import type { Sql, Tx } from '../store/store.ts';
import { CATALOGUE } from '../work/feed.ts';

const ROW = 'settings';

type Body = Readonly<Record<string, unknown>> & {
  readonly name: string;
  readonly zone: string;
  readonly sample: boolean;
  readonly wrapUpSeconds: number;
  readonly revision?: number;
};

const readBody = (sql: Sql): Body => {
  const row = sql.get<{ body: string }>('SELECT body FROM settings WHERE id = ?', ROW);
  if (row === undefined) throw new AppError('not-found', { params: { row: ROW } });
  return JSON.parse(row.body) as Body;
};

export const readWorkspace = (sql: Sql): WorkspaceDetail => {
  const body = readBody(sql);
  return {
    name: body.name,
    zone: body.zone,
    sample: body.sample,
    wrapUpSeconds: body.wrapUpSeconds,
    contactRules: ContactRules.parse(body['contactRules']),
    revision: body.revision ?? 0,
  };
};

const write = (context: Context, tx: Tx, revision: number, parts: Readonly<Record<string, unknown>>): void => {
  const body = readBody(tx);
  if ((body.revision ?? 0) !== revision) throw new AppError('stale-version', { recovery: 'resync' });
  tx.run(
    'UPDATE settings SET body = ? WHERE id = ?',
    JSON.stringify({ ...body, ...parts, revision: revision + 1 }),
    ROW,
  );
  context.feed.put(tx, CATALOGUE, 'settings', ROW);
};

/** Errors: `bad-request` for a zone this machine does not know, `stale-version`. */
export const saveWorkspace = (
  context: Context,
  userId: string,
  input: {
    readonly revision: number;
    readonly name: string;
    readonly zone: string;
    readonly wrapUpSeconds: number;
  },
): WorkspaceDetail =>
  context.store.transaction((tx) => {
    if (!isZone(input.zone)) throw new AppError('bad-request', { params: { field: 'zone' } });
    const { revision, ...parts } = input;
    write(context, tx, revision, parts);
    context.audit.record(tx, { userId, action: 'workspace.save', subject: ROW, detail: parts });
    return readWorkspace(tx);
  });

/**
 * The contact rules. The mark of the person who compared them with the current text goes with the numbers: changed
 * numbers have been compared by nobody, unless the one who changes them says so.
 */
export const saveContactRules = (
  context: Context,
  user: { readonly id: string; readonly name: string },
  input: {
    readonly revision: number;
    readonly rules: Omit<ContactRules, 'checked'>;
    readonly checkedByMe: boolean;
  },
): WorkspaceDetail =>
  context.store.transaction((tx) => {
    const before = readWorkspace(tx);
    const { checked: mark, ...numbers } = before.contactRules;
    const same = JSON.stringify(numbers) === JSON.stringify(ContactRules.omit({ checked: true }).parse(input.rules));
    const mine = { by: user.name, on: todayIn(before.zone, context.clock.now()) };
    const checked = input.checkedByMe ? mine : same ? mark : null;
    write(context, tx, input.revision, { contactRules: { ...input.rules, checked } });
    context.audit.record(tx, {
      userId: user.id,
      action: 'contact-rules.save',
      subject: input.rules.id,
      detail: { changed: !same, checked: checked !== null, limits: input.rules.limits, restDays: input.rules.restDays },
    });
    return readWorkspace(tx);
  });
