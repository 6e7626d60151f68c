import { fold } from '../../../../src-shared/domain/search.ts';

const KINDS: Readonly<Record<string, 'person' | 'company'>> = {
  person: 'person', persona: 'person', 'persona fisica': 'person', pf: 'person', f: 'person', p: 'person', fisica: 'person',
  individual: 'person', natural: 'person', 'natural person': 'person', privato: 'person', consumer: 'person',
  company: 'company', 'persona giuridica': 'company', pg: 'company', g: 'company', giuridica: 'company', azienda: 'company',
  societa: 'company', legal: 'company', 'legal person': 'company', business: 'company', impresa: 'company', c: 'company',
  'ditta individuale': 'person', di: 'person', enterprise: 'company', organisation: 'company', organization: 'company',
}; // prettier-ignore

/** Person or company, in the words and letters that creditors use; null for a word that means neither. */
export const partyKindOf = (text: string): 'person' | 'company' | null => KINDS[fold(text).trim()] ?? null;
