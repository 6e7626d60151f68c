import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OUTCOME_GROUPS, OUTCOME_KEYS } from '../../../src-shared/contract/outcomes.ts';
import { LATTICE_ORDER, type OutcomeDefinition } from '../../../src-shared/domain/outcome-definition.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Notice } from '../../ui/notice.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FormDialog } from './form-dialog.tsx';
import { OutcomeFields } from './outcome-fields.tsx';
import { OutcomeNextFields } from './outcome-next.tsx';

const NONE = 'none';
const CODE = /^[A-Z0-9]{2,8}$/u;

type Props = {
  readonly outcome: OutcomeDefinition;
  readonly isNew: boolean;
  readonly isUsed: boolean;
  readonly others: readonly OutcomeDefinition[];
  readonly onApply: (outcome: OutcomeDefinition) => void;
  readonly onClose: () => void;
};

/** One outcome of the catalogue. It is applied to the list; the list is what gets saved. */
export const OutcomeDialog = ({ outcome, isNew, isUsed, others, onApply, onClose }: Props) => {
  const { t } = useTranslation('settings');
  const [draft, setDraft] = useState(outcome);
  const [tried, setTried] = useState(false);
  const set = (change: Partial<OutcomeDefinition>): void => setDraft({ ...draft, ...change });
  const own = !outcome.operatorMayChoose;
  const code = draft.code.trim().toUpperCase();
  const codeProblem = !CODE.test(code)
    ? 'code-shape'
    : others.some((other) => other.code === code)
      ? 'code-repeated'
      : null;
  const unnamed = (text: string): string | null => (tried && text.trim() === '' ? t('required') : null);
  const confirm = (): void => {
    setTried(true);
    if (codeProblem !== null || draft.label.it.trim() === '' || draft.label.en.trim() === '') return;
    onApply({ ...draft, code });
  };
  return (
    <FormDialog
      title={isNew ? t('outcomes.new') : t('outcomes.edit', { code: outcome.code })}
      size="l"
      onClose={onClose}
      onConfirm={confirm}
      isPending={false}
      confirmLabel={t('outcomes.apply')}
    >
      {own ? <Notice title={t('outcomes.ownText')} /> : null}
      {isUsed && !own ? <Notice title={t('outcomes.usedText')} /> : null}
      <div className="settings-three">
        <TextField
          label={t('outcomes.code')}
          help={t('outcomes.codeHelp')}
          value={draft.code}
          onChange={(next) => set({ code: next })}
          maxLength={8}
          mono
          isDisabled={!isNew}
          autoFocus={isNew}
          error={tried && codeProblem !== null ? t(`outcomes.problem.${codeProblem}`, { code }) : null}
        />
        <TextField
          label={t('outcomes.labelIt')}
          value={draft.label.it}
          onChange={(it) => set({ label: { ...draft.label, it } })}
          maxLength={60}
          error={unnamed(draft.label.it)}
        />
        <TextField
          label={t('outcomes.labelEn')}
          value={draft.label.en}
          onChange={(en) => set({ label: { ...draft.label, en } })}
          maxLength={60}
          error={unnamed(draft.label.en)}
        />
      </div>
      {own ? null : (
        <>
          <Meaning draft={draft} set={set} others={others} />
          <OutcomeFields draft={draft} set={set} />
          <OutcomeNextFields draft={draft} set={set} />
          <Effects draft={draft} set={set} />
        </>
      )}
    </FormDialog>
  );
};

export type DraftProps = {
  readonly draft: OutcomeDefinition;
  readonly set: (change: Partial<OutcomeDefinition>) => void;
};

const Meaning = ({ draft, set, others }: DraftProps & { readonly others: readonly OutcomeDefinition[] }) => {
  const { t } = useTranslation('settings');
  const taken = new Map(others.filter(({ key }) => key !== null).map(({ key, code }) => [key, code]));
  return (
    <div className="settings-three">
      <Select
        label={t('outcomes.key')}
        value={draft.key ?? NONE}
        onChange={(key) => set({ key: key === NONE ? null : key })}
        options={[
          { id: NONE, label: t('outcomes.noKey') },
          ...OUTCOME_KEYS.map((id) => {
            const owner = taken.get(id);
            return owner === undefined ? { id, label: id } : { id, label: id, detail: owner, isDisabled: true };
          }),
        ]}
      />
      <Select
        label={t('outcomes.group')}
        value={draft.group}
        onChange={(group) => set({ group })}
        options={OUTCOME_GROUPS.map((id) => ({ id, label: t(`outcomes.groups.${id}`) }))}
      />
      <Select
        label={t('outcomes.rightParty')}
        value={draft.rightParty}
        onChange={(rightParty) => set({ rightParty })}
        options={(['yes', 'no', 'unknown'] as const).map((id) => ({ id, label: t(`outcomes.rightParties.${id}`) }))}
      />
      <Select
        label={t('outcomes.lattice')}
        help={t('outcomes.latticeHelp')}
        value={draft.lattice}
        onChange={(lattice) => set({ lattice })}
        options={LATTICE_ORDER.map((id) => ({ id, label: t(`outcomes.lattices.${id}`) }))}
      />
      <Select
        label={t('outcomes.finalClass')}
        value={draft.finalClass}
        onChange={(finalClass) => set({ finalClass })}
        options={(['interim', 'positive', 'partial', 'negative'] as const).map((id) => ({
          id,
          label: t(`outcomes.finalClasses.${id}`),
        }))}
      />
      <NumberField
        label={t('outcomes.rest')}
        help={t('outcomes.restHelp')}
        value={draft.restHours}
        onChange={(restHours) => set({ restHours: restHours ?? 0 })}
        min={0}
        max={8760}
        unit={t('outcomes.hours')}
      />
    </div>
  );
};

const Effects = ({ draft, set }: DraftProps) => {
  const { t } = useTranslation('settings');
  return (
    <>
      <div className="settings-pair">
        <Select
          label={t('outcomes.contactPoint')}
          value={draft.contactPoint ?? NONE}
          onChange={(effect) => set({ contactPoint: effect === NONE ? null : effect })}
          options={([NONE, 'dead', 'wrong-person'] as const).map((id) => ({
            id,
            label: t(`outcomes.contactPoints.${id}`),
          }))}
        />
        <Select
          label={t('outcomes.flag')}
          value={draft.flag ?? NONE}
          onChange={(flag) => set({ flag: flag === NONE ? null : flag })}
          options={([NONE, 'deceased', 'lawyer', 'doNotContact'] as const).map((id) => ({
            id,
            label: t(`outcomes.flags.${id}`),
          }))}
        />
      </div>
      <Checkbox isSelected={draft.suspends} onChange={(suspends) => set({ suspends })}>
        {t('outcomes.suspends')}
      </Checkbox>
      <Checkbox
        isSelected={draft.active}
        // An outcome that cannot be chosen has no key.
        onChange={(active) => set(active ? { active } : { active, key: null })}
      >
        {t('outcomes.active')}
      </Checkbox>
    </>
  );
};
