/** The few words the desktop shows outside the page: its tray, its menu, and what it asks before a call is cut. */
const italian = {
  open: 'Apri Sollecito',
  quit: 'Esci',
  edit: 'Modifica',
  view: 'Vista',
  inCall: 'C’è una chiamata in corso.',
  endsCall: 'Se si chiude la finestra, la chiamata finisce.',
  stay: 'Resta in chiamata',
  leave: 'Chiudi e riaggancia',
};
const english: typeof italian = {
  open: 'Open Sollecito',
  quit: 'Quit',
  edit: 'Edit',
  view: 'View',
  inCall: 'A call is going on.',
  endsCall: 'It ends when the window is closed.',
  stay: 'Stay in the call',
  leave: 'Close and hang up',
};

export type Words = typeof italian;

/** Italian unless the system speaks another language. */
export const wordsFor = (locale: string): Words => (locale === '' || locale.startsWith('it') ? italian : english);
