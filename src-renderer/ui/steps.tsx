import { Check } from 'lucide-react';
import './steps.css';

/** Where one is in a short road: steps before `current` are done. `current` counts from 0. */
export const Steps = ({
  label,
  steps,
  current,
}: {
  readonly label: string;
  readonly steps: readonly string[];
  readonly current: number;
}) => (
  <ol className="ui-steps" aria-label={label}>
    {steps.map((step, index) => {
      const state = index < current ? 'done' : index === current ? 'on' : 'ahead';
      return (
        <li key={step} data-state={state} {...(state === 'on' ? { 'aria-current': 'step' as const } : {})}>
          <i aria-hidden="true">{state === 'done' ? <Check size={12} strokeWidth={3} /> : index + 1}</i>
          {step}
        </li>
      );
    })}
  </ol>
);
