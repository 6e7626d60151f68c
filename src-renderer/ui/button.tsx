import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { Kbd } from './kbd.tsx';
import { classes } from './present.ts';
import './button.css';

export type ButtonVariant = 'primary' | 'default' | 'quiet' | 'danger' | 'danger-quiet';
export type ButtonSize = 's' | 'm' | 'l';

export type ButtonProps = Omit<AriaButtonProps, 'children' | 'className' | 'style'> & {
  readonly children: ReactNode;
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  /** Shown as a key cap after the label; `+` parts several caps. */
  readonly kbd?: string | undefined;
  readonly icon?: ReactNode;
  readonly className?: string;
  readonly ref?: Ref<HTMLButtonElement>;
};

/** A button that does something; give `isPending` while it is doing it (it keeps its size and its focus). */
export const Button = ({ children, variant = 'default', size = 'm', kbd, icon, className, ...rest }: ButtonProps) => (
  <AriaButton {...rest} className={classes('ui-button', className)} data-variant={variant} data-size={size}>
    {({ isPending }) => (
      <>
        {isPending ? <span className="ui-spinner" aria-hidden="true" /> : icon}
        <span className="ui-button-label">{children}</span>
        {kbd === undefined ? null : <Kbd keys={kbd} />}
      </>
    )}
  </AriaButton>
);
