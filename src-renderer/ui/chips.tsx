import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useFormat } from '../app/format.ts';
import './chips.css';

export type ChipOption<T extends string> = {
  readonly id: T;
  readonly label: string;
  /** Shown after the label; zero is shown too, because "none" is an answer. */
  readonly count?: number | undefined;
};

export type FilterChipsProps<T extends string> = {
  /** Names the group for screen readers. */
  readonly label: string;
  readonly options: readonly ChipOption<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
};

/** One choice out of a few filters, each with its count. */
export const FilterChips = <T extends string>({ label, options, value, onChange }: FilterChipsProps<T>) => {
  const format = useFormat();
  return (
    <ToggleButtonGroup
      aria-label={label}
      className="ui-chips"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = options.find((option) => keys.has(option.id));
        if (chosen) onChange(chosen.id);
      }}
    >
      {options.map((option) => (
        <ToggleButton key={option.id} id={option.id} className="ui-chip">
          {option.label}
          {option.count === undefined ? null : <span className="num">{` ${format.number(option.count)}`}</span>}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
};

/** The same choice as a row of joined buttons, for modes rather than filters. */
export const Segmented = <T extends string>({ label, options, value, onChange }: FilterChipsProps<T>) => (
  <ToggleButtonGroup
    aria-label={label}
    className="ui-segmented"
    selectionMode="single"
    disallowEmptySelection
    selectedKeys={[value]}
    onSelectionChange={(keys) => {
      const chosen = options.find((option) => keys.has(option.id));
      if (chosen) onChange(chosen.id);
    }}
  >
    {options.map((option) => (
      <ToggleButton key={option.id} id={option.id} className="ui-segment">
        {option.label}
      </ToggleButton>
    ))}
  </ToggleButtonGroup>
);
