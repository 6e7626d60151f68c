/** The few words the desktop shows outside the page: its tray and its menu. */
const italian = { open: 'Apri Sollecito', quit: 'Esci', edit: 'Modifica', view: 'Vista' };
const english: typeof italian = { open: 'Open Sollecito', quit: 'Quit', edit: 'Edit', view: 'View' };

export type Words = typeof italian;

/** Italian unless the system speaks another language. */
export const wordsFor = (locale: string): Words => (locale === '' || locale.startsWith('it') ? italian : english);
