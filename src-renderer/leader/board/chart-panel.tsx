import { ChartLine, Table as TableIcon } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';

type Props = {
  readonly title: string;
  readonly aside: string;
  /** What the picture says, in one sentence. */
  readonly summary: string;
  readonly chart: ReactNode;
  readonly table: ReactNode;
  /** Controls under the picture; they are no part of it. */
  readonly legend?: ReactNode;
  readonly className?: string;
};

/** A picture with the same numbers as a table behind one button. */
export const ChartPanel = ({ title, aside, summary, chart, table, legend, className }: Props) => {
  const { t } = useTranslation('board');
  const [asTable, setAsTable] = useState(false);
  const label = asTable ? t('asChart') : t('asTable');
  return (
    <Panel
      title={title}
      fill
      {...(className === undefined ? {} : { className })}
      aside={
        <>
          <span className="muted">{aside}</span>
          <Tooltip text={label}>
            <IconButton
              size="s"
              label={label}
              icon={asTable ? <ChartLine /> : <TableIcon />}
              onPress={() => setAsTable(!asTable)}
            />
          </Tooltip>
        </>
      }
    >
      {asTable ? (
        table
      ) : (
        <div className="board-picture">
          <div role="img" aria-label={summary} className="board-chart">
            {chart}
          </div>
          {legend}
        </div>
      )}
    </Panel>
  );
};

/** A plain table with a heading row; numbers stand at the end of their cells. */
export const FigureTable = ({
  label,
  head,
  rows,
}: {
  readonly label: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly [string, ...string[]])[];
}) => (
  <table className="board-table" aria-label={label}>
    <thead>
      <tr>
        {head.map((name) => (
          <th key={name} scope="col">
            {name}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map(([name, ...cells]) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          {cells.map((cell, index) => (
            <td key={head[index + 1] ?? index}>{cell}</td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);
