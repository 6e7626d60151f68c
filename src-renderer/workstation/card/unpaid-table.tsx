import type { CaseView } from '../../offline/api.ts';
import { useFormat } from '../../app/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { useSay } from '../say.ts';
import { Masked } from './masked.tsx';

const COLUMNS = ['principal', 'interest', 'fees', 'other', 'paid', 'residual'] as const;

/** What is unpaid, item by item, with the totals. */
export const UnpaidTable = ({ view, masked }: { readonly view: CaseView; readonly masked: boolean }) => {
  const say = useSay();
  const format = useFormat();
  const row = view.case;
  // A column of zeros takes room from what matters; the amounts still add up without it.
  const columns = COLUMNS.filter((column) => column !== 'other' || row.amounts.other !== 0);
  // Every item of the same kind: said once in the title, so that the amounts have room.
  const [product, ...others] = new Set(row.positions.map((position) => position.product));
  const sameProduct = others.length === 0;
  const amount = (cents: number) => (
    <Masked when={masked} label={say('card.maskedAmount')}>
      {format.amount(cents)}
    </Masked>
  );
  return (
    <Panel
      title={
        sameProduct && product !== undefined && product !== ''
          ? say('card.unpaid.titleOf', { product })
          : say('card.unpaid.title')
      }
      aside={say('card.unpaid.placed', { placed: format.date(row.placedOn), ends: format.date(row.endsOn) })}
      className="unpaid"
    >
      <div className="unpaid-scroll" tabIndex={row.positions.length > 6 ? 0 : -1}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('card.unpaid.contract')}</th>
              {sameProduct ? null : <th scope="col">{say('card.unpaid.product')}</th>}
              <th scope="col">{say('card.unpaid.dueOn')}</th>
              {columns.map((column) => (
                <th key={column} scope="col" className="end">
                  {say(`card.unpaid.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {row.positions.map((position) => (
              <tr key={position.id}>
                <th scope="row" className="clip">
                  <Masked when={masked} label={say('card.maskedCreditor')}>
                    {position.contract}
                  </Masked>
                </th>
                {sameProduct ? null : <td className="clip">{position.product}</td>}
                <td className="num">{position.dueOn === null ? '—' : format.date(position.dueOn)}</td>
                {columns.map((column) => (
                  <td key={column} className="end num" data-strong={column === 'residual' || undefined}>
                    {amount(position[column])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {row.positions.length < 2 ? null : (
            <tfoot>
              <tr>
                <th scope="row" colSpan={sameProduct ? 2 : 3}>
                  {say('card.unpaid.total', { count: row.positions.length })}
                </th>
                {columns.map((column) => (
                  <td key={column} className="end num" data-strong={column === 'residual' || undefined}>
                    {amount(row.amounts[column])}
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </div>
    </Panel>
  );
};
