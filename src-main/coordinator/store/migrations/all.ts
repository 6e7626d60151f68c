import * as initial from './0001-initial.ts';
import * as telephony from './0002-telephony.ts';
import * as recordings from './0003-recordings.ts';
import * as products from './0004-products.ts';
import * as rejects from './0005-rejects.ts';

export type Migration = { readonly id: number; readonly name: string; readonly sql: string };

/** In order, forward only. A migration that has shipped is never edited: add the next one. */
export const MIGRATIONS: readonly Migration[] = [initial, telephony, recordings, products, rejects];
