import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import { useToasts } from '../../ui/toast.tsx';

/** Puts a text on the clipboard; `what` names it for those who do not see it. */
export const CopyButton = ({ text, what }: { readonly text: string; readonly what: string }) => {
  const { t } = useTranslation('ui');
  const toasts = useToasts();
  return (
    <IconButton
      size="s"
      className="copy-button"
      label={`${t('copy')}: ${what}`}
      icon={<Copy />}
      onPress={() => {
        void navigator.clipboard.writeText(text).then(() => toasts.good(t('copied'), { detail: what }));
      }}
    />
  );
};
