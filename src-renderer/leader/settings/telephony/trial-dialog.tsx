import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  SipUser,
  type TelephonyOperator,
  type TrialInput,
} from '../../../../src-shared/contract/telephony-settings.ts';
import { useErrorWords } from '../../../app/error-words.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { TrialSteps } from './trial-steps.tsx';
import { useTrial } from './use-trial.ts';

export type TrialTarget =
  { readonly exchange: 'practice' } | { readonly exchange: 'server'; readonly server: string; readonly domain: string };

const WITHOUT = '-';
const TYPED = '+';

/** Whoever is not at work now: a test may take the telephone off a colleague who is. */
const firstFree = (operators: readonly TelephonyOperator[]): string => {
  const withAccount = operators.filter(({ account }) => account !== null);
  return (withAccount.find(({ connected }) => !connected) ?? withAccount[0])?.userId ?? WITHOUT;
};

/** Prova del centralino: each step appears as it happens, with what is wrong and what to do next. */
export const TrialDialog = ({
  target,
  operators,
  onClose,
}: {
  readonly target: TrialTarget;
  readonly operators: readonly TelephonyOperator[];
  readonly onClose: () => void;
}) => {
  const { t } = useTranslation(['telephony', 'ui']);
  const words = useErrorWords();
  const [account, setAccount] = useState(() => firstFree(operators));
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const { run, error, start } = useTrial();
  const typed = target.exchange === 'server' && account === TYPED;
  const isRunning = run !== null && !run.over && error === null;
  const busy = operators.some(({ userId, connected }) => userId === account && connected);
  const begin = (): void => {
    const who = account === WITHOUT ? null : account === TYPED ? { username, password } : { userId: account };
    const input: TrialInput = target.exchange === 'practice' ? target : { ...target, account: who };
    void start(input, target.exchange === 'server' ? target.server : null);
  };
  return (
    <Dialog
      title={t('trial.title')}
      isOpen
      onClose={onClose}
      holds
      footer={
        <>
          <span className="grow" />
          <Button onPress={onClose}>{t('close', { ns: 'ui' })}</Button>
          <Button
            variant="primary"
            isPending={isRunning}
            isDisabled={typed && (!SipUser.safeParse(username).success || password === '')}
            onPress={begin}
          >
            {t(run === null ? 'trial.start' : 'trial.again')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p className="small muted">{t(target.exchange === 'practice' ? 'trial.textPractice' : 'trial.text')}</p>
        {target.exchange === 'practice' ? null : (
          <Select
            label={t('trial.account')}
            value={account}
            onChange={setAccount}
            isDisabled={isRunning}
            {...(busy ? { help: t('trial.busy') } : {})}
            options={[
              ...operators.flatMap(({ userId, name, account: kept }) =>
                kept === null ? [] : [{ id: userId, label: t('trial.of', { name, username: kept.username }) }],
              ),
              { id: TYPED, label: t('trial.typed') },
              { id: WITHOUT, label: t('trial.without') },
            ]}
          />
        )}
        {typed ? (
          <div className="settings-pair">
            <TextField
              label={t('account.username')}
              value={username}
              onChange={setUsername}
              maxLength={100}
              mono
              autoComplete="off"
            />
            <TextField
              label={t('account.password')}
              type="password"
              value={password}
              onChange={setPassword}
              maxLength={200}
              autoComplete="new-password"
            />
          </div>
        ) : null}
        {error === null ? null : <Notice tone="bad" live title={words(error)} />}
        {run === null ? null : <TrialSteps run={run} withBrowser={target.exchange === 'server'} />}
      </div>
    </Dialog>
  );
};
