import type { ReactNode } from 'react';
import type { CaseView } from '../../offline/api.ts';
import { daysBetween } from '../../../src-shared/domain/civil-date.ts';
import { civilDateAt } from '../../../src-shared/domain/zone-clock.ts';
import { useFormat } from '../../app/format.ts';
import { useInstant } from '../clock.ts';
import { useSay } from '../say.ts';
import { CopyButton } from './copy-button.tsx';
import { Masked } from './masked.tsx';

/** Who it is, and what is owed to whom. */
export const Identity = ({
  view,
  masked,
  menu,
}: {
  readonly view: CaseView;
  readonly masked: boolean;
  readonly menu: ReactNode;
}) => {
  const say = useSay();
  const format = useFormat();
  const now = useInstant('minute');
  const { party } = view;
  const row = view.case;
  const address = party.state.contactPoints.find(({ kind, status }) => kind === 'address' && status === 'ok');
  const code = party.taxCode === '' ? party.vatNumber : party.taxCode;
  const born = [party.birthDate === null ? '' : format.date(party.birthDate), party.birthPlace]
    .filter((part) => part !== '')
    .join(' · ');
  const days =
    row.oldestDueOn === null ? null : Math.max(0, daysBetween(row.oldestDueOn, civilDateAt(now, party.zone)));
  const facts = [
    view.creditor?.name ?? '',
    days === null ? '' : say('card.days', { count: days }),
    say('card.positions', { count: row.positions.length }),
  ].filter((fact) => fact !== '');
  return (
    <div className="identity">
      <div className="identity-who">
        <div className="identity-name">
          <h1 title={party.name}>{party.name}</h1>
          <span className="small muted num">
            {row.caseNumber}
            <CopyButton text={row.caseNumber} what={say('card.caseNumber')} />
            {menu}
          </span>
        </div>
        <div className="identity-facts small">
          {code === '' ? null : <span className="num">{code}</span>}
          {born === '' ? null : <span>{born}</span>}
          {address === undefined ? null : <span className="clip">{address.value}</span>}
        </div>
      </div>
      <div className="identity-due">
        <div className="identity-amount num">
          <Masked when={masked} label={say('card.maskedAmount')}>
            {format.money(row.amounts.residual)}
          </Masked>
        </div>
        <div className="small muted">
          <Masked when={masked} label={say('card.maskedCreditor')}>
            {facts.join(' · ')}
          </Masked>
        </div>
      </div>
    </div>
  );
};
