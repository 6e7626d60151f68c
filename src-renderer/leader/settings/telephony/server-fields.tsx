import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TelephonySettings } from '../../../../src-shared/contract/telephony-settings.ts';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { domainFor, type ExchangeFields, type ExchangeProblems, type IceRow } from './exchange-fields.ts';

type Props = {
  readonly settings: TelephonySettings;
  readonly fields: ExchangeFields;
  readonly onChange: (change: Partial<ExchangeFields>) => void;
  /** Typed now, by row; never remembered. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly onCredentials: (credentials: Readonly<Record<string, string>>) => void;
  readonly problems: ExchangeProblems;
  /** Saving was tried: also what is empty is said to be wrong. */
  readonly tried: boolean;
};

/** Where the exchange is, and what it wants to be dialled. */
export const ServerFields = (props: Props) => {
  const { fields, onChange, problems, tried } = props;
  const { t } = useTranslation('telephony');
  const said = (written: string): boolean => tried || written.trim() !== '';
  const setServer = (server: string): void => {
    // The domain follows the server's name until somebody writes another one.
    const follows = fields.domain.trim() === '' || fields.domain === domainFor(fields.server);
    onChange(follows ? { server, domain: domainFor(server) } : { server });
  };
  return (
    <>
      <TextField
        label={t('fields.server')}
        help={t('fields.serverHelp')}
        value={fields.server}
        onChange={setServer}
        maxLength={300}
        mono
        spellCheck="false"
        autoComplete="off"
        error={problems.server !== null && said(fields.server) ? t(`errors.server.${problems.server}`) : null}
      />
      <TextField
        label={t('fields.domain')}
        help={t('fields.domainHelp')}
        value={fields.domain}
        onChange={(domain) => onChange({ domain })}
        maxLength={200}
        mono
        spellCheck="false"
        autoComplete="off"
        error={problems.domain && said(fields.domain) ? t('errors.domain') : null}
      />
      <div className="settings-pair">
        <TextField
          label={t('fields.prefix')}
          help={t('fields.prefixHelp')}
          value={fields.prefix}
          onChange={(prefix) => onChange({ prefix })}
          maxLength={8}
          mono
          error={problems.prefix ? t('errors.prefix') : null}
        />
        <TextField
          label={t('fields.shown')}
          help={t('fields.shownHelp')}
          value={fields.shown}
          onChange={(shown) => onChange({ shown })}
          maxLength={32}
          mono
        />
      </div>
      <TextField
        label={t('fields.conference')}
        help={t('fields.conferenceHelp')}
        value={fields.conference}
        onChange={(conference) => onChange({ conference })}
        maxLength={32}
        mono
        className="settings-short"
      />
      <IceServers {...props} />
    </>
  );
};

const IceServers = ({ settings, fields, onChange, credentials, onCredentials, problems, tried }: Props) => {
  const { t } = useTranslation('telephony');
  const change = (key: string, part: Partial<IceRow>): void =>
    onChange({ ice: fields.ice.map((row) => (row.key === key ? { ...row, ...part } : row)) });
  return (
    <fieldset className="settings-group">
      <legend>{t('ice.title')}</legend>
      <p className="xs muted">{t('ice.text')}</p>
      {fields.ice.map((row) => {
        const problem = problems.ice.get(row.key);
        const kept = settings.iceServers.some(
          ({ id, url, hasCredential }) => hasCredential && id === row.id && url === row.url.trim(),
        );
        return (
          <div key={row.key} className="telephony-ice" role="group" aria-label={row.url || t('ice.title')}>
            <TextField
              label={t('ice.url')}
              help={t('ice.urlHelp')}
              value={row.url}
              onChange={(url) => change(row.key, { url })}
              maxLength={300}
              mono
              spellCheck="false"
              autoComplete="off"
              error={problem !== undefined && (tried || row.url.trim() !== '') ? t(`ice.${problem}`) : null}
            />
            <TextField
              label={t('ice.username')}
              value={row.username}
              onChange={(username) => change(row.key, { username })}
              maxLength={200}
              autoComplete="off"
            />
            <TextField
              label={t('ice.credential')}
              type="password"
              value={credentials[row.key] ?? ''}
              onChange={(typed) => onCredentials({ ...credentials, [row.key]: typed })}
              maxLength={200}
              autoComplete="new-password"
              {...(kept ? { help: t('ice.kept') } : {})}
            />
            <Button
              size="s"
              variant="quiet"
              icon={<Trash2 aria-hidden="true" />}
              onPress={() => onChange({ ice: fields.ice.filter(({ key }) => key !== row.key) })}
            >
              {t('ice.remove', { url: row.url })}
            </Button>
          </div>
        );
      })}
      <div>
        <Button
          size="s"
          icon={<Plus aria-hidden="true" />}
          isDisabled={fields.ice.length >= 8}
          onPress={() =>
            onChange({ ice: [...fields.ice, { key: crypto.randomUUID(), id: null, url: '', username: '' }] })
          }
        >
          {t('ice.add')}
        </Button>
      </div>
    </fieldset>
  );
};
