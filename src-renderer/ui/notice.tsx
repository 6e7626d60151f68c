import type { ReactNode } from 'react';
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { Tone } from './tag.tsx';
import './notice.css';

const ICONS = { good: CircleCheck, warn: TriangleAlert, bad: CircleAlert, info: Info, plain: Info } as const;

export type NoticeProps = {
  readonly tone?: Tone;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Announced at once: for something that just happened. */
  readonly live?: boolean;
};

/** A band that says one thing about the screen below it. */
export const Notice = ({ tone = 'info', title, children, actions, live = false }: NoticeProps) => {
  const Icon = ICONS[tone];
  return (
    <div className="ui-notice" data-tone={tone} {...(live ? { role: 'status' } : {})}>
      <Icon aria-hidden="true" />
      <div className="grow">
        <div className="ui-notice-title">{title}</div>
        {children === undefined ? null : <div className="small">{children}</div>}
      </div>
      {actions === undefined ? null : <div className="row">{actions}</div>}
    </div>
  );
};
