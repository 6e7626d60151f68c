import type { Preview } from '../../../../src-shared/contract/intake.ts';
import { AMOUNT_FIELDS, type FieldName, type LayoutSpec } from '../../../../src-shared/contract/layout.ts';
import { createEvaluate, type Measure } from '../check/evaluate.ts';
import type { Evaluated } from '../check/placement.ts';
import { bindLayout, incompleteFields } from '../layout/bind.ts';
import type { DraftState } from './draft-files.ts';

/** The first rows of a draft as a layout reads them. Errors: `layout-mismatch`. */
export const previewOf = (state: DraftState, spec: LayoutSpec, measure: Measure): Preview => {
  const missing = incompleteFields([...spec.mappings, ...spec.constants].map(({ field }) => field));
  if (missing.length > 0) {
    return { rows: state.sample.map(({ line, cells }) => ({ line, cells, fields: {} })), missing };
  }
  const evaluate = createEvaluate(bindLayout(spec, spec.headerRow ? state.facts.columns : null), measure, {
    mayBeDamaged: true,
  });
  return {
    missing,
    rows: state.sample.map(({ line, cells }) => ({ line, cells, fields: fieldsOf(spec, evaluate(cells)) })),
  };
};

const fieldsOf = (spec: LayoutSpec, { row, findings }: Evaluated): Preview['rows'][number]['fields'] =>
  Object.fromEntries(
    [...new Set(spec.mappings.map(({ field }) => field))].map((field) => {
      const finding = findings.find((one) => one.field === field);
      return [field, { value: finding?.value ?? valueOf(field, row), rule: finding?.rule ?? null }];
    }),
  );

/** What would be stored: dates as civil dates, amounts in cents, numbers in E.164. */
const valueOf = (field: FieldName, { party, guarantor, position, ...row }: Evaluated['row']): string => {
  if (field.startsWith('custom.')) return row.custom.find(({ name }) => `custom.${name}` === field)?.value ?? '';
  if ((AMOUNT_FIELDS as readonly FieldName[]).includes(field))
    return String(position[field.slice('position.'.length) as 'total']);
  const contact = (kind: 'phone' | 'email', at: number): string =>
    party.contacts.filter((one) => one.kind === kind)[at]?.value ?? '';
  if (field.startsWith('contact.phone')) return contact('phone', Number(field.slice(-1)) - 1);
  switch (field) {
    case 'case.number':
      return row.caseNumber;
    case 'case.product':
      return row.product;
    case 'case.placedOn':
      return row.placedOn ?? '';
    case 'party.kind':
      return party.kind;
    case 'party.name':
    case 'party.givenName':
      return party.name;
    case 'party.taxCode':
      return party.taxCode;
    case 'party.vatNumber':
      return party.vatNumber;
    case 'party.birthDate':
      return party.birthDate ?? '';
    case 'party.birthPlace':
      return party.birthPlace;
    case 'party.iban':
      return party.iban;
    case 'party.province':
      return party.province;
    case 'party.postalCode':
      return party.postalCode;
    case 'party.country':
      return party.country;
    case 'party.address':
    case 'party.city':
      return party.contacts.find(({ kind }) => kind === 'address')?.value ?? '';
    case 'contact.email':
    case 'contact.pec':
      return contact('email', 0);
    case 'guarantor.name':
      return guarantor?.name ?? '';
    case 'guarantor.taxCode':
      return guarantor?.taxCode ?? '';
    case 'guarantor.phone':
      return guarantor?.contacts[0]?.value ?? '';
    case 'position.contract':
      return position.contract;
    case 'position.product':
      return position.product;
    case 'position.dueOn':
      return position.dueOn ?? '';
    default:
      return '';
  }
};
