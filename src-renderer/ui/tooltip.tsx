import type { ReactNode } from 'react';
import { Button as AriaButton, OverlayArrow, Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';
import './tooltip.css';

export type TooltipProps = {
  /** One focusable kit control; for plain text use `Hint`. */
  readonly children: ReactNode;
  readonly text: ReactNode;
  readonly placement?: 'top' | 'bottom' | 'left' | 'right';
};

/** Says more about a control when it is hovered or focused. Never the only place where something is said. */
export const Tooltip = ({ children, text, placement = 'bottom' }: TooltipProps) => (
  <TooltipTrigger delay={500} closeDelay={80}>
    {children}
    <AriaTooltip className="ui-tooltip" placement={placement} offset={6}>
      <OverlayArrow />
      {text}
    </AriaTooltip>
  </TooltipTrigger>
);

/** A number or a word with its explanation (a denominator, a full date): focusable, so that keys reach it too. */
export const Hint = ({ children, text, placement = 'top' }: TooltipProps) => (
  <TooltipTrigger delay={300} closeDelay={80}>
    <AriaButton className="ui-hint">{children}</AriaButton>
    <AriaTooltip className="ui-tooltip" placement={placement} offset={6}>
      {text}
    </AriaTooltip>
  </TooltipTrigger>
);
