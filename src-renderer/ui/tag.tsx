import type { ReactNode } from 'react';
import './tag.css';

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'plain';

/** A short word with one of four meanings (or none). The word says it; the colour only repeats it. */
export const Tag = ({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ReactNode }) => (
  <span className="ui-tag" data-tone={tone}>
    {children}
  </span>
);
