import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { Kbd } from './kbd.tsx';
import { classes } from './present.ts';
import './button.css';

export type ButtonVariant = 'primary' | 'default' | 'quiet' | 'danger' | 'danger-quiet';
export type ButtonSize = 's' | 'm' | 'l';

export type ButtonProps = Omit<AriaButtonProps, 'children' | 'className' | 'style' | 'isPending'> & {
  readonly children: ReactNode;
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  /** Shown as a key cap after the label; `+` parts several caps. */
  readonly kbd?: string | undefined;
  readonly icon?: ReactNode;
  /** It is at work: it keeps its size and its focus, and a second press does nothing. */
  readonly isPending?: boolean;
  readonly className?: string;
  readonly ref?: Ref<HTMLButtonElement>;
};

const AT_WORK = { onPress: () => undefined, type: 'button', 'aria-disabled': true } as const;

/** A button that does something. (The library's own pending state announces an element that is gone a moment later.) */
export const Button = (props: ButtonProps) => {
  const { children, variant = 'default', size = 'm', kbd, icon, isPending = false, className, ...rest } = props;
  return (
    <AriaButton
      {...rest}
      {...(isPending ? AT_WORK : {})}
      className={classes('ui-button', className)}
      data-variant={variant}
      data-size={size}
    >
      {isPending ? <span className="ui-spinner" aria-hidden="true" /> : icon}
      <span className="ui-button-label">{children}</span>
      {kbd === undefined ? null : <Kbd keys={kbd} />}
    </AriaButton>
  );
};
