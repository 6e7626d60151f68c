import type { ReactNode } from 'react';
import { Button as AriaButton, ToggleButton } from 'react-aria-components';
import { Kbd } from '../../ui/kbd.tsx';
import { present } from '../../ui/present.ts';

export type PhoneKeyProps = {
  readonly label: string;
  readonly icon: ReactNode;
  readonly kbd: string | undefined;
  readonly onPress: () => void;
  /** Given for a key that stays down. */
  readonly isOn?: boolean;
  readonly isDisabled?: boolean;
  readonly isDanger?: boolean;
};

/** One of the square keys of the call. */
export const PhoneKey = ({ label, icon, kbd, onPress, isOn, isDisabled, isDanger = false }: PhoneKeyProps) => {
  const content = (
    <>
      <span className="phone-key-top">
        {icon}
        {kbd === undefined ? null : <Kbd keys={kbd} />}
      </span>
      {label}
    </>
  );
  return isOn === undefined ? (
    <AriaButton
      className="phone-key"
      onPress={onPress}
      {...present({ isDisabled })}
      {...(isDanger ? { 'data-danger': true } : {})}
    >
      {content}
    </AriaButton>
  ) : (
    <ToggleButton className="phone-key" isSelected={isOn} onChange={onPress} {...present({ isDisabled })}>
      {content}
    </ToggleButton>
  );
};
