import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Switch } from '../../ui/checkbox.tsx';
import { useApp } from '../context.tsx';
import { ACTIONS, actionTaking, isKeyAllowed, KEY_ACTIONS, type KeyAction } from './key-map.ts';
import { useKeys } from './keys.tsx';
import './shortcuts-dialog.css';

const GROUPS = ['queue', 'card', 'call', 'outcome'] as const;

/** Every key there is, and the place to change the single ones. */
export const ShortcutsDialog = ({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) => {
  const { t } = useTranslation('shell');
  const keys = useKeys();
  // Where nothing is recorded there is no key for it either.
  const records = useApp().recorder.view((state) => state.isKnown);
  const shown = ACTIONS.filter((action) => action !== 'record' || records);
  const [changing, setChanging] = useState<KeyAction | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const name = (action: KeyAction): string => t(`shortcuts.actions.${action}`);

  const take = (action: KeyAction, key: string): void => {
    const other = actionTaking(keys.map, key.toLowerCase(), action);
    if (other !== null) {
      setProblem(t('shortcuts.taken', { action: name(other) }));
      return;
    }
    keys.change(action, key);
    setChanging(null);
    setProblem(null);
  };
  const close = (): void => {
    setChanging(null);
    setProblem(null);
    onClose();
  };
  const fixed: readonly (readonly [string, string])[] = [
    ['Ctrl+K', t('shortcuts.fixed.search')],
    ['F1', t('shortcuts.fixed.help')],
    ['Ctrl+⏎', t('shortcuts.fixed.save')],
    ['1 – 9', t('shortcuts.fixed.outcomes')],
    ['0', t('shortcuts.fixed.others')],
    [`${keys.map.call.toUpperCase()}+1 – 9`, t('shortcuts.fixed.callNumber')],
    ['↑+↓', t('shortcuts.fixed.move')],
    ['Esc', t('shortcuts.fixed.close')],
    ['Ctrl+M', t('shortcuts.fixed.lockedMute')],
    ['Ctrl+H', t('shortcuts.fixed.lockedHangUp')],
  ];
  return (
    <Dialog
      title={t('shortcuts.title')}
      isOpen={isOpen}
      onClose={close}
      size="l"
      footer={
        <>
          <Switch isSelected={keys.enabled} onChange={keys.setEnabled}>
            {t('shortcuts.enabled')}
          </Switch>
          <span className="grow" />
          <Button onPress={keys.reset}>{t('shortcuts.reset')}</Button>
        </>
      }
    >
      <p className="small muted">{t('shortcuts.hint')}</p>
      <div className="keys-columns">
        <section>
          <h3>{t('shortcuts.groups.everywhere')}</h3>
          {fixed.map(([cap, words]) => (
            <div key={cap} className="keys-line">
              <span className="grow">{words}</span>
              <span aria-label={cap.replace('+', ' ')} role="img">
                <Kbd keys={cap} />
              </span>
            </div>
          ))}
        </section>
        <section>
          {GROUPS.map((group) => (
            <div key={group}>
              <h3>{t(`shortcuts.groups.${group}`)}</h3>
              {shown
                .filter((action) => KEY_ACTIONS[action].group === group)
                .map((action) => (
                  <div key={action} className="keys-line">
                    <span className="grow">{name(action)}</span>
                    {changing === action ? (
                      <input
                        className="ui-input keys-catch"
                        aria-label={t('shortcuts.changeFor', { action: name(action) })}
                        placeholder={t('shortcuts.press')}
                        value=""
                        onChange={() => undefined}
                        autoFocus
                        onBlur={() => setChanging(null)}
                        onKeyDown={(event) => {
                          if (!isKeyAllowed(event.key)) return;
                          event.preventDefault();
                          event.stopPropagation();
                          take(action, event.key);
                        }}
                      />
                    ) : (
                      <>
                        <span aria-label={keys.map[action].toUpperCase()} role="img">
                          <Kbd keys={keys.map[action].toUpperCase()} />
                        </span>
                        <Button
                          size="s"
                          variant="quiet"
                          aria-label={t('shortcuts.changeFor', { action: name(action) })}
                          onPress={() => setChanging(action)}
                        >
                          {t('shortcuts.change')}
                        </Button>
                      </>
                    )}
                  </div>
                ))}
            </div>
          ))}
          <p role="status" className="ui-field-error">
            {problem}
          </p>
        </section>
      </div>
    </Dialog>
  );
};
