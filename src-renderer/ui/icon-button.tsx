import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { Tooltip } from './tooltip.tsx';
import { classes } from './present.ts';
import './button.css';

export type IconButtonProps = Omit<AriaButtonProps, 'children' | 'className' | 'style' | 'aria-label'> & {
  /** Its accessible name, also shown as a tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly size?: 's' | 'm';
  readonly className?: string;
};

/** A button that shows only a picture; its name is never optional. */
export const IconButton = ({ label, icon, size = 'm', className, ...rest }: IconButtonProps) => (
  <Tooltip text={label}>
    <AriaButton {...rest} aria-label={label} className={classes('ui-icon-button', className)} data-size={size}>
      {icon}
    </AriaButton>
  </Tooltip>
);
