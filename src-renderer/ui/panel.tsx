import { useId, type ReactNode } from 'react';
import { classes } from './present.ts';
import './panel.css';

export type PanelProps = {
  readonly title?: ReactNode;
  /** At the right end of the title line: a fact, tags, small buttons. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  /** The body scrolls inside the panel and the panel takes the room that is left. */
  readonly fill?: boolean;
  /** Room around the body; tables and lists go without. */
  readonly padded?: boolean;
  readonly className?: string;
};

/** A titled surface; a region when it has a title. */
export const Panel = ({ title, aside, children, footer, fill = false, padded = false, className }: PanelProps) => {
  const titleId = useId();
  const named = title === undefined ? {} : { 'aria-labelledby': titleId };
  return (
    <section className={classes('ui-panel', fill && 'ui-panel-fill', className)} {...named}>
      {title === undefined && aside === undefined ? null : (
        <header className="ui-panel-head">
          <h2 id={titleId}>{title}</h2>
          {aside === undefined ? null : <div className="ui-panel-aside">{aside}</div>}
        </header>
      )}
      <div className={classes('ui-panel-body', padded && 'ui-panel-padded')} {...(fill ? { tabIndex: -1 } : {})}>
        {children}
      </div>
      {footer === undefined ? null : <footer className="ui-panel-foot">{footer}</footer>}
    </section>
  );
};
