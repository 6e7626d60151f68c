import { FlaskConical, Network, Server } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { useApp } from '../context.tsx';

/** The first start of the desktop application: the sample, a coordinator of one's own, or somebody else's. */
export const FirstStart = ({ onConnect }: { readonly onConnect: () => void }) => {
  const { t } = useTranslation('entrance');
  const { host } = useApp();
  const control = host.coordinatorControl;
  const [own, setOwn] = useState(false);
  const [share, setShare] = useState(true);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const begin = async (sample: boolean): Promise<void> => {
    if (control === null) return;
    setBusy(true);
    setProblem(null);
    const state = await control.start({ sample, share: !sample && share }).catch((error: unknown) => ({
      state: 'failed' as const,
      reason: String(error),
    }));
    if (state.state !== 'running') {
      setBusy(false);
      setProblem(state.state === 'failed' ? state.reason : state.state);
      return;
    }
    await host.coordinatorAddress.set(state.url);
    // The policy of the page names the coordinator it may talk to, so the page begins again with the new one.
    window.location.reload();
  };
  return (
    <section className="entrance-card">
      <h1>{t('firstStart.title')}</h1>
      {problem === null ? null : <Notice tone="bad" live title={t('firstStart.failed', { reason: problem })} />}
      {own ? (
        <>
          <strong>{t('firstStart.coordinator')}</strong>
          <p className="muted">{t('firstStart.coordinatorText')}</p>
          <Checkbox isSelected={share} onChange={setShare}>
            {t('firstStart.share')}
          </Checkbox>
          <div className="row">
            <Button onPress={() => setOwn(false)} isDisabled={busy}>
              {t('firstStart.back')}
            </Button>
            <Button variant="primary" isPending={busy} onPress={() => void begin(false)}>
              {t('firstStart.start')}
            </Button>
          </div>
        </>
      ) : (
        <div className="entrance-ways">
          {control === null ? null : (
            <>
              <AriaButton className="entrance-way" isDisabled={busy} onPress={() => void begin(true)}>
                <FlaskConical aria-hidden="true" />
                <strong>{t('firstStart.sample')}</strong>
                <span className="muted small">{t('firstStart.sampleText')}</span>
              </AriaButton>
              <AriaButton className="entrance-way" isDisabled={busy} onPress={() => setOwn(true)}>
                <Server aria-hidden="true" />
                <strong>{t('firstStart.coordinator')}</strong>
                <span className="muted small">{t('firstStart.coordinatorText')}</span>
              </AriaButton>
            </>
          )}
          <AriaButton className="entrance-way" isDisabled={busy} onPress={onConnect}>
            <Network aria-hidden="true" />
            <strong>{t('firstStart.connect')}</strong>
            <span className="muted small">{t('firstStart.connectText')}</span>
          </AriaButton>
        </div>
      )}
      {busy ? <ProgressBar label={t('firstStart.starting')} /> : null}
    </section>
  );
};
