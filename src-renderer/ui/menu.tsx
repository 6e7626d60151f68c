import type { ReactNode } from 'react';
import { Check } from 'lucide-react';
import {
  Header,
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
} from 'react-aria-components';
import { Kbd } from './kbd.tsx';
import './field.css';
import './menu.css';

export type MenuAction = {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly kbd?: string | undefined;
  readonly isDisabled?: boolean;
  readonly isChosen?: boolean;
  readonly tone?: 'danger';
  readonly onAction: () => void;
};
export type MenuGroup = { readonly id: string; readonly title?: string; readonly actions: readonly MenuAction[] };

/** Actions behind one button; `trigger` is a kit button. */
export const Menu = ({
  label,
  trigger,
  groups,
}: {
  readonly label: string;
  readonly trigger: ReactNode;
  readonly groups: readonly MenuGroup[];
}) => (
  <MenuTrigger>
    {trigger}
    <Popover className="ui-popover" offset={6} placement="bottom end">
      <AriaMenu aria-label={label} className="ui-listbox ui-menu">
        {groups.flatMap((group, index) => [
          ...(index === 0 ? [] : [<Separator key={`${group.id}-line`} className="ui-separator" />]),
          <MenuSection key={group.id} {...(group.title === undefined ? { 'aria-label': group.id } : {})}>
            {group.title === undefined ? null : <Header className="ui-menu-title">{group.title}</Header>}
            {group.actions.map((action) => (
              <AriaMenuItem
                key={action.id}
                id={action.id}
                textValue={action.label}
                className="ui-option"
                isDisabled={action.isDisabled ?? false}
                onAction={action.onAction}
                {...(action.tone === undefined ? {} : { 'data-tone': action.tone })}
              >
                <span className="ui-menu-icon">{action.icon}</span>
                <span className="ui-option-words">{action.label}</span>
                {action.isChosen ? <Check size={14} aria-hidden="true" /> : null}
                {action.kbd === undefined ? null : <Kbd keys={action.kbd} />}
              </AriaMenuItem>
            ))}
          </MenuSection>,
        ])}
      </AriaMenu>
    </Popover>
  </MenuTrigger>
);
