import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';
import './tabs.css';

export type TabItem<T extends string> = { readonly id: T; readonly label: ReactNode; readonly content: ReactNode };

/** Sheets of one screen; only the chosen one is rendered. */
export const Tabs = <T extends string>({
  label,
  items,
  value,
  onChange,
}: {
  readonly label: string;
  readonly items: readonly TabItem<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}) => (
  <AriaTabs
    className="ui-tabs"
    selectedKey={value}
    onSelectionChange={(key) => {
      const chosen = items.find((item) => item.id === key);
      if (chosen) onChange(chosen.id);
    }}
  >
    <TabList aria-label={label} className="ui-tab-list">
      {items.map((item) => (
        <Tab key={item.id} id={item.id} className="ui-tab">
          {item.label}
        </Tab>
      ))}
    </TabList>
    {items.map((item) => (
      <TabPanel key={item.id} id={item.id} className="ui-tab-panel">
        {item.content}
      </TabPanel>
    ))}
  </AriaTabs>
);
