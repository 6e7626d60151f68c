import { useEffect, useId, useRef, useState, type ReactNode, type RefObject } from 'react';
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

const CONTROLS = 'a[href], button, input, select, textarea, [tabindex="0"]';

/** Does it hold more than it shows, and nothing that Tab would stop at? Then Tab stops at it, so that keys can scroll it. */
const useScrolledByKeys = (body: RefObject<HTMLDivElement | null>, asked: boolean): boolean => {
  const [needed, setNeeded] = useState(false);
  // After every render: what it holds may have changed.
  useEffect(() => {
    const element = body.current;
    if (!asked || element === null) return;
    const look = (): void =>
      setNeeded(element.scrollHeight > element.clientHeight + 1 && element.querySelector(CONTROLS) === null);
    look();
    const sizes = new ResizeObserver(look);
    for (const watched of [element, ...element.children]) sizes.observe(watched);
    return () => sizes.disconnect();
  });
  return needed;
};

/** A titled surface; a region when it has a title. */
export const Panel = ({ title, aside, children, footer, fill = false, padded = false, className }: PanelProps) => {
  const titleId = useId();
  const body = useRef<HTMLDivElement>(null);
  const reachable = useScrolledByKeys(body, fill);
  const named = title === undefined ? {} : { 'aria-labelledby': titleId };
  return (
    <section className={classes('ui-panel', fill && 'ui-panel-fill', className)} {...named}>
      {title === undefined && aside === undefined ? null : (
        <header className="ui-panel-head">
          <h2 id={titleId}>{title}</h2>
          {aside === undefined ? null : <div className="ui-panel-aside">{aside}</div>}
        </header>
      )}
      <div
        ref={body}
        className={classes('ui-panel-body', padded && 'ui-panel-padded')}
        {...(fill ? { tabIndex: reachable ? 0 : -1 } : {})}
      >
        {children}
      </div>
      {footer === undefined ? null : <footer className="ui-panel-foot">{footer}</footer>}
    </section>
  );
};
