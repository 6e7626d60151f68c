import type { AmountField } from '../../../../src-shared/contract/layout.ts';
import { type Cents, parseAmount } from '../../../../src-shared/domain/money.ts';
import type { Binding, FieldReader } from '../layout/bind.ts';
import type { AmountsDraft, Finding } from './placement.ts';
import { quickAmount } from './quick.ts';

/** Cents of an amount's text, or null. With implied decimals the digits are the smallest unit: `120400` is 1.204,00. */
export const readAmount = (
  text: string,
  { decimal, implied }: Pick<FieldReader, 'decimal' | 'implied'>,
): Cents | null => {
  if (implied === 0) return quickAmount(text, decimal) ?? parseAmount(text, { decimal });
  const match = /^([+-]?)(\d{1,17})([+-]?)$/u.exec(text.trim());
  if (match === null || (match[1] !== '' && match[3] !== '')) return null;
  const digits = match[2]?.padStart(implied + 1, '0') ?? '';
  const point = digits.length - implied;
  const value = parseAmount(`${digits.slice(0, point).replace(/^0+(?=\d)/u, '')}.${digits.slice(point)}`, {
    decimal: '.',
  });
  return value !== null && (match[1] === '-' || match[3] === '-') && value !== 0 ? -value : value;
};

const COMPONENTS = ['position.principal', 'position.interest', 'position.fees', 'position.other'] as const;
const NONE: AmountsDraft = { principal: 0, interest: 0, fees: 0, other: 0, total: 0 };

/**
 * Reads the amounts of a row and checks them: IN-09 (none), IN-10 (unreadable), IN-11 (nothing owed), IN-13 (sum).
 *
 * Without a total the components are summed. With a total and only one component mapped the rest is `other`: the file
 * does not say what it is, and the total stays right.
 */
export const readAmounts = (binding: Binding, cells: readonly string[], findings: Finding[]): AmountsDraft => {
  const before = findings.length;
  const cents = (field: AmountField): Cents | undefined => {
    const reader = binding.fields.get(field);
    if (reader === undefined) return undefined;
    const text = reader.read(cells) ?? '';
    if (text === '') {
      if (field === 'position.principal' || field === 'position.total')
        findings.push({ rule: 'IN-09', field, value: '' });
      return 0;
    }
    const value = readAmount(text, reader);
    if (value === null) findings.push({ rule: 'IN-10', field, value: text });
    return value ?? 0;
  };
  const [principal, interest, fees, other] = COMPONENTS.map(cents);
  const written = cents('position.total');
  if (findings.length > before) return NONE;
  const mapped = [principal, interest, fees, other].filter((value) => value !== undefined).length;
  const sum = (principal ?? 0) + (interest ?? 0) + (fees ?? 0) + (other ?? 0);
  const total = written ?? sum;
  const field: AmountField = written === undefined ? 'position.principal' : 'position.total';
  const say = (rule: 'IN-09' | 'IN-11' | 'IN-13', at: AmountField): void =>
    void findings.push({ rule, field: at, value: binding.fields.get(at)?.raw(cells).trim() ?? '' });
  if (total <= 0) say('IN-11', field);
  if (written === undefined)
    return { principal: principal ?? 0, interest: interest ?? 0, fees: fees ?? 0, other: other ?? 0, total };
  if (mapped === 0) return { ...NONE, principal: total, total };
  const rest = total - sum;
  if (mapped === 1 && rest >= 0)
    return { principal: principal ?? 0, interest: interest ?? 0, fees: fees ?? 0, other: (other ?? 0) + rest, total };
  if (Math.abs(rest) > binding.spec.tolerance) say('IN-13', 'position.total');
  return { principal: principal ?? 0, interest: interest ?? 0, fees: fees ?? 0, other: other ?? 0, total };
};
