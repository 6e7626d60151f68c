import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  administrationRoutes,
  type CreditorDetail,
  type CreditorInput,
} from '../../../src-shared/contract/administration.ts';
import { ReturnConventions } from '../../../src-shared/contract/closing.ts';
import { useErrorWords } from '../../app/error-words.ts';
import { useWrite } from '../../app/query.ts';
import { Notice } from '../../ui/notice.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { ChecksEditor } from './checks-editor.tsx';
import { ConventionsEditor } from './conventions-editor.tsx';
import { FormDialog } from './form-dialog.tsx';

const CODE = /^[A-Z0-9][A-Z0-9-]{0,15}$/u;

type Part = 'general' | 'checks' | 'return';

/** A creditor: its name, the levels of its checks, the conventions of its return file. */
export const CreditorDialog = ({
  creditor,
  onClose,
}: {
  readonly creditor: CreditorDetail | null;
  readonly onClose: () => void;
}) => {
  const { t } = useTranslation('settings');
  const words = useErrorWords();
  const toasts = useToasts();
  const [part, setPart] = useState<Part>('general');
  const [tried, setTried] = useState(false);
  const [input, setInput] = useState<CreditorInput>(() => ({
    name: creditor?.name ?? '',
    code: creditor?.code ?? '',
    checks: creditor?.checks ?? {},
    conventions: creditor?.conventions ?? { return: ReturnConventions.parse({}) },
  }));
  const refresh = [administrationRoutes.listCreditors, administrationRoutes.listMandates];
  const create = useWrite(administrationRoutes.createCreditor, refresh);
  const save = useWrite(administrationRoutes.saveCreditor, refresh);
  const { error } = creditor === null ? create : save;
  const set = (change: Partial<CreditorInput>): void => setInput({ ...input, ...change });
  const code = input.code.trim().toUpperCase();
  const wrong = input.name.trim() === '' || !CODE.test(code);
  const confirm = (): void => {
    setTried(true);
    if (wrong) {
      setPart('general');
      return;
    }
    const onSuccess = ({ name }: CreditorDetail): void => {
      toasts.good(t('creditors.saved', { name }));
      onClose();
    };
    const body = { ...input, code };
    if (creditor === null) create.mutate({ body }, { onSuccess });
    else save.mutate({ params: { creditorId: creditor.id }, body }, { onSuccess });
  };
  return (
    <FormDialog
      title={creditor === null ? t('creditors.new') : t('creditors.edit', { name: creditor.name })}
      size="l"
      onClose={onClose}
      onConfirm={confirm}
      isPending={create.isPending || save.isPending}
    >
      <Tabs<Part>
        label={t('creditors.general')}
        value={part}
        onChange={setPart}
        items={[
          {
            id: 'general',
            label: t('creditors.general'),
            content: (
              <div className="settings-pair">
                <TextField
                  label={t('creditors.name')}
                  value={input.name}
                  onChange={(name) => set({ name })}
                  maxLength={80}
                  autoFocus={creditor === null}
                  error={tried && input.name.trim() === '' ? t('required') : null}
                />
                <TextField
                  label={t('creditors.code')}
                  help={t('creditors.codeHelp')}
                  value={input.code}
                  onChange={(next) => set({ code: next })}
                  maxLength={16}
                  mono
                  error={tried && !CODE.test(code) ? t('creditors.codeError') : null}
                />
              </div>
            ),
          },
          {
            id: 'checks',
            label: t('creditors.checks'),
            content: <ChecksEditor checks={input.checks} onChange={(checks) => set({ checks })} />,
          },
          {
            id: 'return',
            label: t('creditors.returnFile'),
            content: (
              <ConventionsEditor
                conventions={input.conventions.return}
                onChange={(conventions) => set({ conventions: { return: conventions } })}
              />
            ),
          },
        ]}
      />
      {error === null ? null : <Notice tone="bad" live title={words(error)} />}
    </FormDialog>
  );
};
