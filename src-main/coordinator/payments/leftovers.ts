import type { Start } from '../context.ts';
import { dropLeftovers } from './read-file.ts';

/** Uploads that a killed coordinator left in the data folder go before the first request. */
export const startPayments: Start = (context) => {
  dropLeftovers(context.dataDir);
  return { stop: () => undefined };
};
