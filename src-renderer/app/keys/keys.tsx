import { createContext, use, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useRemembered } from '../remembered.ts';
import { isSignal, isTyping, keysWith, type KeyAction, type KeyMap } from './key-map.ts';

/** What a key does; `digit` hears 0–9, `callDigit` the digit after the call key, `signal` 0–9 * # before anybody else. */
type Handlers = {
  readonly [K in KeyAction]?: () => void;
} & {
  readonly signal?: (signal: string) => void;
  readonly digit?: (digit: string) => void;
  readonly callDigit?: (digit: string) => void;
};

type Keys = {
  readonly map: KeyMap;
  readonly change: (action: KeyAction, key: string) => void;
  readonly reset: () => void;
  readonly enabled: boolean;
  readonly setEnabled: (enabled: boolean) => void;
  /** The call key was pressed and a digit is awaited. */
  readonly awaitingDigit: boolean;
  readonly register: (handlers: { readonly current: Handlers }) => () => void;
};

const KeysContext = createContext<Keys | null>(null);

const useKeysContext = (): Keys => {
  const keys = use(KeysContext);
  if (keys === null) throw new Error('keys outside KeysProvider');
  return keys;
};

/** How long the digit after the call key may take. */
const CHORD_MS = 2500;

/** Listens once, for the whole window. Keys do nothing in fields, in dialogs and with Ctrl, Alt or Meta held. */
export const KeysProvider = ({ children }: { readonly children: ReactNode }) => {
  const [changes, setChanges] = useRemembered<Record<string, string>>('keys', {});
  const [enabled, setEnabled] = useRemembered('keys.enabled', true);
  const [awaitingDigit, setAwaiting] = useState(false);
  const registered = useRef<Set<{ readonly current: Handlers }>>(new Set());
  const chord = useRef<ReturnType<typeof setTimeout> | null>(null);
  const map = useMemo(() => keysWith(changes), [changes]);

  useEffect(() => {
    const endChord = (): void => {
      if (chord.current !== null) clearTimeout(chord.current);
      chord.current = null;
      setAwaiting(false);
    };
    const tell = <K extends keyof Handlers>(name: K): Handlers[K] | undefined =>
      [...registered.current].findLast((handlers) => handlers.current[name] !== undefined)?.current[name];
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
      if (document.querySelector('.ui-overlay, .ui-popover') !== null) return;
      if (event.target instanceof HTMLElement && isTyping(event.target)) {
        // Out of the field, so that single keys act again: another outcome, the call, the next case.
        if (event.key === 'Escape' && tell('digit') !== undefined) event.target.blur();
        return;
      }
      const signal = isSignal(event.key) && chord.current === null ? tell('signal') : undefined;
      if (signal !== undefined) {
        if (!enabled) return;
        event.preventDefault();
        signal(event.key);
        return;
      }
      if (/^\d$/u.test(event.key)) {
        const handler = chord.current === null ? tell('digit') : tell('callDigit');
        if (!enabled || handler === undefined) return;
        event.preventDefault();
        endChord();
        handler(event.key);
        return;
      }
      const key = event.key.toLowerCase();
      const action = (Object.keys(map) as KeyAction[]).find((name) => map[name] === key);
      if (action === undefined || !enabled) return;
      if (action === 'call' && tell('callDigit') !== undefined) {
        event.preventDefault();
        endChord();
        chord.current = setTimeout(endChord, CHORD_MS);
        setAwaiting(true);
        return;
      }
      const handler = tell(action);
      if (handler === undefined) return;
      event.preventDefault();
      endChord();
      handler();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      if (chord.current !== null) clearTimeout(chord.current);
    };
  }, [map, enabled]);

  const keys = useMemo<Keys>(
    () => ({
      map,
      change: (action, key) => setChanges({ ...changes, [action]: key.toLowerCase() }),
      reset: () => setChanges({}),
      enabled,
      setEnabled,
      awaitingDigit,
      register: (handlers) => {
        registered.current.add(handlers);
        return () => registered.current.delete(handlers);
      },
    }),
    [map, changes, setChanges, enabled, setEnabled, awaitingDigit],
  );
  return <KeysContext value={keys}>{children}</KeysContext>;
};

/** The keys in force, to show on the controls and to change. */
export const useKeys = (): Omit<Keys, 'register'> & { readonly cap: (action: KeyAction) => string | undefined } => {
  const keys = useKeysContext();
  return { ...keys, cap: (action) => (keys.enabled ? keys.map[action].toUpperCase() : undefined) };
};

/** While the component is there, its handlers answer the keys; the one that came last answers first. */
export const useKeyHandlers = (handlers: Handlers): void => {
  const { register } = useKeysContext();
  const current = useRef(handlers);
  useEffect(() => {
    current.current = handlers;
  });
  useEffect(() => register(current), [register]);
};
