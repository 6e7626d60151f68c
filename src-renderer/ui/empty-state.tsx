import type { ReactNode } from 'react';
import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../app/error-words.ts';
import { Button } from './button.tsx';
import './empty-state.css';

export type EmptyStateProps = {
  readonly icon?: ReactNode;
  readonly title: string;
  /** Why it is empty and what to do. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
};

/** An empty list that says why it is empty. */
export const EmptyState = ({ icon, title, children, action }: EmptyStateProps) => (
  <div className="ui-empty">
    {icon === undefined ? null : (
      <div className="ui-empty-icon" aria-hidden="true">
        {icon}
      </div>
    )}
    <strong>{title}</strong>
    {children === undefined ? null : <p className="muted small">{children}</p>}
    {action}
  </div>
);

/** Something failed: the thing, the reason and the next step, from the error's own code. */
export const ErrorState = ({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}) => {
  const { t } = useTranslation('ui');
  const words = useErrorWords();
  return (
    <div className="ui-empty" role="alert" data-tone="bad">
      <div className="ui-empty-icon" aria-hidden="true">
        <CircleAlert />
      </div>
      <strong>{t('failed')}</strong>
      <p className="muted small">{words(error)}</p>
      {onRetry === undefined ? null : <Button onPress={onRetry}>{t('retry')}</Button>}
    </div>
  );
};
