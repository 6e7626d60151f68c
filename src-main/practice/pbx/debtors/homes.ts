import type { Phone } from './phone.ts';

/** The telephones that are in use: made when somebody calls, put away a while after the last call. */
export type Homes = {
  readonly find: (number: string) => Phone | undefined;
  readonly move: (number: string, make: () => Phone) => Phone;
  readonly enter: (number: string) => void;
  readonly leave: (number: string) => void;
  readonly hasRoom: () => boolean;
  readonly stop: () => void;
};

const MOST = 200;
/** Late acknowledgements and repeated requests still find who they are for. */
const LINGER_MS = 5_000;

type Home = { readonly phone: Phone; calls: number; leaving: NodeJS.Timeout | null };

export function createHomes(): Homes {
  const homes = new Map<string, Home>();
  const putAway = (number: string): void => {
    homes.get(number)?.phone.stop();
    homes.delete(number);
  };
  const linger = (number: string, home: Home): void => {
    if (home.leaving !== null) clearTimeout(home.leaving);
    home.leaving = setTimeout(() => putAway(number), LINGER_MS);
    home.leaving.unref();
  };
  return {
    find: (number) => homes.get(number)?.phone,
    hasRoom: () => homes.size < MOST,
    move: (number, make) => {
      const home: Home = { phone: make(), calls: 0, leaving: null };
      homes.set(number, home);
      linger(number, home);
      return home.phone;
    },
    enter: (number) => {
      const home = homes.get(number);
      if (home === undefined) return;
      home.calls += 1;
      if (home.leaving !== null) clearTimeout(home.leaving);
    },
    leave: (number) => {
      const home = homes.get(number);
      if (home === undefined) return;
      home.calls -= 1;
      if (home.calls <= 0) linger(number, home);
    },
    stop: () => {
      for (const [number, { leaving }] of homes) {
        if (leaving !== null) clearTimeout(leaving);
        putAway(number);
      }
    },
  };
}
