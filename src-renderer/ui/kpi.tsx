import type { ReactNode } from 'react';
import { Hint } from './tooltip.tsx';
import { Bar } from './progress-bar.tsx';
import type { Tone } from './tag.tsx';
import './kpi.css';

export type KpiProps = {
  readonly label: string;
  readonly value: ReactNode;
  /** What the number is out of, and how it is counted: shown as a tooltip on the number. */
  readonly explain?: string;
  readonly note?: ReactNode;
  readonly tone?: Tone;
  /** 0…1, drawn as a bar under the note. */
  readonly progress?: number;
};

/** One number that matters, with its words. */
export const Kpi = ({ label, value, explain, note, tone = 'plain', progress }: KpiProps) => (
  <div className="ui-panel ui-kpi" role="group" aria-label={label}>
    <div className="muted small">{label}</div>
    <div className="ui-kpi-value" data-tone={tone}>
      {explain === undefined ? value : <Hint text={explain}>{value}</Hint>}
    </div>
    {note === undefined ? null : <div className="xs muted">{note}</div>}
    {progress === undefined ? null : <Bar value={progress} label={label} />}
  </div>
);

/** The line of numbers at the top of a screen. */
export const KpiRow = ({ children }: { readonly children: ReactNode }) => <div className="ui-kpis">{children}</div>;
