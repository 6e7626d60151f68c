import type { ReactNode } from 'react';
import { Check, Minus } from 'lucide-react';
import {
  Checkbox as AriaCheckbox,
  Label,
  Radio,
  RadioGroup as AriaRadioGroup,
  Switch as AriaSwitch,
  type CheckboxProps as AriaCheckboxProps,
} from 'react-aria-components';
import { present } from './present.ts';
import type { Option } from './select.tsx';
import './field.css';

export type CheckboxProps = Omit<AriaCheckboxProps, 'children' | 'className' | 'style'> & {
  readonly children?: ReactNode;
};

/** Yes or no, as a box; give `aria-label` where there is no text beside it. */
export const Checkbox = ({ children, ...rest }: CheckboxProps) => (
  <AriaCheckbox {...rest} className="ui-check">
    {({ isIndeterminate }) => (
      <>
        <span className="ui-check-box" aria-hidden="true">
          {isIndeterminate ? <Minus strokeWidth={3} /> : <Check strokeWidth={3} />}
        </span>
        {children === undefined ? null : <span>{children}</span>}
      </>
    )}
  </AriaCheckbox>
);

export type SwitchProps = {
  readonly children: ReactNode;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly isDisabled?: boolean;
};

/** On or off at once, without a save. */
export const Switch = ({ children, isSelected, onChange, isDisabled }: SwitchProps) => (
  <AriaSwitch className="ui-check" isSelected={isSelected} onChange={onChange} {...present({ isDisabled })}>
    <span className="ui-switch-track" aria-hidden="true">
      <i />
    </span>
    <span>{children}</span>
  </AriaSwitch>
);

export type RadioGroupProps<T extends string> = {
  readonly label: string;
  readonly options: readonly Option<T>[];
  readonly value: T | null;
  readonly onChange: (value: T) => void;
};

/** One of a few, all in sight. */
export const RadioGroup = <T extends string>({ label, options, value, onChange }: RadioGroupProps<T>) => (
  <AriaRadioGroup
    className="ui-field"
    value={value}
    onChange={(key) => {
      const chosen = options.find((option) => option.id === key);
      if (chosen) onChange(chosen.id);
    }}
  >
    <Label>{label}</Label>
    <div className="ui-radio-group">
      {options.map((option) => (
        <Radio
          key={option.id}
          value={option.id}
          className="ui-check ui-radio"
          {...present({ isDisabled: option.isDisabled })}
        >
          <span className="ui-check-box" aria-hidden="true">
            <i />
          </span>
          <span>
            {option.label}
            {option.detail === undefined ? null : <div className="xs muted">{option.detail}</div>}
          </span>
        </Radio>
      ))}
    </div>
  </AriaRadioGroup>
);
