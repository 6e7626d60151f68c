/** Actions that one key performs. The groups are the chapters of the list that F1 shows. */
export const KEY_ACTIONS = {
  next: { key: 'j', group: 'queue' },
  previous: { key: 'k', group: 'queue' },
  verified: { key: 'v', group: 'card' },
  thirdParty: { key: 't', group: 'card' },
  call: { key: 'c', group: 'card' },
  hangUp: { key: 'h', group: 'call' },
  answer: { key: 'r', group: 'call' },
  mute: { key: 'm', group: 'call' },
  hold: { key: 'w', group: 'call' },
  keypad: { key: 'd', group: 'call' },
  transfer: { key: 'f', group: 'call' },
  dialNext: { key: 'p', group: 'call' },
  nextMode: { key: 'q', group: 'queue' },
  pause: { key: 'z', group: 'queue' },
  extend: { key: 'e', group: 'queue' },
  record: { key: 'g', group: 'call' },
  diagnosis: { key: 'i', group: 'call' },
  addNote: { key: 'a', group: 'card' },
  note: { key: 'n', group: 'outcome' },
  suspend: { key: 's', group: 'outcome' },
} as const satisfies Readonly<Record<string, { readonly key: string; readonly group: KeyGroup }>>;

export type KeyGroup = 'queue' | 'card' | 'call' | 'outcome';
export type KeyAction = keyof typeof KEY_ACTIONS;
export type KeyMap = Readonly<Record<KeyAction, string>>;

export const ACTIONS = Object.keys(KEY_ACTIONS) as readonly KeyAction[];

export const DEFAULT_KEYS: KeyMap = Object.fromEntries(
  ACTIONS.map((action) => [action, KEY_ACTIONS[action].key]),
) as Record<KeyAction, string>;

/** A letter or a sign that types one character; digits belong to the outcomes and to the contact points. */
export const isKeyAllowed = (key: string): boolean => key.length === 1 && !/[\d\s]/u.test(key);

/** A key that stands on a telephone's keypad too. */
export const isSignal = (key: string): boolean => /^[\d*#]$/u.test(key);

/** The map with the changes a person made; what makes no sense any more is left out. */
export const keysWith = (changes: Readonly<Partial<Record<string, string>>>): KeyMap =>
  Object.fromEntries(
    ACTIONS.map((action) => {
      const chosen = changes[action];
      return [action, chosen !== undefined && isKeyAllowed(chosen) ? chosen : DEFAULT_KEYS[action]];
    }),
  ) as Record<KeyAction, string>;

/** The other action that has this key already, or null. */
export const actionTaking = (map: KeyMap, key: string, except: KeyAction): KeyAction | null =>
  ACTIONS.find((action) => action !== except && map[action] === key) ?? null;

const TYPING_ROLES = new Set(['textbox', 'searchbox', 'combobox', 'spinbutton', 'slider']);
const NOT_TYPING = new Set(['button', 'checkbox', 'radio', 'submit', 'reset', 'file', 'range', 'color']);

type KeyTarget = Pick<Element, 'tagName' | 'getAttribute'> & {
  readonly isContentEditable?: boolean;
  readonly type?: string;
};

/** Is the person writing? Then single keys are letters and nothing else. */
export const isTyping = (target: KeyTarget): boolean => {
  if (target.isContentEditable === true) return true;
  const tag = target.tagName.toLowerCase();
  if (tag === 'textarea' || tag === 'select') return true;
  // A closed choice listens to letters too: they pick an option.
  if (target.getAttribute('aria-haspopup') === 'listbox') return true;
  if (tag === 'input') return !NOT_TYPING.has(target.type ?? 'text');
  return TYPING_ROLES.has(target.getAttribute('role') ?? '');
};
