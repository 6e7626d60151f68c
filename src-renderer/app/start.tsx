import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import { AppError } from '../../src-shared/contract/errors.ts';
import { getHost } from '../host/host.ts';
import { uuid7 } from '../offline/uuid7.ts';
import { createWorkstationDoor } from '../offline/workstation-door.ts';
import { createApi, onlySignedIn } from './api.ts';
import { App } from './app.tsx';
import { AppContext } from './context.tsx';
import { langOf } from './format.ts';
import { createI18n } from './i18n/i18n.ts';
import { createSessionStore } from './session.ts';
import { createThemeStore } from './theme.ts';
import { isLive } from '../telephony/call.ts';
import { createSoundBench } from '../telephony/audio/sound-bench.ts';
import { createTelephony, createWorkerTimers } from '../telephony/create-telephony.ts';
import { createSoundSocket } from '../telephony/call-sound.ts';
import { openHeadset } from '../telephony/follow-headset.ts';
import { askBeforeLeaving } from '../telephony/ask-before-leaving.ts';
import { followSession } from '../telephony/follow-session.ts';
import { createPhone } from '../telephony/phone.ts';
import { createCallStore } from '../workstation/call-store.ts';
import { followCalls } from '../workstation/phone/follow-calls.ts';
import { followStrays } from '../workstation/phone/follow-strays.ts';
import { createStrayBook } from '../workstation/phone/stray-book.ts';
import { createLiveMarks } from '../workstation/phone/live-mark.ts';
import { followShift } from '../workstation/shift/follow-shift.ts';
import { createShiftStore } from '../workstation/shift/shift-store.ts';
import { createCallRecorder } from '../workstation/recording/call-recorder.ts';
import '../ui/tokens.css';
import '../ui/global.css';

const LANG = 'sollecito.lang';

/** The composition root: makes everything once, joins it, and hands it to the screens. */
export const start = async (): Promise<void> => {
  const host = getHost();
  const theme = createThemeStore(window);
  const i18n = await createI18n(langOf(localStorage.getItem(LANG) ?? 'it'));
  const showLang = (lang: string): void => {
    document.documentElement.lang = lang;
    localStorage.setItem(LANG, lang);
  };
  showLang(i18n.language);
  i18n.on('languageChanged', showLang);

  const api = createApi({
    // The page's own origin in both hosts: the desktop forwards what is meant for the coordinator.
    origin: () => '',
    token: () => session.getState().token,
    onSessionEnded: () => session.getState().ended(),
    fetch: (input, init) => globalThis.fetch(input, init),
  });
  const door = createWorkstationDoor({
    host,
    window,
    startWorker: () => new Worker(new URL('../offline/store-worker.ts', import.meta.url), { type: 'module' }),
    sessionEnded: () => session.getState().ended(),
  });
  const session = createSessionStore({
    api,
    door,
    hasCoordinator: async () => host.kind === 'browser' || (await host.coordinatorAddress.get()) !== null,
    keep: sessionStorage,
  });
  const timers = createWorkerTimers();
  const socket = createSoundSocket();
  const sound = createSoundBench({
    createContext: () => new AudioContext(),
    createRecorder: (stream) => new MediaRecorder(stream),
    after: timers.after,
  });
  const port = createTelephony(window, timers, {
    plugSound: socket.plug,
    onDesk: sound.attach,
    onMicrophoneProblem: sound.failed,
  });
  const phone = createPhone(
    port,
    openHeadset(port, window, () => session.getState().phase !== 'locked'),
    sound,
  );
  const call = createCallStore();
  const marks = createLiveMarks(localStorage);
  followSession({ session, api, phone });
  askBeforeLeaving(window, phone);
  const strays = createStrayBook();
  const joined = {
    ...{ phone, calls: call, session },
    now: () => new Date().toISOString(),
    later: (ms: number, run: () => void) => void timers.after(ms, run),
  };
  followCalls({ ...joined, marks });
  const shift = createShiftStore(localStorage, joined.now());
  followShift({ ...joined, shift, host, timers });
  followStrays({ ...joined, book: strays, newId: () => uuid7() });
  const recorder = createCallRecorder({
    ...joined,
    sound: socket.sound,
    api: onlySignedIn(api, () => session.getState().token !== null),
    clock: () => performance.now(),
    newId: () => crypto.randomUUID(),
    every: timers.every,
  });
  session.subscribe(({ phase }) => {
    if (phase === 'locked') recorder.away();
  });
  host.onPower((event) => {
    if (event === 'resume') phone.port.wake('resume');
  });
  let awake = false;
  phone.view.subscribe(({ calls }) => {
    if (calls.some(isLive) === awake) return;
    awake = !awake;
    void host.stayAwake(awake);
  });
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // Only what may pass by itself is tried again; a refusal stays one.
        retry: (count, error) => count < 2 && error instanceof AppError && error.recovery === 'retry',
        refetchOnWindowFocus: true,
      },
      mutations: { retry: false },
    },
  });
  const root = document.getElementById('root');
  if (root === null) throw new Error('no #root');
  createRoot(root).render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={queries}>
        <AppContext value={{ host, api, session, theme, call, phone, marks, strays, shift, recorder }}>
          <App />
        </AppContext>
      </QueryClientProvider>
    </I18nextProvider>,
  );
  await session.getState().look();
};
