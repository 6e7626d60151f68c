import { useState } from 'react';
import type { PromiseRow } from '../../../src-shared/contract/entities.ts';
import type { CaseView } from '../../offline/api.ts';
import { useFormat } from '../../app/format.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { useSay } from '../say.ts';
import { CopyButton } from './copy-button.tsx';
import { Masked } from './masked.tsx';
import { useRuleWords } from './rule-words.ts';
import './more-panel.css';

const PROMISE_TONES: Readonly<Record<PromiseRow['status'], Tone>> = {
  open: 'info',
  kept: 'good',
  partial: 'warn',
  broken: 'bad',
  cancelled: 'plain',
};

type Part = { readonly view: CaseView; readonly masked: boolean };

const Promises = ({ view, masked }: Part) => {
  const say = useSay();
  const format = useFormat();
  const promises = view.case.state.promises.toSorted((a, b) => (a.dueOn < b.dueOn ? 1 : -1));
  if (promises.length === 0) return <p className="muted">{say('more.noPromises')}</p>;
  return (
    <ul className="more-list">
      {promises.map((promise) => (
        <li key={promise.id}>
          <span className="grow">
            <b className="num">
              <Masked when={masked} label={say('card.maskedAmount')}>
                {format.money(promise.amount)}
              </Masked>
            </b>{' '}
            {say('more.promiseBy', { date: format.weekdayDate(promise.dueOn) })}
            <div className="xs muted">
              {say('more.promiseCheck', {
                method: say(`method.${promise.method}`),
                date: format.date(promise.checkOn),
              })}
            </div>
          </span>
          <Tag tone={PROMISE_TONES[promise.status]}>{say(`more.promise.${promise.status}`)}</Tag>
        </li>
      ))}
    </ul>
  );
};

const People = ({ view, masked }: Part) => {
  const say = useSay();
  const format = useFormat();
  const row = view.case;
  return (
    <ul className="more-list">
      {row.parties.map((party) => {
        const other = view.others.get(party.partyId);
        const code = other === undefined || other.taxCode === '' ? (other?.vatNumber ?? '') : other.taxCode;
        const facts = [other?.birthDate ? format.date(other.birthDate) : '', code].filter((fact) => fact !== '');
        return (
          <li key={`${party.partyId}-${party.role}`}>
            <span className="grow">
              <b>{party.name}</b>
              {facts.length === 0 ? null : <div className="xs muted num">{facts.join(' · ')}</div>}
            </span>
            <Tag>{say(`more.role.${party.role}`)}</Tag>
          </li>
        );
      })}
      {row.siblings.map((sibling) => (
        <li key={sibling.caseId}>
          <span className="grow">
            {sibling.mine ? <a href={`#/work/${sibling.caseId}`}>{sibling.caseNumber}</a> : <b>{sibling.caseNumber}</b>}
            <div className="xs muted">{say(sibling.mine ? 'more.siblingMine' : 'more.siblingOther')}</div>
          </span>
          <span className="num">
            <Masked when={masked} label={say('card.maskedAmount')}>
              {format.money(sibling.residual)}
            </Masked>
          </span>
        </li>
      ))}
    </ul>
  );
};

/** The reason a payer writes, with the case's own number and name in it. */
export const paymentReason = (template: string, view: Pick<CaseView, 'case' | 'party'>): string =>
  template
    .replaceAll('{case}', view.case.caseNumber)
    .replaceAll('{pratica}', view.case.caseNumber)
    .replaceAll('{name}', view.party.name)
    .replaceAll('{nome}', view.party.name);

const HowToPay = ({ view, masked }: Part) => {
  const say = useSay();
  const how = view.mandate?.howToPay;
  if (masked) return <p className="muted">{say('card.maskedCreditor')}</p>;
  if (how === undefined || (how.iban === '' && how.payee === '' && how.notes === '')) {
    return <p className="muted">{say('more.noHowToPay')}</p>;
  }
  const lines = [
    ['payee', how.payee],
    ['iban', how.iban],
    ['reason', paymentReason(how.reason, view)],
  ] as const;
  return (
    <dl className="more-facts">
      {lines
        .filter(([, value]) => value !== '')
        .map(([key, value]) => (
          <div key={key}>
            <dt>{say(`more.pay.${key}`)}</dt>
            <dd className={key === 'iban' ? 'mono' : undefined}>
              <span>{value}</span>
              <CopyButton text={value} what={say(`more.pay.${key}`)} />
            </dd>
          </div>
        ))}
      {how.notes === '' ? null : (
        <div>
          <dt>{say('more.pay.notes')}</dt>
          <dd>{how.notes}</dd>
        </div>
      )}
    </dl>
  );
};

const Data = ({ view, masked }: Part) => {
  const say = useSay();
  const ruleWords = useRuleWords();
  const { custom, warnings } = view.case;
  if (custom.length === 0 && warnings.length === 0) return <p className="muted">{say('more.noData')}</p>;
  return (
    <>
      {warnings.length === 0 ? null : (
        <ul className="more-list">
          {warnings.map((warning) => (
            <li key={`${warning.rule}-${warning.field}-${warning.value}`}>
              <Tag tone="warn">{say('more.warning')}</Tag>
              <span className="grow">{ruleWords(masked ? { ...warning, value: '' } : warning)}</span>
            </li>
          ))}
        </ul>
      )}
      <dl className="more-facts">
        {custom.map((field) => (
          <div key={field.name}>
            <dt>{field.name}</dt>
            <dd>
              <Masked when={masked} label={say('card.maskedCreditor')}>
                {field.value}
              </Masked>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
};

/** What is looked at now and then: promises, people and sibling cases, how to pay, the creditor's own fields. */
export const MorePanel = ({ view, masked }: Part) => {
  const say = useSay();
  const [tab, setTab] = useState<'promises' | 'people' | 'pay' | 'data'>('promises');
  const row = view.case;
  const count = (words: string, amount: number) => (
    <>
      {words} {amount === 0 ? null : <span className="muted num">{amount}</span>}
    </>
  );
  return (
    <div className="ui-panel more">
      <Tabs
        label={say('more.label')}
        value={tab}
        onChange={setTab}
        items={[
          {
            id: 'promises',
            label: count(say('more.promises'), row.state.promises.length),
            content: <Promises view={view} masked={masked} />,
          },
          {
            id: 'people',
            label: count(say('more.people'), row.parties.length + row.siblings.length),
            content: <People view={view} masked={masked} />,
          },
          { id: 'pay', label: say('more.howToPay'), content: <HowToPay view={view} masked={masked} /> },
          {
            id: 'data',
            label: count(say('more.data'), row.custom.length + row.warnings.length),
            content: <Data view={view} masked={masked} />,
          },
        ]}
      />
    </div>
  );
};
