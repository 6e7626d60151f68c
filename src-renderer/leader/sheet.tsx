import type { ReactNode } from 'react';
import { ErrorState } from '../ui/empty-state.tsx';
import { Panel } from '../ui/panel.tsx';
import './sheet.css';

/** A sheet whose table fills it: words and controls above, the table below, or why there is none. */
export const Sheet = ({
  title,
  aside,
  tools,
  failed,
  children,
}: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly tools?: ReactNode;
  /** A read that did not succeed and has nothing older to show. */
  readonly failed: { readonly error: unknown; readonly retry: () => void } | null;
  readonly children: ReactNode;
}) => (
  <Panel title={title} fill className="sheet" {...(aside === undefined ? {} : { aside })}>
    {tools === undefined ? null : <div className="sheet-tools">{tools}</div>}
    {failed === null ? (
      <div className="sheet-body">{children}</div>
    ) : (
      <ErrorState error={failed.error} onRetry={failed.retry} />
    )}
  </Panel>
);

type Read = {
  readonly data: unknown;
  readonly isError: boolean;
  readonly error: unknown;
  readonly refetch: () => Promise<unknown>;
};

/** For `Sheet.failed`: an answer from before is worth more than an error in its place. */
export const failedOf = ({ data, isError, error, refetch }: Read) =>
  isError && data === undefined ? { error, retry: () => void refetch() } : null;
