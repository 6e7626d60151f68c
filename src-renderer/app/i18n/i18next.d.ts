import 'i18next';
import type { it } from './it/index.ts';

declare module 'i18next' {
  // i18next is augmented through an interface; a type cannot do that.
  // oxlint-disable-next-line typescript/consistent-type-definitions
  interface CustomTypeOptions {
    defaultNS: 'ui';
    resources: typeof it;
    returnNull: false;
  }
}
