import { Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

export type Given = { readonly name: string; readonly login: string; readonly password: string };

/** The password to hand over: shown this once, so only the button closes it. */
export const PasswordDialog = ({ given, onClose }: { readonly given: Given; readonly onClose: () => void }) => {
  const { t } = useTranslation(['settings', 'ui']);
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(given.password);
    setCopied(true);
  };
  return (
    <Dialog
      title={t('users.passwordTitle', { name: given.name })}
      isOpen
      onClose={onClose}
      holds
      size="s"
      role="alertdialog"
      footer={
        <>
          <Button icon={<Copy aria-hidden="true" />} onPress={() => void copy().catch(() => setCopied(false))}>
            {t(copied ? 'copied' : 'copy', { ns: 'ui' })}
          </Button>
          <span className="grow" />
          <Button variant="primary" onPress={onClose}>
            {t('users.passwordDone')}
          </Button>
        </>
      }
    >
      <p className="small muted">
        {t('users.login')}: <b className="mono">{given.login}</b>
      </p>
      <output className="settings-password">{given.password}</output>
      <p>{t('users.passwordText')}</p>
    </Dialog>
  );
};
