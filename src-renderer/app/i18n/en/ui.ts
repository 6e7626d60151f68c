import type { Dictionary } from '../dictionary.ts';
import type { ui as italian } from '../it/ui.ts';

export const ui = {
  author: { commandLine: 'command line', commandLineOf: 'command line ({{account}})' },
  failed: 'That did not work',
  retry: 'Try again',
  cancel: 'Cancel',
  close: 'Close',
  choose: 'Choose…',
  nothingFound: 'Nothing found',
  loading: 'Loading',
  noRows: 'No rows.',
  selectAll: 'Select all rows',
  selectRow: 'Select this row',
  export: 'Export',
  exportCsv: 'CSV (delimited text)',
  exportXlsx: 'Excel (XLSX)',
  messages: 'Messages',
  copy: 'Copy',
  copied: 'Copied',
  previousMonth: 'Previous month',
  nextMonth: 'Next month',
  openCalendar: 'Open the calendar',
  amount: { unreadable: 'This cannot be read as an amount with certainty: write for example {{example}}.' },
} as const satisfies Dictionary<typeof italian>;
