import { PAYMENT_CHANNELS, type PaymentChannel, type PaymentField } from '../../../src-shared/contract/payments.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';

/** Where each field stands in a line. A file without a channel column is of payments made to the creditor. */
export type Columns = Readonly<Record<Exclude<PaymentField, 'channel'>, number>> & { readonly channel: number | null };

const WORDS: Readonly<Record<PaymentField, readonly string[]>> = {
  case: [
    'pratica',
    'numpratica',
    'numeropratica',
    'nrpratica',
    'npratica',
    'codpratica',
    'codicepratica',
    'idpratica',
  ].concat(['case', 'casenumber', 'caseno', 'caseid', 'account', 'accountnumber']),
  paidOn: ['data', 'datavaluta', 'valuta', 'datapagamento', 'dataincasso', 'datacontabile', 'dataoperazione'].concat([
    'date',
    'paidon',
    'paymentdate',
    'valuedate',
    'civildate',
  ]),
  amount: ['importo', 'importopagato', 'importoincassato', 'incassato', 'incasso', 'pagato', 'importoeuro'].concat([
    'amount',
    'paid',
    'paidamount',
    'amountpaid',
  ]),
  channel: ['canale', 'mezzo', 'modalita', 'modalitapagamento', 'metodo', 'channel', 'method', 'paymentmethod'],
  reference: [
    'idpagamento',
    'idincasso',
    'id',
    'codpagamento',
    'codicepagamento',
    'cro',
    'trn',
    'crotrn',
    'riferimento',
    'ricevuta',
  ].concat(['numeroricevuta', 'iuv', 'paymentid', 'paymentreference', 'reference', 'receipt', 'transactionid']),
};

/** The order of a file without a header. */
const ORDER = { case: 0, paidOn: 1, amount: 2, channel: 3, reference: 4 } as const satisfies Columns;

/**
 * Finds the columns by the words of the first line, Italian or English; a file whose first line is already a payment
 * (it has digits and no known word) has the columns in the order case, date, amount, channel, payment id.
 * Errors: `layout-incomplete` naming the fields that no column has.
 */
export const findColumns = (first: readonly string[]): { readonly columns: Columns; readonly header: boolean } => {
  const words = first.map(plain);
  const at = (field: PaymentField): number | null => {
    const exact = WORDS[field].map((word) => words.indexOf(word)).filter((i) => i >= 0);
    return exact[0] ?? null;
  };
  const found = {
    case: at('case'),
    paidOn: at('paidOn'),
    amount: at('amount'),
    channel: at('channel'),
    reference: at('reference'),
  };
  const { case: caseAt, paidOn, amount, reference } = found;
  if (caseAt !== null && paidOn !== null && amount !== null && reference !== null) {
    return { columns: { case: caseAt, paidOn, amount, channel: found.channel, reference }, header: true };
  }
  const known = Object.values(found).filter((i) => i !== null).length;
  if (known === 0 && first.length === 5 && /\d/u.test(first[ORDER.amount] ?? ''))
    return { columns: ORDER, header: false };
  const missing = (['case', 'paidOn', 'amount', 'reference'] as const).filter((field) => found[field] === null);
  throw new AppError('layout-incomplete', { params: { fields: missing.join(', ') } });
};

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/gu, '');

const CHANNEL_WORDS: Readonly<Record<PaymentChannel, RegExp>> = {
  transfer: /^(bonifico|bon|transfer|banktransfer|wire|sct)/u,
  postal: /^(bollettino|postale|posta|postal|ccp|mav|rav)/u,
  card: /^(carta|pos|card|creditcard|debitcard)/u,
  'direct-debit': /^(sdd|rid|addebito|directdebit)/u,
  pagopa: /^pagopa/u,
  cash: /^(contant|cash)/u,
  creditor: /^(committente|direttocommittente|mandante|creditor)/u,
};

/** The channel that the file's word means, or the word itself (cut to 40 characters) where it means none of ours. */
export const channelOf = (text: string): string => {
  const word = plain(text);
  if (word === '') return 'creditor';
  return PAYMENT_CHANNELS.find((channel) => CHANNEL_WORDS[channel].test(word)) ?? text.trim().slice(0, 40);
};
