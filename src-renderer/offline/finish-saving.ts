import type { Drafts } from './drafts.ts';
import { leftOver } from './empty-draft.ts';
import type { Journal } from './journal.ts';
import type { Workspace } from './workspace.ts';

/**
 * A crash in the middle of saving leaves the draft and, it may be, some of its outcomes. Where one of them is in the
 * journal the operator has given it: the others follow under the ids agreed beforehand and the draft goes. Where none is,
 * nothing was given yet, and he finds the draft as he left it.
 */
export async function finishSaving(deps: {
  readonly drafts: Pick<Drafts, 'all' | 'drop' | 'save'>;
  readonly journal: Pick<Journal, 'find'>;
  readonly capture: Workspace['capture'];
}): Promise<void> {
  const { drafts, journal, capture } = deps;
  for (const draft of await drafts.all()) {
    const { caseId, giving } = draft;
    // A draft of an older version has no such field.
    const opIds = Object.entries((giving as typeof giving | undefined)?.opIds ?? {});
    const found = await Promise.all(opIds.map(([, opId]) => journal.find(opId)));
    if (giving === null || !found.some((record) => record !== null)) continue;
    for (const [id, opId] of opIds) {
      // A sibling case that has left this operator's cases meanwhile is no longer his to record on.
      await capture('outcome', id, giving.body, opId).catch(() => undefined);
    }
    const rest = leftOver(draft);
    await (rest === null ? drafts.drop(caseId) : drafts.save(rest));
  }
}
