import { NumberParser } from '@internationalized/number';
import { useState, type InputEvent } from 'react';
import { useLocale } from 'react-aria-components';

type Typing = {
  /** What the field showed before the first key, and goes on being given. */
  readonly from: number | null;
  readonly told: number | null;
};

type Numbers = {
  /** null while empty. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly format: Intl.NumberFormatOptions;
};

/**
 * A React Aria number field tells its number only when it is left, and whoever saves from the keyboard has not left it.
 * So what is typed is told at every key, while the field keeps the number it had: given the new one, it would rewrite
 * what is half written. `field` goes on the NumberField, `input` on its Input.
 */
export const useTyping = ({ value, onChange, min, max, format }: Numbers) => {
  const { locale } = useLocale();
  const [typing, setTyping] = useState<Typing | null>(null);
  const resting = typing !== null && typing.told === value ? typing.from : value;
  const onInput = ({ currentTarget }: InputEvent<HTMLInputElement>): void => {
    const text = currentTarget.value.trim();
    const parsed = text === '' ? null : new NumberParser(locale, format).parse(text);
    // Half a number (a lone minus): what was told before stands until there is one.
    if (parsed !== null && Number.isNaN(parsed)) return;
    setTyping({ from: resting, told: parsed });
    onChange(parsed);
  };
  return {
    field: {
      value: resting ?? Number.NaN,
      onChange: (next: number): void => {
        setTyping(null);
        onChange(Number.isNaN(next) ? null : next);
      },
      onBlur: (): void => {
        if (typing === null) return;
        setTyping(null);
        // Left, the field shows the nearest number allowed, and says nothing where that is the one it had.
        const { told } = typing;
        const allowed = told === null ? null : Math.min(max ?? told, Math.max(min ?? told, told));
        if (allowed !== told) onChange(allowed);
      },
    },
    input: { onInput },
  };
};
