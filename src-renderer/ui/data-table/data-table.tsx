import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import { useRemembered } from '../../app/remembered.ts';
import { Checkbox } from '../checkbox.tsx';
import { classes } from '../present.ts';
import { SkeletonRows } from '../skeleton.tsx';
import { clampWidth, minWidthOf, sortRows, templateOf, widthOf, type Column, type Sort } from './column.ts';
import { HeaderRow } from './header-row.tsx';
import { useGridKeys, type Cell } from './use-grid-keys.ts';
import './data-table.css';

export type DataTableProps<Row> = {
  /** Under this name the column widths are remembered, per user. */
  readonly id: string;
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly rowHeight?: number;
  /** Enter or a click on a row; where it is given the rows look pressable. */
  readonly onOpen?: (row: Row) => void;
  readonly openRow?: string | null;
  readonly selection?: { readonly keys: ReadonlySet<string>; readonly onChange: (keys: ReadonlySet<string>) => void };
  readonly defaultSort?: Sort;
  /** Sorted by whoever gives the rows (a paged list): the table then only shows and asks. */
  readonly sort?: Sort | null;
  readonly onSortChange?: (sort: Sort) => void;
  readonly onEndReached?: () => void;
  readonly empty?: ReactNode;
  readonly isLoading?: boolean;
  /** Totals under the columns. */
  readonly totals?: Readonly<Record<string, ReactNode>>;
  /** As tall as its rows, without scrolling of its own: for short tables inside a page. */
  readonly fit?: boolean;
};

const ONLY_FIGURES = /^[\d\s.,:/+€%–—]+$/u;

/** A cell is a flex box, in which plain text would be cut in the middle of a letter. Figures stand in columns. */
const clipped = (content: ReactNode): ReactNode =>
  typeof content === 'string' ? (
    <span className={classes('clip', ONLY_FIGURES.test(content) && 'num')}>{content}</span>
  ) : (
    content
  );

/** A table that stays quick with 100,000 rows and can be used without a mouse. */
export const DataTable = <Row,>(props: DataTableProps<Row>) => {
  const {
    id,
    label,
    columns,
    rows,
    rowKey,
    rowHeight = 34,
    onOpen,
    openRow,
    selection,
    defaultSort,
    fit = false,
  } = props;
  const { t } = useTranslation('ui');
  const { locale } = useFormat();
  const gridId = useId();
  const [widths, setWidths] = useRemembered<Record<string, number>>(`columns.${id}`, {});
  const [ownSort, setOwnSort] = useState<Sort | null>(defaultSort ?? null);
  const sort = props.sort === undefined ? ownSort : props.sort;
  const shown = useMemo(
    () => (props.sort === undefined ? sortRows(rows, columns, ownSort, locale) : rows),
    [rows, columns, ownSort, locale, props.sort],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    enabled: !fit,
    scrollPaddingStart: 32,
    useFlushSync: false,
  });
  const shift = selection === undefined ? 0 : 1;
  const cellId = (row: number, column: number): string => `${gridId}-${row}-${column}`;

  const askSort = (column: string): void => {
    const descending = sort?.column === column && sort.direction === 'ascending';
    const next: Sort = { column, direction: descending ? 'descending' : 'ascending' };
    if (props.onSortChange === undefined) setOwnSort(next);
    else props.onSortChange(next);
  };
  const resize = (column: Column<Row>, width: number): void => setWidths({ ...widths, [column.id]: clampWidth(width) });
  const toggle = (row: Row): void => {
    if (selection === undefined) return;
    const keys = new Set(selection.keys);
    if (!keys.delete(rowKey(row))) keys.add(rowKey(row));
    selection.onChange(keys);
  };
  const enter = ({ row, column }: Cell): void => {
    const target = document.getElementById(cellId(row, column));
    const control = target?.querySelector<HTMLElement>('button, a[href], input, [tabindex]');
    if (row === -1) control?.click();
    else if (control) control.focus();
    else {
      const data = shown[row];
      if (data !== undefined) onOpen?.(data);
    }
  };
  const keys = useGridKeys(
    {
      rows: shown.length,
      columns: columns.length + shift,
      page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 340) / rowHeight) - 2),
    },
    {
      onMove: ({ row }) => {
        if (row >= 0 && !fit) virtual.scrollToIndex(row);
      },
      onEnter: enter,
      onSpace: ({ row }) => {
        const data = shown[row];
        if (data !== undefined) toggle(data);
      },
      onResize: (index, by) => {
        const column = columns[index - shift];
        const drawn = document.getElementById(cellId(-1, index))?.getBoundingClientRect().width;
        if (column) resize(column, (drawn ?? widthOf(column)) + by);
      },
    },
  );

  const items = fit ? shown.map((_, index) => ({ index, start: index * rowHeight })) : virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  const { onEndReached } = props;
  useEffect(() => {
    if (onEndReached !== undefined && shown.length > 0 && last >= shown.length - 20) onEndReached();
  }, [last, shown.length, onEndReached]);

  const allSelected =
    selection !== undefined && shown.length > 0 && shown.every((row) => selection.keys.has(rowKey(row)));
  return (
    <div ref={scroller} className={classes('ui-table', fit && 'ui-table-fit')}>
      <div
        role="grid"
        aria-label={label}
        aria-rowcount={shown.length + 1}
        aria-colcount={columns.length + shift}
        aria-busy={props.isLoading ?? false}
        {...(selection === undefined ? {} : { 'aria-multiselectable': true })}
        tabIndex={0}
        aria-activedescendant={cellId(Math.min(keys.active.row, shown.length - 1), keys.active.column)}
        className="ui-table-grid"
        style={
          {
            '--columns': templateOf(columns, widths, selection !== undefined),
            minWidth: minWidthOf(columns, widths, selection !== undefined),
            '--row-height': `${rowHeight}px`,
          } as React.CSSProperties
        }
        onKeyDown={keys.onKeyDown}
      >
        <HeaderRow
          columns={columns}
          sort={sort}
          onSort={askSort}
          onResize={resize}
          activeColumn={keys.active.row === -1 ? keys.active.column : null}
          cellId={cellId}
          selection={
            selection === undefined
              ? null
              : {
                  all: allSelected,
                  some: selection.keys.size > 0,
                  toggle: () => selection.onChange(allSelected ? new Set() : new Set(shown.map(rowKey))),
                }
          }
        />
        <div
          role="rowgroup"
          className="ui-table-body"
          style={{ height: fit ? shown.length * rowHeight : virtual.getTotalSize() }}
        >
          {items.map(({ index, start }) => {
            const row = shown[index];
            if (row === undefined) return null;
            const key = rowKey(row);
            return (
              <div
                key={key}
                role="row"
                aria-rowindex={index + 2}
                className="ui-table-row"
                data-open={openRow === key || undefined}
                data-pressable={onOpen !== undefined || undefined}
                {...(selection === undefined ? {} : { 'aria-selected': selection.keys.has(key) })}
                style={{ transform: `translateY(${start}px)` }}
                onClick={(event) => {
                  // Pressing a control in the row, or selecting its text to copy it, is not opening it.
                  const onControl =
                    event.target instanceof Element && event.target.closest('button, a, input, label') !== null;
                  if (!onControl && (globalThis.getSelection()?.isCollapsed ?? true)) onOpen?.(row);
                }}
              >
                {selection === undefined ? null : (
                  <div
                    role="gridcell"
                    aria-colindex={1}
                    id={cellId(index, 0)}
                    className="ui-table-cell"
                    data-active={(keys.active.row === index && keys.active.column === 0) || undefined}
                  >
                    <Checkbox
                      aria-label={t('selectRow')}
                      isSelected={selection.keys.has(key)}
                      onChange={() => toggle(row)}
                      excludeFromTabOrder
                    />
                  </div>
                )}
                {columns.map((column, at) => (
                  <div
                    key={column.id}
                    id={cellId(index, at + shift)}
                    role={column.isRowHeader ? 'rowheader' : 'gridcell'}
                    aria-colindex={at + 1 + shift}
                    className={classes('ui-table-cell', column.align === 'end' && 'end num')}
                    data-active={(keys.active.row === index && keys.active.column === at + shift) || undefined}
                    data-tone={column.tone?.(row) ?? undefined}
                    onPointerDown={() => keys.setActive({ row: index, column: at + shift })}
                  >
                    {clipped(column.cell(row))}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
        {props.totals === undefined ? null : (
          <div role="row" aria-rowindex={shown.length + 2} className="ui-table-row ui-table-totals">
            {selection === undefined ? null : <div role="gridcell" className="ui-table-cell" />}
            {columns.map((column) => (
              <div
                key={column.id}
                role="gridcell"
                className={classes('ui-table-cell', column.align === 'end' && 'end num')}
              >
                {props.totals?.[column.id]}
              </div>
            ))}
          </div>
        )}
      </div>
      {props.isLoading && shown.length === 0 ? <SkeletonRows rows={6} height={rowHeight} label={t('loading')} /> : null}
      {!props.isLoading && shown.length === 0 ? (
        <div className="ui-table-empty">{props.empty ?? <p className="muted">{t('noRows')}</p>}</div>
      ) : null}
    </div>
  );
};
