import type { OutcomeDefinition } from './outcome-definition.ts';

export const CATALOGUE_RULES = [
  'code-shape',
  'code-repeated',
  'code-removed',
  'own-code-changed',
  'label-missing',
  'key-repeated',
  'key-of-inactive',
  'field-twice',
  'callback-field',
  'promise-field',
  'contact-point-field',
  'representative-field',
  'next-none',
  'closes',
  'flag-suspends',
  'nothing-to-choose',
] as const;
export type CatalogueRule = (typeof CATALOGUE_RULES)[number];

/** One reason why a catalogue cannot come into force. `other` names the second outcome where two quarrel. */
export type CatalogueProblem = { readonly rule: CatalogueRule; readonly code: string; readonly other?: string };

export type CatalogueCheck = {
  readonly before: readonly OutcomeDefinition[];
  readonly after: readonly OutcomeDefinition[];
  /** Codes that some case's history holds. */
  readonly used: ReadonlySet<string>;
};

const CODE = /^[A-Z0-9]{2,8}$/u;

/** Everything that keeps a changed catalogue from coming into force, in the order of its outcomes; empty when nothing. */
export function catalogueProblems(check: CatalogueCheck): readonly CatalogueProblem[] {
  const { after } = check;
  const choosable = after.some(({ active, operatorMayChoose }) => active && operatorMayChoose);
  return [
    ...after.flatMap((outcome) => ofOne(outcome)),
    ...repeated(after),
    ...againstBefore(check),
    ...(choosable ? [] : [{ rule: 'nothing-to-choose', code: '' } as const]),
  ];
}

function ofOne(outcome: OutcomeDefinition): readonly CatalogueProblem[] {
  const { code, needs, optional, next } = outcome;
  const asks = new Set([...needs, ...optional]);
  const broken: readonly (readonly [CatalogueRule, boolean])[] = [
    ['code-shape', !CODE.test(code)],
    ['label-missing', outcome.label.it.trim() === '' || outcome.label.en.trim() === ''],
    ['key-of-inactive', outcome.key !== null && !(outcome.active && outcome.operatorMayChoose)],
    ['field-twice', asks.size !== needs.length + optional.length],
    ['callback-field', next.kind === 'callback' && !needs.includes('callback')],
    ['promise-field', (next.kind === 'promise-check') !== (needs.includes('promise') || needs.includes('plan'))],
    ['contact-point-field', outcome.contactPoint !== null && !needs.includes('contactPoint')],
    ['representative-field', outcome.flag === 'lawyer' && !needs.includes('representative')],
    // No case is left without a next step: only what closes it may ask for none.
    ['next-none', (next.kind === 'none') !== outcome.closes],
    // An operator's word never closes a case: payments and the end of the mandate do.
    ['closes', outcome.closes && outcome.operatorMayChoose],
    ['flag-suspends', outcome.flag !== null && !outcome.suspends],
  ];
  return broken.flatMap(([rule, is]) => (is ? [{ rule, code }] : []));
}

function repeated(after: readonly OutcomeDefinition[]): readonly CatalogueProblem[] {
  const codes = new Set<string>();
  const keys = new Map<string, string>();
  const problems: CatalogueProblem[] = [];
  for (const { code, key } of after) {
    if (codes.has(code)) problems.push({ rule: 'code-repeated', code });
    codes.add(code);
    if (key === null) continue;
    const other = keys.get(key);
    if (other === undefined) keys.set(key, code);
    else problems.push({ rule: 'key-repeated', code, other });
  }
  return problems;
}

function againstBefore({ before, after, used }: CatalogueCheck): readonly CatalogueProblem[] {
  const now = new Map(after.map((outcome) => [outcome.code, outcome]));
  const known = new Set(before.map(({ code }) => code));
  const gone = before.filter(({ code, operatorMayChoose }) => !now.has(code) && (used.has(code) || !operatorMayChoose));
  const changed = before.filter((was) => {
    const is = now.get(was.code);
    return is !== undefined && (was.operatorMayChoose ? !is.operatorMayChoose : meaning(was) !== meaning(is));
  });
  const pretending = after.filter(({ code, operatorMayChoose }) => !known.has(code) && !operatorMayChoose);
  return [
    ...gone.map(({ code }) => ({ rule: 'code-removed', code }) as const),
    ...[...changed, ...pretending].map(({ code }) => ({ rule: 'own-code-changed', code }) as const),
  ];
}

/**
 * What the coordinator itself writes (payments, promise checks, closing) may be renamed and moved, nothing else; the
 * rest of it as one comparable text, whatever the order in which its parts were written.
 */
function meaning({ label: _label, order: _order, next, ...rest }: OutcomeDefinition): string {
  const sorted = (of: object): readonly unknown[] => Object.entries(of).sort(([a], [b]) => a.localeCompare(b));
  return JSON.stringify([sorted(rest), sorted(next)]);
}
