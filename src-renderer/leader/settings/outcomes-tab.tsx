import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { Outcome, outcomeRoutes, type OutcomeCatalogue } from '../../../src-shared/contract/outcomes.ts';
import { catalogueProblems } from '../../../src-shared/domain/catalogue-check.ts';
import type { OutcomeDefinition } from '../../../src-shared/domain/outcome-definition.ts';
import { useErrorWords } from '../../app/error-words.ts';
import { useRead, useWrite } from '../../app/query.ts';
import { useUnsaved } from '../../app/remembered.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { failedOf, Sheet } from '../sheet.tsx';
import { OutcomeDialog } from './outcome-dialog.tsx';
import { NEW_OUTCOME } from './outcome-new.ts';
import { OutcomeTable } from './outcome-table.tsx';

/** Esiti: the catalogue as data. It is changed as a whole and comes into force with one save. */
export const OutcomesTab = () => {
  const { t } = useTranslation(['settings', 'ui']);
  const read = useRead(outcomeRoutes.readOutcomes, {});
  if (read.data === undefined) {
    return (
      <Sheet title={t('tabs.outcomes')} failed={failedOf(read)}>
        <SkeletonRows rows={10} height={34} label={t('loading', { ns: 'ui' })} />
      </Sheet>
    );
  }
  return <Catalogue key={read.data.version} catalogue={read.data} />;
};

type Open = { readonly index: number | null; readonly outcome: OutcomeDefinition };

const Catalogue = ({ catalogue }: { readonly catalogue: OutcomeCatalogue }) => {
  const { t } = useTranslation('settings');
  const words = useErrorWords();
  const toasts = useToasts();
  const draft = useUnsaved<readonly OutcomeDefinition[]>('outcomes', String(catalogue.version), catalogue.outcomes);
  const { value: outcomes, set: setOutcomes, dirty } = draft;
  const [open, setOpen] = useState<Open | null>(null);
  const save = useWrite(outcomeRoutes.saveOutcomes, [outcomeRoutes.readOutcomes]);
  const used = useMemo(() => new Set(catalogue.used), [catalogue.used]);
  const problems = useMemo(
    () => catalogueProblems({ before: catalogue.outcomes, after: outcomes, used }),
    [catalogue.outcomes, outcomes, used],
  );
  const stale = save.error instanceof AppError && save.error.code === 'stale-version';
  const submit = (): void =>
    save.mutate(
      {
        body: {
          version: catalogue.version,
          outcomes: outcomes.map((outcome, order) => Outcome.parse({ ...outcome, order })),
        },
      },
      {
        onSuccess: ({ version }) => {
          draft.forget();
          toasts.good(t('outcomes.saved', { version }));
        },
      },
    );
  const apply = (outcome: OutcomeDefinition): void => {
    const at = open?.index ?? null;
    setOutcomes(at === null ? [...outcomes, outcome] : outcomes.map((one, index) => (index === at ? outcome : one)));
    setOpen(null);
  };
  return (
    <Sheet
      title={t('tabs.outcomes')}
      failed={null}
      aside={
        <>
          <span className="muted">
            {dirty ? t('outcomes.dirty') : t('outcomes.text', { version: catalogue.version })}
          </span>
          <Button
            size="s"
            icon={<Plus aria-hidden="true" />}
            onPress={() => setOpen({ index: null, outcome: NEW_OUTCOME })}
          >
            {t('outcomes.new')}
          </Button>
          <Button size="s" isDisabled={!dirty} onPress={draft.forget}>
            {t('outcomes.discard')}
          </Button>
          <Button
            size="s"
            variant="primary"
            isDisabled={!dirty || problems.length > 0}
            isPending={save.isPending}
            onPress={submit}
          >
            {t('save')}
          </Button>
        </>
      }
      {...(problems.length === 0 && !save.isError
        ? {}
        : {
            tools: (
              <div className="grow">
                {problems.length === 0 ? null : (
                  <Notice tone="warn" live title={t('outcomes.problems')}>
                    <ul>
                      {problems.map(({ rule, code, other }) => (
                        <li key={`${rule} ${code}`}>
                          {t(`outcomes.problem.${rule}`, { code: code || '—', other: other ?? '' })}
                        </li>
                      ))}
                    </ul>
                  </Notice>
                )}
                {save.isError ? (
                  <Notice tone="bad" live title={stale ? t('outcomes.stale') : words(save.error)} />
                ) : null}
              </div>
            ),
          })}
    >
      <div className="settings-scroll">
        <OutcomeTable
          outcomes={outcomes}
          used={used}
          onOpen={(index) => {
            const outcome = outcomes[index];
            if (outcome !== undefined) setOpen({ index, outcome });
          }}
          onChange={setOutcomes}
        />
      </div>
      {open === null ? null : (
        <OutcomeDialog
          outcome={open.outcome}
          isNew={open.index === null}
          isUsed={used.has(open.outcome.code)}
          others={outcomes.filter((_, index) => index !== open.index)}
          onApply={apply}
          onClose={() => setOpen(null)}
        />
      )}
    </Sheet>
  );
};
