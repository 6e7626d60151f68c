import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  administrationRoutes,
  type ContactRules,
  type WorkspaceDetail,
} from '../../../src-shared/contract/administration.ts';
import { useErrorWords } from '../../app/error-words.ts';
import { langOf, useFormat } from '../../app/format.ts';
import { useRead, useWrite } from '../../app/query.ts';
import { useUnsaved } from '../../app/remembered.ts';
import { Checkbox, RadioGroup } from '../../ui/checkbox.tsx';
import { Notice } from '../../ui/notice.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { failedOf, Sheet } from '../sheet.tsx';
import { readDays, writeDays } from './extra-days.ts';
import { LimitsEditor } from './limits-editor.tsx';
import { SaveLine } from './save-line.tsx';
import { WindowsEditor } from './windows-editor.tsx';
import { wrongDay } from './windows.ts';

/** Regole di contatto: when and how often a debtor may be called, with their source and who checked them. */
export const RulesTab = () => {
  const { t } = useTranslation(['settings', 'ui']);
  const read = useRead(administrationRoutes.readWorkspace, {});
  return (
    <Sheet title={t('rules.title')} failed={failedOf(read)}>
      <div className="settings-scroll">
        {read.data === undefined ? (
          <SkeletonRows rows={8} height={40} label={t('loading', { ns: 'ui' })} />
        ) : (
          <RulesForm key={read.data.revision} workspace={read.data} />
        )}
      </div>
    </Sheet>
  );
};

const RulesForm = ({ workspace }: { readonly workspace: WorkspaceDetail }) => {
  const { t } = useTranslation('settings');
  const words = useErrorWords();
  const toasts = useToasts();
  const { checked, ...stored } = workspace.contactRules;
  const draft = useUnsaved('rules', String(workspace.revision), {
    rules: stored,
    days: writeDays(stored.extraHolidays),
  });
  const { rules, days } = draft.value;
  const [checkedByMe, setCheckedByMe] = useState(false);
  const save = useWrite(administrationRoutes.saveContactRules, [administrationRoutes.readWorkspace]);
  const set = (change: Partial<typeof rules>): void => draft.set({ days, rules: { ...rules, ...change } });
  const extra = readDays(days);
  const wrong =
    !extra.ok || wrongDay(rules.windows) !== null || rules.title.trim() === '' || rules.source.trim() === '';
  const submit = (): void => {
    if (wrong || !extra.ok) return;
    save.mutate(
      { body: { revision: workspace.revision, rules: { ...rules, extraHolidays: [...extra.days] }, checkedByMe } },
      {
        onSuccess: ({ contactRules }) => {
          draft.forget();
          if (contactRules.checked === null) toasts.warn(t('rules.savedUnchecked'));
          else toasts.good(t('rules.saved'));
        },
      },
    );
  };
  return (
    <form
      className="settings-rules"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="settings-wide stack">
        <CheckMark checked={checked} note={stored.note} />
        <div className="settings-pair">
          <TextField
            label={t('rules.name')}
            value={rules.title}
            onChange={(title) => set({ title })}
            maxLength={160}
            error={rules.title.trim() === '' ? t('required') : null}
          />
          <TextField
            label={t('rules.source')}
            value={rules.source}
            onChange={(source) => set({ source })}
            maxLength={400}
            error={rules.source.trim() === '' ? t('required') : null}
          />
        </div>
      </div>
      <fieldset className="settings-group">
        <legend>{t('rules.windows')}</legend>
        <p className="xs muted">{t('rules.windowsHelp')}</p>
        <WindowsEditor windows={rules.windows} onChange={(windows) => set({ windows })} />
      </fieldset>
      <fieldset className="settings-group">
        <legend>{t('rules.limits')}</legend>
        <RadioGroup
          label={t('rules.counter')}
          value={rules.counter}
          onChange={(counter) => set({ counter })}
          options={(['conversation', 'attempt'] as const).map((id) => ({ id, label: t(`rules.counters.${id}`) }))}
        />
        <LimitsEditor label={t('rules.conversations')} limits={rules.limits} onChange={(limits) => set({ limits })} />
        <LimitsEditor
          label={t('rules.attempts')}
          limits={rules.attemptCap}
          onChange={(attemptCap) => set({ attemptCap })}
        />
        <NumberField
          label={t('rules.rest')}
          help={t('rules.restHelp')}
          value={rules.restDays}
          onChange={(restDays) => set({ restDays: restDays ?? 0 })}
          min={0}
          max={60}
          unit={t('rules.days')}
          className="settings-short"
        />
      </fieldset>
      <fieldset className="settings-group settings-wide">
        <legend>{t('rules.holidays')}</legend>
        <Checkbox
          isSelected={rules.holidays === 'italian'}
          onChange={(on) => set({ holidays: on ? 'italian' : 'none' })}
        >
          {t('rules.italian')}
        </Checkbox>
        <TextArea
          label={t('rules.extra')}
          help={t('rules.extraHelp')}
          value={days}
          onChange={(text) => draft.set({ rules, days: text })}
          error={extra.ok ? null : t('rules.extraError', { text: extra.wrong })}
        />
      </fieldset>
      <div className="settings-wide stack">
        <Checkbox isSelected={checkedByMe} onChange={setCheckedByMe}>
          {t('rules.iChecked')}
        </Checkbox>
        {save.isError ? <Notice tone="bad" live title={words(save.error)} /> : null}
        <SaveLine draft={draft} isPending={save.isPending} isDisabled={wrong} />
      </div>
    </form>
  );
};

const CheckMark = ({ checked, note }: Pick<ContactRules, 'checked' | 'note'>) => {
  const { t, i18n } = useTranslation('settings');
  const format = useFormat();
  if (checked === null) {
    return (
      <Notice tone="warn" title={t('rules.unchecked')}>
        {note[langOf(i18n.language)]}
      </Notice>
    );
  }
  return (
    <Notice tone="good" title={t('rules.checked', { by: checked.by, on: format.date(checked.on) })}>
      {t('rules.text')}
    </Notice>
  );
};
