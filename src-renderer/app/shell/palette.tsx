import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { FileText, Search, SquareChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { fold } from '../../../src-shared/domain/search.ts';
import type { QueueRow } from '../../offline/api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useApp } from '../context.tsx';
import { useFormat } from '../format.ts';
import type { ScreenRoute } from '../routes.tsx';
import './palette.css';

export type Command = { readonly id: string; readonly label: string; readonly run: () => void };

export type PaletteProps = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly routes: readonly ScreenRoute[];
  readonly commands: readonly Command[];
};

type Found =
  | { readonly kind: 'case'; readonly id: string; readonly row: QueueRow; readonly run: () => void }
  | { readonly kind: 'command'; readonly id: string; readonly label: string; readonly run: () => void };

/** Cases matching the text, from this computer; an answer that comes after a newer question is dropped. */
const useCases = (text: string): readonly QueueRow[] => {
  const store = useApp().session((state) => state.store);
  const [rows, setRows] = useState<readonly QueueRow[]>([]);
  const asked = useRef(0);
  useEffect(() => {
    const number = ++asked.current;
    if (store === null || text.trim() === '') {
      setRows([]);
      return;
    }
    void store
      .search(text, 12)
      .catch(() => [])
      .then((found) => {
        if (number === asked.current) setRows(found);
      });
  }, [store, text]);
  return rows;
};

const PaletteBody = ({ onClose, routes, commands }: Omit<PaletteProps, 'isOpen'>) => {
  const { t } = useTranslation('shell');
  const format = useFormat();
  const store = useApp().session((state) => state.store);
  const [, navigate] = useLocation();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const rows = useCases(text);
  const wanted = fold(text);
  const sections: readonly Command[] = routes.flatMap(({ nav }) =>
    nav === undefined ? [] : [{ id: nav.key, label: t(`nav.${nav.key}`), run: () => navigate(nav.href) }],
  );
  const found: readonly Found[] = [
    ...rows.map((row) => ({ kind: 'case' as const, id: row.caseId, row, run: () => navigate(`/work/${row.caseId}`) })),
    ...[...sections, ...commands]
      .filter(({ label }) => wanted === '' || fold(label).includes(wanted))
      .map((command) => ({ kind: 'command' as const, ...command })),
  ];
  const at = Math.min(active, found.length - 1);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const run = (item: Found | undefined): void => {
    if (item === undefined) return;
    onClose();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setActive(Math.min(found.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(0, at - 1));
    else if (event.key === 'Enter') run(found[at]);
    else return;
    event.preventDefault();
  };
  const firstCommand = rows.length;
  return (
    <>
      <div className="palette-input">
        <Search aria-hidden="true" />
        <input
          autoFocus
          role="combobox"
          aria-label={t('search.title')}
          aria-expanded={found.length > 0}
          aria-controls="palette-list"
          aria-autocomplete="list"
          {...(at < 0 ? {} : { 'aria-activedescendant': `palette-${at}` })}
          placeholder={store === null ? t('search.openCommands') : t('search.open')}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div
        ref={list}
        id="palette-list"
        role="listbox"
        tabIndex={0}
        onKeyDown={onKeyDown}
        aria-label={t('search.results')}
        className="palette-list"
      >
        {found.map((item, index) => (
          <div
            key={`${item.kind}-${item.id}`}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === at}
            className="palette-item"
            onPointerMove={() => setActive(index)}
            onClick={() => run(item)}
          >
            {index === 0 && rows.length > 0 ? <span className="palette-title">{t('search.cases')}</span> : null}
            {index === firstCommand ? <span className="palette-title">{t('search.commands')}</span> : null}
            {item.kind === 'case' ? (
              <>
                <FileText aria-hidden="true" />
                <span className="grow clip">
                  <b>{item.row.name}</b> <span className="muted small">{item.row.caseNumber}</span>
                </span>
                <span className="num">{item.row.masked ? '•••' : format.money(item.row.residual)}</span>
              </>
            ) : (
              <>
                <SquareChevronRight aria-hidden="true" />
                <span className="grow clip">{item.label}</span>
              </>
            )}
          </div>
        ))}
      </div>
      {found.length > 0 ? null : <p className="palette-none muted">{t('search.none', { text })}</p>}
      <p className="palette-hint xs muted">{store === null ? t('search.hintCommands') : t('search.hint')}</p>
    </>
  );
};

/** Ctrl K: a case by name, number, phone or tax code, or any command. */
export const Palette = ({ isOpen, onClose, ...rest }: PaletteProps) => {
  const { t } = useTranslation('shell');
  return (
    <Dialog title={t('search.title')} isOpen={isOpen} onClose={onClose}>
      <PaletteBody onClose={onClose} {...rest} />
    </Dialog>
  );
};
