import type { ReactNode } from 'react';
import { Label, ProgressBar as AriaProgressBar } from 'react-aria-components';
import './progress-bar.css';

/** A quiet bar, 0…1, beside a number that says the same. */
export const Bar = ({ value, label }: { readonly value: number; readonly label: string }) => {
  const share = Math.max(0, Math.min(1, Number.isFinite(value) ? value : 0));
  return (
    <div
      className="ui-bar"
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
    >
      <div style={{ width: `${share * 100}%` }} />
    </div>
  );
};

export type ProgressBarProps = {
  readonly label: string;
  /** How far, 0…1; absent while the total is not known. */
  readonly value?: number | undefined;
  /** The count in words: "12.400 di 48.210 righe". */
  readonly text?: ReactNode;
};

/** Work that takes more than a second, with its count. */
export const ProgressBar = ({ label, value, text }: ProgressBarProps) => (
  <AriaProgressBar
    className="ui-progress"
    {...(value === undefined ? { isIndeterminate: true } : { value: value * 100 })}
    {...(typeof text === 'string' ? { valueLabel: text } : {})}
  >
    {({ percentage, isIndeterminate }) => (
      <>
        <div className="ui-progress-words">
          <Label>{label}</Label>
          <span className="muted num">{text}</span>
        </div>
        <div className="ui-bar" data-indeterminate={isIndeterminate || undefined}>
          <div style={{ width: isIndeterminate ? '30%' : `${percentage ?? 0}%` }} />
        </div>
      </>
    )}
  </AriaProgressBar>
);
