import { create, type StoreApi, type UseBoundStore } from 'zustand';

export const THEME_CHOICES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];
export type Theme = 'light' | 'dark';

export type ThemeState = {
  readonly choice: ThemeChoice;
  /** What is on the screen. */
  readonly theme: Theme;
  readonly choose: (choice: ThemeChoice) => void;
};
export type ThemeStore = UseBoundStore<StoreApi<ThemeState>>;

const KEY = 'sollecito.theme';

const isChoice = (text: string | null): text is ThemeChoice => THEME_CHOICES.some((choice) => choice === text);

/** The appearance: chosen, or the system's; written on the page so that the tokens follow. */
export const createThemeStore = (win: Window): ThemeStore => {
  const system = win.matchMedia('(prefers-color-scheme: dark)');
  const saved = win.localStorage.getItem(KEY);
  const resolve = (choice: ThemeChoice): Theme => (choice === 'system' ? (system.matches ? 'dark' : 'light') : choice);
  const first: ThemeChoice = isChoice(saved) ? saved : 'system';
  const store = create<ThemeState>()((set) => ({
    choice: first,
    theme: resolve(first),
    choose: (choice) => {
      win.localStorage.setItem(KEY, choice);
      set({ choice, theme: resolve(choice) });
    },
  }));
  const show = ({ theme }: ThemeState): void => {
    win.document.documentElement.dataset['theme'] = theme;
  };
  show(store.getState());
  store.subscribe(show);
  system.addEventListener('change', () => store.setState(({ choice }) => ({ theme: resolve(choice) })));
  return store;
};
