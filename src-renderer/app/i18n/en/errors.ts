import type { Dictionary } from '../dictionary.ts';
import type { errors as italian } from '../it/errors.ts';

export const errors = {
  'bad-request':
    'The coordinator did not understand the request. Reload the page; if it happens again, tell the administrator.',
  'body-too-large': 'What was sent is too large for one request. Split it or upload a smaller file.',
  'unsupported-media': 'This kind of content is not accepted. Upload a delimited text file (CSV or TXT).',
  'not-signed-in': 'You are not signed in. Sign in and try again.',
  'session-expired': 'Your session has expired. Sign in again: the work saved on this computer is still here.',
  'wrong-credentials': 'The user name or the password is not right. Check the capital letters and try again.',
  'user-disabled': 'This user is disabled. Ask the administrator to enable it again.',
  'too-many-attempts': 'Too many attempts to sign in. Wait a few minutes, then try again.',
  'weak-password': 'The password is too simple. Use at least 10 characters, and not one of the commonest.',
  'password-given': 'Your password was handed to you by somebody else. Choose one of your own, then go on.',
  forbidden: 'Your role does not allow this. If you need it, ask your team leader.',
  'not-found':
    'What you were looking for no longer exists or your role cannot see it. Go back to the list and refresh.',
  'already-exists': 'There is already one with this name or code. Choose another.',
  'stale-version': 'Somebody else changed the same data in the meantime. Refresh, check and save again.',
  'device-unknown':
    'The coordinator does not know this workstation. Sign in again to register it: outcomes not yet sent stay here.',
  'device-forked':
    'This workstation looks like a copy of another one. It will register again and send what is missing; nothing is lost.',
  'sequence-gap':
    'The coordinator is missing an earlier operation of this workstation. It synchronises again by itself.',
  'wrong-epoch':
    'The coordinator was restored from a backup. The workstation realigns and sends again what is missing.',
  'wire-version': 'This workstation and the coordinator have versions that do not fit. Update the application.',
  'malformed-operation': 'An operation is not valid and is now among those to decide. Tell your team leader.',
  'unreadable-operation':
    'An operation reached the coordinator unreadable and is among those to decide. Tell your team leader.',
  'unknown-case': 'This case no longer exists: it may have been recalled. Go on to the next one.',
  'unknown-outcome': 'This outcome is no longer in the catalogue. Choose another.',
  'outcome-incomplete': 'Something is missing from the outcome. Fill in the marked fields and save again.',
  'identity-not-verified': 'The identity is not verified: verify it, then save again.',
  'other-team': 'Another team has cases here: its leader decides, or one without a team, who answers for all of them.',
  'out-of-scope': 'This case is not assigned to you. Go back to your work queue.',
  'unknown-creditor': 'There is no such creditor. Check the name or create it in the settings.',
  'unknown-mandate': 'There is no such mandate. Check the code or create it in the settings.',
  'unknown-batch': 'This batch no longer exists. Go back to the list of placements.',
  'unknown-layout': 'There is no such record layout. Choose one from the list or create a new one.',
  'unknown-user': 'There is no such user. Check the name in the list of users.',
  'file-empty': 'The file is empty. Ask the creditor to send it again.',
  'file-binary': 'Line {{line}} of the file is not text ({{kind}}). Export it as CSV or TXT and upload it again.',
  'file-encoding':
    'Line {{line}} holds bytes that cannot be read as {{encoding}}. Save the file as UTF-8 and upload it again.',
  'file-delimiter':
    'No separator (tried: {{tried}}) cuts the file into columns, from line {{line}} on. Save it with a semicolon between the columns and upload it again.',
  'file-truncated':
    'The last line ({{line}}) has {{found}} columns of {{expected}}: the file looks cut off. Ask for it again.',
  'file-line-too-long': 'Line {{line}} is too long to be a case. Check the quotes and the line ends.',
  'file-repeated':
    'The file “{{file}}” has been loaded before, byte for byte, and is not counted twice. If the first one was wrong, undo that; otherwise ask for the right file.',
  'file-control-totals':
    'The control total does not agree: the file declares {{expected, money}}, its rows give {{found, money}}. Ask the creditor for a correct file.',
  'file-control-count':
    'The number of rows does not agree: the file declares {{expected, number}} and holds {{found, number}}. Ask the creditor for a correct file.',
  'file-control-records':
    'The header or trailer record is missing, doubled or out of place (line {{line}}). Check the record layout or ask the creditor for a correct file.',
  'file-no-rows':
    'No row of the file can be loaded: there is none, or all are rejected or already there. Look at the rejects or choose the right file.',
  'file-columns': 'Line {{line}} has {{found}} columns instead of {{expected}}. Check the separator and the quotes.',
  'layout-incomplete':
    'The record layout does not say where to find: {{fields, fields}}. Map the column and try again.',
  'layout-mismatch':
    'The file does not fit the record layout “{{layout}}”: column {{columns}} is missing. Choose another layout or correct it.',
  'batch-worked':
    'Batch {{batch}} can no longer be undone: {{worked, number}} cases have been worked and {{paid, number}} have payments. Return them by closing the mandate.',
  'batch-not-loaded': 'The batch is not loaded yet. Finish loading it first.',
  'batch-state': 'The state of the batch changed in the meantime. Refresh and try again.',
  'payment-before-placement':
    'The payment is from before the placement: usually it is already taken off the entrusted amount. Confirm that it is to be recorded.',
  'payment-over-residual': 'The amount is more than is still owed. Confirm that it is right, or correct it.',
  'payment-repeated': 'This payment is already recorded. It was not counted twice.',
  'payment-unknown-case': 'No open case has this number. Check the number and the creditor.',
  'payment-bad-amount': 'The amount of the payment is not valid. Write an amount above zero, in euro and cents.',
  'payment-bad-date': 'The date of the payment is not valid. Write it as day, month and year, not in the future.',
  'payment-already-reversed': 'This payment has already been reversed. Refresh the list.',
  'mandate-open-work': 'The mandate still has work going on. Finish or reassign the open cases, then close it.',
  'mandate-closed':
    'Mandate {{mandate}} is closed and its return file is final: it takes no more payments, loads or changes. Tell the creditor of the movement; a reversal can still be recorded under Payments.',
  'return-file-damaged':
    'The return file {{file}} is no longer what was written at the closing and was not handed out. Restore a backup and tell the administrator.',
  'assignment-empty': 'No case fits the choice. Change the filters or the operators.',
  'last-administrator': 'This is the last administrator: create another one before disabling it.',
  'team-has-members': 'Team {{team}} still has {{members}} people. Move them to another team, then remove it.',
  'outcome-catalogue':
    'The catalogue cannot come into force like this: check outcome {{outcome}} and correct what is marked.',
  'telephony-file':
    'Lines of the file to correct: {{lines}}. Nothing was changed: correct them and load the file again.',
  'telephony-password': 'The password is missing: type it, because none is kept for this account.',
  'backup-damaged': 'The backup is damaged or incomplete and was not restored. Use another one.',
  'backup-newer': 'A newer version of the program made this backup. Update the program and try again.',
  'backup-key': 'The key does not open this backup. Check that it is the right one.',
  'data-dir-in-use': 'The data folder is already in use by another coordinator. Close that one first.',
  'data-dir-missing': 'The data folder does not exist. Check the path.',
  'setup-done': 'The workspace already has an administrator. Sign in with your credentials.',
  'disk-full': 'The disk is full: nothing was saved. Free some space and try again.',
  'recording-off': 'Calls about this case are not recorded: the settings say so.',
  'recording-consent': 'The coordinator has not received the consent to this recording yet: try again in a moment.',
  'recording-over': 'This recording is closed already. To record on, begin again.',
  'recording-damaged':
    'The file of this recording is damaged or incomplete and cannot be played. Tell the administrator.',
  offline: 'You are offline. This needs the coordinator: try again when the connection is back.',
  'coordinator-unreachable':
    'The coordinator does not answer. Check the network and that the coordinator’s computer is on.',
  timeout: 'The coordinator did not answer in time. Try again shortly.',
  'storage-unavailable':
    'The browser does not let data be saved on this computer. Leave private browsing or free some space.',
  'wrong-password-offline':
    'The password does not open the data on this computer. Use the one of your last sign-in online.',
  'not-known-offline':
    'This user has never worked on this computer and cannot sign in without the network. Connect and try again.',
  usage: 'The command is not written correctly. Check its arguments.',
  internal: 'Something went wrong. Try again; if it happens again, tell the administrator.',
} as const satisfies Dictionary<typeof italian>;
