import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '../checkbox.tsx';
import { classes } from '../present.ts';
import type { Column, Sort } from './column.ts';

export type HeaderRowProps<Row> = {
  readonly columns: readonly Column<Row>[];
  readonly sort: Sort | null;
  readonly onSort: (column: string) => void;
  readonly onResize: (column: Column<Row>, width: number) => void;
  readonly activeColumn: number | null;
  readonly cellId: (row: number, column: number) => string;
  readonly selection: { readonly all: boolean; readonly some: boolean; readonly toggle: () => void } | null;
};

/** The titles: press to sort, drag the edge (or Alt+arrows) to change the width. */
export const HeaderRow = <Row,>(props: HeaderRowProps<Row>) => {
  const { columns, sort, onSort, onResize, activeColumn, cellId, selection } = props;
  const { t } = useTranslation('ui');
  const shift = selection === null ? 0 : 1;
  return (
    <div role="row" aria-rowindex={1} className="ui-table-row ui-table-head">
      {selection === null ? null : (
        <div role="columnheader" aria-colindex={1} className="ui-table-cell" id={cellId(-1, 0)}>
          <Checkbox
            aria-label={t('selectAll')}
            isSelected={selection.all}
            isIndeterminate={selection.some && !selection.all}
            onChange={selection.toggle}
            excludeFromTabOrder
          />
        </div>
      )}
      {columns.map((column, index) => {
        const sorted = sort?.column === column.id ? sort.direction : null;
        const Arrow = sorted === 'descending' ? ArrowDown : ArrowUp;
        return (
          <div
            key={column.id}
            id={cellId(-1, index + shift)}
            role="columnheader"
            aria-colindex={index + 1 + shift}
            className={classes('ui-table-cell', column.align === 'end' && 'end')}
            data-active={activeColumn === index + shift || undefined}
            data-column={column.id}
            {...(column.sort === undefined ? {} : { 'aria-sort': sorted ?? ('none' as const) })}
          >
            {column.sort === undefined ? (
              <span className="clip">{column.header}</span>
            ) : (
              <button type="button" tabIndex={-1} className="ui-table-sort" onClick={() => onSort(column.id)}>
                <span className="clip">{column.header}</span>
                {sorted === null ? null : <Arrow size={12} aria-hidden="true" />}
              </button>
            )}
            <span
              className="ui-table-edge"
              aria-hidden="true"
              onPointerDown={(event) => {
                const cell = event.currentTarget.parentElement;
                if (cell === null) return;
                event.preventDefault();
                const edge = event.currentTarget;
                const start = { x: event.clientX, width: cell.getBoundingClientRect().width };
                edge.setPointerCapture(event.pointerId);
                edge.onpointermove = (move) => onResize(column, start.width + move.clientX - start.x);
                edge.onpointerup = () => {
                  edge.onpointermove = null;
                  edge.onpointerup = null;
                };
              }}
            />
          </div>
        );
      })}
    </div>
  );
};
