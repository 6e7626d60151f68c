import { Check, ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import {
  Button,
  ComboBox as AriaComboBox,
  Group,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from 'react-aria-components';
import { FieldFoot, FieldLabel, type FieldWords } from './field-parts.tsx';
import { classes, present } from './present.ts';
import './field.css';

export type Option<T extends string> = {
  readonly id: T;
  readonly label: string;
  readonly detail?: string;
  readonly isDisabled?: boolean;
};

export type SelectProps<T extends string> = FieldWords & {
  readonly options: readonly Option<T>[];
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
  readonly className?: string;
};

const OptionRow = <T extends string>({ option }: { readonly option: Option<T> }) => (
  <ListBoxItem
    id={option.id}
    textValue={option.label}
    className="ui-option"
    {...present({ isDisabled: option.isDisabled })}
  >
    {({ isSelected }) => (
      <>
        <span className="ui-option-words">
          <span className="clip">{option.label}</span>
          {option.detail === undefined ? null : <div className="xs muted">{option.detail}</div>}
        </span>
        <span className="ui-option-check">{isSelected ? <Check size={14} aria-hidden="true" /> : null}</span>
      </>
    )}
  </ListBoxItem>
);

/** One of a short list. */
export const Select = <T extends string>(props: SelectProps<T>) => {
  const { label, labelHidden, help, error, options, value, onChange, placeholder, isDisabled, className } = props;
  const { t } = useTranslation('ui');
  return (
    <AriaSelect
      {...present({ isDisabled })}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key);
        if (chosen) onChange(chosen.id);
      }}
      placeholder={placeholder ?? t('choose')}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={classes('ui-field', className)}
    >
      <FieldLabel label={label} labelHidden={labelHidden ?? false} />
      <Button className="ui-input ui-select-button">
        <SelectValue className="clip">
          {({ selectedText, isPlaceholder, defaultChildren }) => (isPlaceholder ? defaultChildren : selectedText)}
        </SelectValue>
        <ChevronDown aria-hidden="true" />
      </Button>
      <FieldFoot help={help} error={error} />
      <Popover className="ui-popover" offset={4}>
        <ListBox className="ui-listbox">
          {options.map((option) => (
            <OptionRow key={option.id} option={option} />
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
};

/** One of a long list, found by typing. */
export const ComboBox = <T extends string>(props: SelectProps<T>) => {
  const { label, labelHidden, help, error, options, value, onChange, placeholder, isDisabled, className } = props;
  const { t } = useTranslation('ui');
  return (
    <AriaComboBox
      {...present({ isDisabled })}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key);
        if (chosen) onChange(chosen.id);
      }}
      menuTrigger="focus"
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={classes('ui-field', className)}
    >
      <FieldLabel label={label} labelHidden={labelHidden ?? false} />
      <Group className="ui-input ui-input-group">
        <Input placeholder={placeholder ?? t('choose')} />
        <Button className="ui-inline-button">
          <ChevronDown aria-hidden="true" />
        </Button>
      </Group>
      <FieldFoot help={help} error={error} />
      <Popover className="ui-popover" offset={4}>
        <ListBox
          className="ui-listbox"
          renderEmptyState={() => <div className="ui-option muted">{t('nothingFound')}</div>}
        >
          {options.map((option) => (
            <OptionRow key={option.id} option={option} />
          ))}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
};
