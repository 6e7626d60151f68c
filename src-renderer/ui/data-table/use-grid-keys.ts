import { useState, type KeyboardEvent } from 'react';

export type Cell = { readonly row: number; readonly column: number };

/** Row −1 is the header. */
export type GridSize = { readonly rows: number; readonly columns: number; readonly page: number };

/** Where a key leads from a cell, or null where the key is not one of the grid's. */
export const moveIn = (
  { row, column }: Cell,
  key: string,
  ctrl: boolean,
  { rows, columns, page }: GridSize,
): Cell | null => {
  const at = (nextRow: number, nextColumn: number): Cell => ({
    row: Math.max(-1, Math.min(rows - 1, nextRow)),
    column: Math.max(0, Math.min(columns - 1, nextColumn)),
  });
  switch (key) {
    case 'ArrowDown':
      return at(row + 1, column);
    case 'ArrowUp':
      return at(row - 1, column);
    case 'ArrowRight':
      return at(row, column + 1);
    case 'ArrowLeft':
      return at(row, column - 1);
    case 'PageDown':
      return at(row + page, column);
    case 'PageUp':
      return at(Math.max(0, row - page), column);
    case 'Home':
      return ctrl ? at(0, 0) : at(row, 0);
    case 'End':
      return ctrl ? at(rows - 1, columns - 1) : at(row, columns - 1);
    default:
      return null;
  }
};

/**
 * The active cell of a grid whose rows come and go while it scrolls. The grid itself keeps the focus and names the
 * active cell (`aria-activedescendant`), so a row that is not drawn can be active without the focus getting lost.
 */
export const useGridKeys = (
  size: GridSize,
  actions: {
    readonly onMove: (cell: Cell) => void;
    readonly onEnter: (cell: Cell) => void;
    readonly onSpace: (cell: Cell) => void;
    readonly onResize: (column: number, by: number) => void;
  },
) => {
  const [active, setActive] = useState<Cell>({ row: 0, column: 0 });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    // Keys typed in a control inside a cell are that control's.
    if (event.target !== event.currentTarget) return;
    if (event.altKey && active.row === -1 && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      event.preventDefault();
      actions.onResize(active.column, event.key === 'ArrowRight' ? 16 : -16);
      return;
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      if (event.key === 'Enter') actions.onEnter(active);
      else actions.onSpace(active);
      return;
    }
    const next = moveIn(active, event.key, event.ctrlKey || event.metaKey, size);
    if (next === null) return;
    event.preventDefault();
    setActive(next);
    actions.onMove(next);
  };
  return { active, setActive, onKeyDown };
};
