import { randomUUID } from 'node:crypto';

/**
 * A UUIDv7: 48 bits of milliseconds, then 74 random bits. Ids made later sort later, which keeps indexes compact.
 * The random part is that of a UUIDv4, for which node keeps a stock of random bytes: asking the system each time costs
 * more than all the rest.
 */
export const newId = (now: number = Date.now()): string => {
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
};
