import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { WorkstationStore } from '../../offline/api.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useInstant } from '../clock.ts';
import { QueueRowBody } from './queue-row.tsx';
import { useRowsInSight } from './rows-in-sight.ts';

const ROW_PX = 59;

export type QueueListProps = {
  readonly store: WorkstationStore;
  readonly label: string;
  readonly caseIds: readonly string[];
  readonly openId: string | null;
  readonly unmaskedId: string | null;
  readonly drafts: ReadonlySet<string>;
  readonly zone: string;
  readonly onOpen: (caseId: string) => void;
};

/**
 * The cases, only as many read and drawn as are in sight. A listbox with an active option: arrows move, Enter opens, and a row
 * that scrolls out of sight takes no focus with it.
 */
export const QueueList = ({ store, label, caseIds, openId, unmaskedId, drafts, zone, onOpen }: QueueListProps) => {
  const now = useInstant('minute');
  const scroller = useRef<HTMLDivElement>(null);
  const indexOf = (id: string | null): number => (id === null ? -1 : caseIds.indexOf(id));
  const openIndex = indexOf(openId);
  const [activeId, setActiveId] = useState<string | null>(null);
  const activeIndex = indexOf(activeId ?? openId);
  const virtual = useVirtualizer({
    count: caseIds.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    useFlushSync: false,
  });
  const inSight = virtual.getVirtualItems().flatMap(({ index, start }) => {
    const caseId = caseIds[index];
    return caseId === undefined ? [] : [{ caseId, index, start }];
  });
  const rows = useRowsInSight(
    store,
    inSight.map(({ caseId }) => caseId),
  );
  useEffect(() => setActiveId(openId), [openId]);
  useEffect(() => {
    if (openIndex >= 0) virtual.scrollToIndex(openIndex, { align: 'auto' });
    // Only when another case is opened: rows that move under the eye must not drag the list along.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [openId]);

  const move = (index: number): void => {
    const at = Math.max(0, Math.min(caseIds.length - 1, index));
    const id = caseIds[at];
    if (id === undefined) return;
    setActiveId(id);
    virtual.scrollToIndex(at, { align: 'auto' });
  };
  const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 600) / ROW_PX) - 1);
  return (
    <div
      ref={scroller}
      className="queue-list"
      role="listbox"
      aria-label={label}
      tabIndex={0}
      {...(activeIndex < 0 ? {} : { 'aria-activedescendant': `queue-${caseIds[activeIndex]}` })}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.altKey || event.metaKey) return;
        if (event.key === 'ArrowDown') move(activeIndex + 1);
        else if (event.key === 'ArrowUp') move(activeIndex - 1);
        else if (event.key === 'PageDown') move(activeIndex + page);
        else if (event.key === 'PageUp') move(activeIndex - page);
        else if (event.key === 'Home') move(0);
        else if (event.key === 'End') move(caseIds.length - 1);
        else if (event.key === 'Enter') {
          const id = caseIds[activeIndex];
          if (id !== undefined) onOpen(id);
        } else return;
        event.preventDefault();
      }}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {inSight.map(({ caseId, index, start }) => {
          const row = rows.get(caseId);
          return (
            <div
              key={caseId}
              id={`queue-${caseId}`}
              role="option"
              aria-selected={caseId === openId}
              aria-setsize={caseIds.length}
              aria-posinset={index + 1}
              className="queue-row"
              data-active={index === activeIndex || undefined}
              style={{ transform: `translateY(${start}px)`, height: ROW_PX }}
              onClick={() => onOpen(caseId)}
            >
              {row === undefined ? (
                <>
                  <Skeleton width="60%" />
                  <Skeleton width="40%" height={11} />
                </>
              ) : (
                <QueueRowBody
                  row={row}
                  now={now}
                  zone={zone}
                  unmasked={caseId === unmaskedId}
                  hasDraft={drafts.has(caseId)}
                />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
};
