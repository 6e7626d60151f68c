import { createContext, use } from 'react';
import type { Host } from '../host/host.ts';
import type { Api } from './api.ts';
import type { SessionStore } from './session.ts';
import type { ThemeStore } from './theme.ts';
import type { Phone } from '../telephony/phone.ts';
import type { CallStore } from '../workstation/call-store.ts';
import type { ShiftStore } from '../workstation/shift/shift-store.ts';
import type { StrayBook } from '../workstation/phone/stray-book.ts';
import type { CallRecorder } from '../workstation/recording/call-recorder.ts';
import type { LiveMarks } from '../workstation/phone/live-mark.ts';

/** What the composition root hands to every screen. */
export type App = {
  readonly host: Host;
  readonly api: Api;
  readonly session: SessionStore;
  readonly theme: ThemeStore;
  /** The one place that knows whether somebody is on the telephone. */
  readonly call: CallStore;
  readonly phone: Phone;
  readonly marks: LiveMarks;
  /** Calls that came in and are in no card. */
  readonly strays: StrayBook;
  /** How the operator stands; it never leaves the workstation. */
  readonly shift: ShiftStore;
  readonly recorder: CallRecorder;
};

export const AppContext = createContext<App | null>(null);

export const useApp = (): App => {
  const app = use(AppContext);
  if (app === null) throw new Error('useApp outside the application');
  return app;
};
