import type { ReactNode } from 'react';
import { classes } from './present.ts';
import './page.css';

/** Title line of a leader's screen: what this is, its facts, what can be done. */
export const PageHeader = ({
  title,
  subtitle,
  actions,
}: {
  readonly title: ReactNode;
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
}) => (
  <div className="ui-page-head">
    <div className="grow">
      <h1>{title}</h1>
      {subtitle === undefined ? null : <div className="muted small">{subtitle}</div>}
    </div>
    {actions === undefined ? null : <div className="row">{actions}</div>}
  </div>
);

/**
 * A whole screen: header, then rows of panels; scrolls when the window is small. With `fill` it is as tall as the window
 * and its panels scroll inside, so that what stands under a long table stays in sight.
 */
export const Page = ({ children, fill = false }: { readonly children: ReactNode; readonly fill?: boolean }) => (
  <div className="ui-page">
    <div className={classes('ui-page-inner', fill && 'ui-page-fill')}>{children}</div>
  </div>
);

/** Main column and a narrower one beside it (350 px); one under the other in a narrow window. */
export const Columns = ({ children }: { readonly children: ReactNode }) => <div className="ui-columns">{children}</div>;
