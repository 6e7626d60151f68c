import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { QueueRow } from '../../offline/api.ts';
import { useInstant } from '../clock.ts';
import { QueueRowBody } from './queue-row.tsx';

const ROW_PX = 59;

export type QueueListProps = {
  readonly label: string;
  readonly rows: readonly QueueRow[];
  readonly openId: string | null;
  readonly unmaskedId: string | null;
  readonly drafts: ReadonlySet<string>;
  readonly zone: string;
  readonly onOpen: (caseId: string) => void;
};

/**
 * The cases, only as many drawn as are in sight. A listbox with an active option: arrows move, Enter opens, and a row
 * that scrolls out of sight takes no focus with it.
 */
export const QueueList = ({ label, rows, openId, unmaskedId, drafts, zone, onOpen }: QueueListProps) => {
  const now = useInstant('minute');
  const scroller = useRef<HTMLDivElement>(null);
  const openIndex = rows.findIndex((row) => row.caseId === openId);
  const [activeId, setActiveId] = useState<string | null>(null);
  const activeIndex = rows.findIndex((row) => row.caseId === (activeId ?? openId));
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 6,
    useFlushSync: false,
  });
  useEffect(() => setActiveId(openId), [openId]);
  useEffect(() => {
    if (openIndex >= 0) virtual.scrollToIndex(openIndex, { align: 'auto' });
    // Only when another case is opened: rows that move under the eye must not drag the list along.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [openId]);

  const move = (index: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (row === undefined) return;
    setActiveId(row.caseId);
    virtual.scrollToIndex(rows.indexOf(row), { align: 'auto' });
  };
  const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 600) / ROW_PX) - 1);
  return (
    <div
      ref={scroller}
      className="queue-list"
      role="listbox"
      aria-label={label}
      tabIndex={0}
      {...(activeIndex < 0 ? {} : { 'aria-activedescendant': `queue-${rows[activeIndex]?.caseId}` })}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.altKey || event.metaKey) return;
        if (event.key === 'ArrowDown') move(activeIndex + 1);
        else if (event.key === 'ArrowUp') move(activeIndex - 1);
        else if (event.key === 'PageDown') move(activeIndex + page);
        else if (event.key === 'PageUp') move(activeIndex - page);
        else if (event.key === 'Home') move(0);
        else if (event.key === 'End') move(rows.length - 1);
        else if (event.key === 'Enter') {
          const row = rows[activeIndex];
          if (row !== undefined) onOpen(row.caseId);
        } else return;
        event.preventDefault();
      }}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <div
              key={row.caseId}
              id={`queue-${row.caseId}`}
              role="option"
              aria-selected={row.caseId === openId}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              className="queue-row"
              data-active={index === activeIndex || undefined}
              style={{ transform: `translateY(${start}px)`, height: ROW_PX }}
              onClick={() => onOpen(row.caseId)}
            >
              <QueueRowBody
                row={row}
                now={now}
                zone={zone}
                unmasked={row.caseId === unmaskedId}
                hasDraft={drafts.has(row.caseId)}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
};
