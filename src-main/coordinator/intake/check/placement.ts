import type { FieldName } from '../../../../src-shared/contract/layout.ts';
import type { RuleId } from '../../../../src-shared/contract/intake-rules.ts';
import type { CivilDate } from '../../../../src-shared/domain/civil-date.ts';
import type { Cents } from '../../../../src-shared/domain/money.ts';

/** What a row broke. `value` is what the file says there. */
export type Finding = { readonly rule: RuleId; readonly field: FieldName | ''; readonly value: string };

export type ContactDraft = {
  readonly kind: 'phone' | 'email' | 'address';
  readonly value: string;
  readonly label: string;
  readonly status: 'ok' | 'invalid';
  readonly reason: string;
};

/** Who the row says the debtor is. */
export type Identity = {
  /** The same for the same person in every row, file and creditor, where a tax code, a VAT number or a key tells. */
  readonly link: string;
  /** A number tells; otherwise only name and birth date do. */
  readonly strong: boolean;
};

export type PartyDraft = Identity & {
  readonly kind: 'person' | 'company';
  readonly name: string;
  readonly taxCode: string;
  readonly vatNumber: string;
  readonly birthDate: CivilDate | null;
  readonly birthPlace: string;
  readonly iban: string;
  readonly country: string;
  readonly province: string;
  readonly postalCode: string;
  readonly contacts: readonly ContactDraft[];
};

/** Cents of each component; `total` is their sum, or what the file says within the layout's tolerance. */
export type AmountsDraft = {
  readonly principal: Cents;
  readonly interest: Cents;
  readonly fees: Cents;
  readonly other: Cents;
  readonly total: Cents;
};

export type PositionDraft = AmountsDraft & {
  readonly contract: string;
  readonly product: string;
  readonly dueOn: CivilDate | null;
};

/** One row, normalised. A row with findings of level `row` has what could be read, and is not loaded. */
export type PlacementRow = {
  readonly caseNumber: string;
  /** Equal for rows that are the same position of a case. */
  readonly positionKey: string;
  readonly product: string;
  readonly placedOn: CivilDate | null;
  readonly party: PartyDraft;
  readonly guarantor: PartyDraft | null;
  readonly position: PositionDraft;
  readonly custom: readonly { readonly name: string; readonly value: string }[];
};

export type Evaluated = { readonly row: PlacementRow; readonly findings: readonly Finding[] };
