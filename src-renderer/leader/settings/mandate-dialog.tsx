import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  administrationRoutes,
  MandateInput,
  MandateTerms,
  type CreditorDetail,
  type MandateDetail,
} from '../../../src-shared/contract/administration.ts';
import { checkIban } from '../../../src-shared/domain/iban.ts';
import { useErrorWords } from '../../app/error-words.ts';
import { useWrite } from '../../app/query.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { FormDialog } from './form-dialog.tsx';

type Draft = Omit<
  MandateInput,
  'creditorId' | 'startsOn' | 'endsOn' | 'promiseGraceDays' | 'promiseThresholdPercent'
> & {
  readonly creditorId: string | null;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly promiseGraceDays: number | null;
  readonly promiseThresholdPercent: number | null;
};

const NEW: Draft = { ...MandateTerms.parse({}), creditorId: null, code: '', title: '', startsOn: null, endsOn: null };

/** A mandate; a closed one can only be read. */
export const MandateDialog = ({
  mandate,
  creditors,
  creditorId,
  onClose,
}: {
  readonly mandate: MandateDetail | null;
  readonly creditors: readonly CreditorDetail[];
  /** The creditor a new mandate is for, where the list shows only one. */
  readonly creditorId: string | null;
  readonly onClose: () => void;
}) => {
  const { t } = useTranslation('settings');
  const words = useErrorWords();
  const toasts = useToasts();
  const [draft, setDraft] = useState<Draft>(mandate ?? { ...NEW, creditorId: creditorId ?? onlyOne(creditors) });
  const [tried, setTried] = useState(false);
  const create = useWrite(administrationRoutes.createMandate, [administrationRoutes.listMandates]);
  const save = useWrite(administrationRoutes.saveMandate, [administrationRoutes.listMandates]);
  const { error } = mandate === null ? create : save;
  const closed = mandate?.status === 'closed';
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });
  const input = MandateInput.safeParse(draft);
  const confirm = (): void => {
    setTried(true);
    if (!input.success) return;
    const onSuccess = ({ code }: MandateDetail): void => {
      toasts.good(t('mandates.saved', { code }));
      onClose();
    };
    if (mandate === null) create.mutate({ body: input.data }, { onSuccess });
    else save.mutate({ params: { mandateId: mandate.id }, body: input.data }, { onSuccess });
  };
  return (
    <FormDialog
      title={mandate === null ? t('mandates.new') : t('mandates.edit', { title: mandate.title })}
      onClose={onClose}
      onConfirm={confirm}
      isPending={create.isPending || save.isPending}
      readOnly={closed}
    >
      {closed ? <Notice title={t('mandates.isClosed')} /> : null}
      <Dates draft={draft} set={set} tried={tried} creditors={creditors} isNew={mandate === null} closed={closed} />
      <HowToPay pay={draft.howToPay} onChange={(howToPay) => set({ howToPay })} closed={closed} />
      <Promises draft={draft} set={set} tried={tried} closed={closed} />
      <Checkbox
        isSelected={draft.maskUntilVerified}
        onChange={(maskUntilVerified) => set({ maskUntilVerified })}
        isDisabled={closed}
      >
        {t('mandates.mask')}
      </Checkbox>
      {error === null ? null : <Notice tone="bad" live title={words(error)} />}
    </FormDialog>
  );
};

const onlyOne = (creditors: readonly CreditorDetail[]): string | null =>
  creditors.length === 1 ? (creditors[0]?.id ?? null) : null;

type PartProps = {
  readonly draft: Draft;
  readonly set: (change: Partial<Draft>) => void;
  readonly tried: boolean;
  readonly closed: boolean;
};

const Dates = ({
  draft,
  set,
  tried,
  creditors,
  isNew,
  closed,
}: PartProps & { readonly creditors: readonly CreditorDetail[]; readonly isNew: boolean }) => {
  const { t } = useTranslation('settings');
  const needed = (missing: boolean): string | null => (tried && missing ? t('required') : null);
  const { startsOn, endsOn } = draft;
  const backwards = startsOn !== null && endsOn !== null && endsOn < startsOn;
  return (
    <fieldset className="settings-group">
      <legend>{t('mandates.dates')}</legend>
      <div className="settings-pair">
        <Select
          label={t('mandates.creditor')}
          value={draft.creditorId}
          onChange={(creditorId) => set({ creditorId })}
          isDisabled={!isNew}
          options={creditors.map(({ id, name }) => ({ id, label: name }))}
          error={needed(draft.creditorId === null)}
        />
        <TextField
          label={t('mandates.code')}
          value={draft.code}
          onChange={(code) => set({ code })}
          maxLength={40}
          mono
          isDisabled={closed}
          error={needed(draft.code.trim() === '')}
        />
      </div>
      <TextField
        label={t('mandates.titleField')}
        value={draft.title}
        onChange={(title) => set({ title })}
        maxLength={120}
        isDisabled={closed}
        error={needed(draft.title.trim() === '')}
      />
      <div className="settings-pair">
        <DateField
          label={t('mandates.startsOn')}
          value={startsOn}
          onChange={(day) => set({ startsOn: day })}
          isDisabled={closed}
          error={needed(startsOn === null)}
        />
        <DateField
          label={t('mandates.endsOn')}
          value={endsOn}
          onChange={(day) => set({ endsOn: day })}
          isDisabled={closed}
          error={backwards ? t('mandates.datesError') : needed(endsOn === null)}
        />
      </div>
    </fieldset>
  );
};

type Pay = Draft['howToPay'];

const HowToPay = ({
  pay,
  onChange,
  closed,
}: {
  readonly pay: Pay;
  readonly onChange: (pay: Pay) => void;
  readonly closed: boolean;
}) => {
  const { t } = useTranslation('settings');
  const set = (change: Partial<Pay>): void => onChange({ ...pay, ...change });
  const iban = pay.iban.trim();
  return (
    <fieldset className="settings-group">
      <legend>{t('mandates.pay')}</legend>
      <div className="settings-pair">
        <TextField
          label={t('mandates.payee')}
          value={pay.payee}
          onChange={(payee) => set({ payee })}
          maxLength={140}
          isDisabled={closed}
        />
        <TextField
          label={t('mandates.iban')}
          value={pay.iban}
          onChange={(next) => set({ iban: next })}
          maxLength={42}
          mono
          isDisabled={closed}
          error={iban === '' || checkIban(iban).ok ? null : t('mandates.ibanError')}
        />
      </div>
      <TextField
        label={t('mandates.reason')}
        help={t('mandates.reasonHelp')}
        value={pay.reason}
        onChange={(reason) => set({ reason })}
        maxLength={140}
        isDisabled={closed}
      />
      <TextArea
        label={t('mandates.notes')}
        value={pay.notes}
        onChange={(notes) => set({ notes })}
        maxLength={500}
        isDisabled={closed}
      />
    </fieldset>
  );
};

const Promises = ({ draft, set, tried, closed }: PartProps) => {
  const { t } = useTranslation('settings');
  return (
    <fieldset className="settings-group">
      <legend>{t('mandates.promises')}</legend>
      <div className="settings-pair">
        <NumberField
          label={t('mandates.threshold')}
          help={t('mandates.thresholdHelp')}
          value={draft.promiseThresholdPercent}
          onChange={(promiseThresholdPercent) => set({ promiseThresholdPercent })}
          min={1}
          max={100}
          unit="%"
          isDisabled={closed}
          error={tried && draft.promiseThresholdPercent === null ? t('required') : null}
        />
        <NumberField
          label={t('mandates.graceDays')}
          help={t('mandates.graceHelp')}
          value={draft.promiseGraceDays}
          onChange={(promiseGraceDays) => set({ promiseGraceDays })}
          min={0}
          max={60}
          unit={t('mandates.days')}
          isDisabled={closed}
          error={tried && draft.promiseGraceDays === null ? t('required') : null}
        />
      </div>
      <p className="xs muted">{t('mandates.promisesKept')}</p>
    </fieldset>
  );
};
