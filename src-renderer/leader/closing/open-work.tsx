import { useTranslation } from 'react-i18next';
import type { OpenWork } from '../../../src-shared/contract/closing.ts';
import { useFormat } from '../../app/format.ts';
import { Panel } from '../../ui/panel.tsx';

type Fact = { readonly label: string; readonly value: string };

/** What is still going on, in numbers; lines at zero are left out. */
export const useOpenWorkFacts = (): ((work: OpenWork) => readonly Fact[]) => {
  const { t } = useTranslation('closing');
  const format = useFormat();
  return (work) =>
    [
      work.openPromises === 0
        ? null
        : {
            label: t('open.promises'),
            value: t('open.promisesAmount', {
              cases: format.number(work.openPromises),
              amount: format.money(work.openPromisesAmount),
            }),
          },
      work.futureCallbacks === 0 ? null : { label: t('open.callbacks'), value: format.number(work.futureCallbacks) },
      work.openCalls === 0 ? null : { label: t('open.calls'), value: format.number(work.openCalls) },
      work.undecided === 0 ? null : { label: t('open.undecided'), value: format.number(work.undecided) },
      work.silentDevices === 0 ? null : { label: t('open.devices'), value: format.number(work.silentDevices) },
      work.claims === 0 ? null : { label: t('open.claims'), value: format.number(work.claims) },
      work.unworked === 0 ? null : { label: t('open.unworked'), value: format.number(work.unworked) },
    ].filter((fact) => fact !== null);
};

/** Is there work that the closing would cut short? Cases never worked are told, but wait for nothing. */
export const isOpen = ({
  openPromises,
  futureCallbacks,
  openCalls,
  undecided,
  silentDevices,
  claims,
}: OpenWork): boolean => openPromises + futureCallbacks + openCalls + undecided + silentDevices + claims > 0;

export const OpenWorkPanel = ({ work }: { readonly work: OpenWork }) => {
  const { t } = useTranslation('closing');
  const facts = useOpenWorkFacts()(work);
  return (
    <Panel title={t('open.title')} padded>
      {isOpen(work) ? null : <p className="small muted">{t('open.none')}</p>}
      <Facts facts={facts} />
      {work.silentDevices === 0 ? null : <p className="xs muted">{t('open.devicesHint')}</p>}
    </Panel>
  );
};

const Facts = ({ facts }: { readonly facts: readonly Fact[] }) => (
  <dl className="ui-facts">
    {facts.map(({ label, value }) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd className="num">{value}</dd>
      </div>
    ))}
  </dl>
);
