import { PhoneCall } from 'lucide-react';
import type { AgendaRow } from '../../offline/api.ts';
import { useFormat } from '../../app/format.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useSay } from '../say.ts';

export type AgendaGroup = {
  readonly id: 'overdue' | 'today' | 'tomorrow' | 'later';
  readonly rows: readonly AgendaRow[];
};

export type AgendaListProps = {
  readonly group: AgendaGroup;
  readonly onOpen: (caseId: string) => void;
  readonly onReschedule: (row: AgendaRow) => void;
};

/** The callbacks of one stretch of time. */
export const AgendaList = ({ group, onOpen, onReschedule }: AgendaListProps) => {
  const say = useSay();
  const format = useFormat();
  return (
    <Panel
      title={say(`agenda.group.${group.id}`)}
      aside={<span className="num">{say('agenda.count', { count: group.rows.length })}</span>}
    >
      <ul>
        {group.rows.map((row) => (
          <li key={row.caseId} className="agenda-row" data-overdue={row.overdue || undefined}>
            <div className="agenda-when">
              <b className="num">{format.time(row.at, row.zone)}</b>
              <span className="xs muted num">
                {group.id === 'today' || group.id === 'tomorrow' ? '' : format.dayMonth(row.at.slice(0, 10))}
              </span>
            </div>
            <div className="grow">
              <b className="clip">{row.name}</b>
              <div className="xs muted clip">
                {[row.caseNumber, row.masked ? '' : row.creditorName, row.product]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </div>
            </div>
            {row.overdue ? <Tag tone="bad">{say('agenda.overdue')}</Tag> : null}
            <span className="num agenda-money">{row.masked ? '•••••' : format.money(row.residual)}</span>
            <Button
              size="s"
              onPress={() => onReschedule(row)}
              aria-label={say('agenda.rescheduleOf', { name: row.name })}
            >
              {say('agenda.reschedule')}
            </Button>
            <Button
              size="s"
              variant="primary"
              icon={<PhoneCall aria-hidden="true" />}
              onPress={() => onOpen(row.caseId)}
              aria-label={say('agenda.openOf', { name: row.name })}
            >
              {say('agenda.open')}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
