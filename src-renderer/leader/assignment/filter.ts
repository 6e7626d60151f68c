import type { AssignmentFilter, AssignmentStanding } from '../../../src-shared/contract/assignment.ts';

/** What the filter bar holds; null and '' narrow nothing. Amounts are cents. */
export type Filter = {
  readonly mandateId: string | null;
  readonly batchId: string | null;
  readonly standing: AssignmentStanding | 'all';
  readonly operatorId: string | null;
  readonly product: string | null;
  readonly worked: 'any' | 'yes' | 'no';
  readonly from: number | null;
  readonly to: number | null;
  readonly province: string;
  readonly postalCode: string;
  readonly text: string;
};

export const NO_FILTER: Filter = {
  mandateId: null,
  batchId: null,
  standing: 'unassigned',
  operatorId: null,
  product: null,
  worked: 'any',
  from: null,
  to: null,
  province: '',
  postalCode: '',
  text: '',
};

export const provinceIsWrong = (text: string): boolean => text !== '' && !/^[a-z]{2}$/iu.test(text);
export const postalCodeIsWrong = (text: string): boolean => text !== '' && !/^\d{1,5}$/u.test(text);

/** How many fields beyond the batch and the standing narrow the list. */
export const narrowings = (filter: Filter): number =>
  [
    filter.operatorId !== null,
    filter.product !== null,
    filter.worked !== 'any',
    filter.from !== null,
    filter.to !== null,
    filter.province !== '',
    filter.postalCode !== '',
    filter.text !== '',
  ].filter(Boolean).length;

/** As the coordinator takes it; what is not finished yet (one letter of a province) is left out. */
export const asQuery = (filter: Filter): AssignmentFilter => ({
  ...(filter.mandateId === null ? {} : { mandateId: filter.mandateId }),
  ...(filter.batchId === null ? {} : { batchId: filter.batchId }),
  ...(filter.standing === 'all' ? {} : { standing: filter.standing }),
  ...(filter.operatorId === null ? {} : { operatorId: filter.operatorId }),
  ...(filter.product === null ? {} : { product: filter.product }),
  ...(filter.worked === 'any' ? {} : { worked: filter.worked }),
  ...(filter.from === null ? {} : { residualFrom: filter.from }),
  ...(filter.to === null ? {} : { residualTo: filter.to }),
  ...(filter.province === '' || provinceIsWrong(filter.province) ? {} : { province: filter.province.toUpperCase() }),
  ...(filter.postalCode === '' || postalCodeIsWrong(filter.postalCode) ? {} : { postalCode: filter.postalCode }),
  ...(filter.text.trim() === '' ? {} : { text: filter.text.trim() }),
});
