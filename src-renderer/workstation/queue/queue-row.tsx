import { CloudUpload, PencilLine } from 'lucide-react';
import { memo } from 'react';
import type { QueueRow } from '../../offline/api.ts';
import { useFormat } from '../../app/format.ts';
import { Tag } from '../../ui/tag.tsx';
import { useSay } from '../say.ts';
import { rankWords } from './rank-words.ts';

export type QueueRowProps = {
  readonly row: QueueRow;
  readonly now: string;
  readonly zone: string;
  readonly unmasked: boolean;
  readonly hasDraft: boolean;
};

/** One case of the queue: who, how much, which, and why it is here. */
export const QueueRowBody = memo(({ row, now, zone, unmasked, hasDraft }: QueueRowProps) => {
  const say = useSay();
  const format = useFormat();
  const masked = row.masked && !unmasked;
  const facts = [
    row.caseNumber,
    row.product,
    row.daysPastDue === null ? '' : say('queue.days', { count: row.daysPastDue }),
  ].filter((fact) => fact !== '');
  return (
    <>
      <div className="queue-line">
        <b className="clip">{row.name}</b>
        <span className="queue-money num">
          {masked ? (
            <>
              <span aria-hidden="true">•••••</span>
              <span className="visually-hidden">{say('card.maskedAmount')}</span>
            </>
          ) : (
            format.money(row.residual)
          )}
        </span>
      </div>
      <div className="queue-line">
        <span className="muted small clip">{facts.join(' · ')}</span>
        <span className="queue-tag">
          {hasDraft ? (
            <PencilLine size={13} role="img" aria-label={say('queue.draft')} className="queue-draft" />
          ) : null}
          {row.pending === 0 ? null : (
            <CloudUpload
              size={13}
              role="img"
              aria-label={say('queue.pending', { count: row.pending })}
              className="queue-pending"
            />
          )}
          <Tag tone={row.rank.reason.tone}>{rankWords(row.rank.reason, say, format, now, zone)}</Tag>
        </span>
      </div>
    </>
  );
});
