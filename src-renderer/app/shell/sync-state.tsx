import { CloudCheck, CloudOff, HardDrive, RefreshCw, TriangleAlert } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { SyncStatus, WorkstationStore } from '../../offline/api.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { useApp } from '../context.tsx';
import { useFormat } from '../format.ts';

/** The one place that says how the work here and the coordinator stand to each other. */
export const useSyncStatus = (store: WorkstationStore): SyncStatus =>
  useSyncExternalStore(store.subscribe, store.status);

const SKEW_MS = 120_000;

const useSentence = (status: SyncStatus, signedIn: boolean): string => {
  const { t } = useTranslation('shell');
  const { phase, unsent, progress } = status;
  if (phase === 'refused') return t('sync.refused');
  if (phase === 'first-sync') {
    return progress === null ? t('sync.first') : t('sync.firstCount', { count: progress.done });
  }
  if (!status.reachable) return unsent === 0 ? t('sync.offline') : t('sync.offlineUnsent', { count: unsent });
  if (unsent > 0) return t('sync.unsent', { count: unsent });
  if (phase === 'syncing') return t('sync.syncing');
  return signedIn ? t('sync.idleDetail') : t('sync.onlyOut');
};

const iconOf = ({ phase, reachable, unsent }: SyncStatus) => {
  if (phase === 'refused') return { Icon: TriangleAlert, tone: 'bad' } as const;
  if (!reachable) return { Icon: CloudOff, tone: 'warn' } as const;
  if (unsent > 0) return { Icon: HardDrive, tone: 'warn' } as const;
  return phase === 'syncing' || phase === 'first-sync'
    ? ({ Icon: RefreshCw, tone: 'info' } as const)
    : ({ Icon: CloudCheck, tone: 'good' } as const);
};

/** The indicator, and on a press what stands behind it. */
export const SyncState = ({ store }: { readonly store: WorkstationStore }) => {
  const { t } = useTranslation('shell');
  const { t: errors } = useTranslation('errors');
  const format = useFormat();
  const status = useSyncStatus(store);
  const signedIn = useApp().session((state) => state.token !== null);
  const sentence = useSentence(status, signedIn);
  useEffect(() => {
    const wake = (): void => void store.syncNow().catch(() => undefined);
    window.addEventListener('online', wake);
    return () => window.removeEventListener('online', wake);
  }, [store]);
  const { Icon, tone } = iconOf(status);
  const skewed = Math.abs(status.clockSkewMs) > SKEW_MS;
  return (
    <>
      {/* Beside the button, not in it: a live region inside would take the button's name away. */}
      <span role="status" className="visually-hidden">
        {sentence}
      </span>
      <DialogTrigger>
        <AriaButton className="status-item status-sync" data-tone={tone}>
          <Icon aria-hidden="true" />
          {sentence}
          {skewed || status.shell === false ? <TriangleAlert aria-hidden="true" className="status-warn" /> : null}
        </AriaButton>
        <Popover className="ui-popover status-popover" placement="top start" offset={6}>
          <Dialog aria-label={sentence} className="stack">
            <strong>{sentence}</strong>
            {status.phase === 'first-sync' && status.progress !== null ? (
              <ProgressBar
                label={t('sync.first')}
                value={
                  status.progress.total === null ? undefined : status.progress.done / Math.max(1, status.progress.total)
                }
                text={format.number(status.progress.done)}
              />
            ) : null}
            {status.lastSyncAt === null ? null : (
              <span className="small muted">{t('sync.last', { time: format.dateTime(status.lastSyncAt) })}</span>
            )}
            {status.error === null ? null : <Notice tone="bad" title={codeWords(status.error, errors)} />}
            {status.decisions.length === 0 ? null : (
              <Notice tone="warn" title={t('sync.decisions', { count: status.decisions.length })}>
                {t('sync.decisionsExplain')}
                <ul>
                  {status.decisions.slice(0, 8).map((decision) => (
                    <li key={decision.opId}>
                      <a href={`#/work/${decision.caseId}`}>{t(`sync.decision.${decision.disposition.kind}`)}</a>
                    </li>
                  ))}
                </ul>
              </Notice>
            )}
            {skewed ? (
              <Notice tone="warn" title={t('sync.skew', { minutes: Math.round(status.clockSkewMs / 60_000) })} />
            ) : null}
            {status.shell === false ? (
              <Notice tone="warn" title={t('sync.noShell')}>
                {window.location.protocol === 'https:' ? (
                  <a href="/api/ca.crt" download="sollecito-ca.crt">
                    {t('sync.certificate')}
                  </a>
                ) : null}
              </Notice>
            ) : null}
            {status.persisted === false ? <Notice tone="info" title={t('sync.notPersisted')} /> : null}
            <Button size="s" onPress={() => void store.syncNow().catch(() => undefined)}>
              {t('sync.now')}
            </Button>
          </Dialog>
        </Popover>
      </DialogTrigger>
    </>
  );
};

/** The sentence of an error code that arrived as text; a code from a newer coordinator has no sentence here. */
const codeWords = (code: string, say: unknown): string => {
  const t = say as (key: string, values: { readonly defaultValue: string }) => string;
  return t(code, { defaultValue: code });
};
