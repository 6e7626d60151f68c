import { describe, expect, it } from 'vitest';
import { ROLES } from '../../../src-shared/contract/basics.ts';
import type { Route } from '../../../src-shared/contract/route.ts';
import { inHouse, refusal } from './house.ts';

/** A path with something in the place of each parameter: a refusal comes before anybody looks at it. */
const filled = (route: Route): string => route.path.replaceAll(/:\w+/g, 'x');

describe('who may call which route', () => {
  it(
    'CO-01 every route refuses every role that it does not name, nobody, a stranger and a device',
    inHouse(async ({ registrations, call, user }) => {
      const tokens = new Map<string, string>();
      for (const role of ROLES) tokens.set(role, (await user(`un-${role}`, role)).token);
      const checked = { refused: 0, routes: 0 };
      for (const { route } of registrations) {
        if (route.roles === 'public') continue;
        checked.routes += 1;
        const ask = (as: { token?: string; device?: string }) => call(route.method, filled(route), as);
        if (route.roles === 'device') {
          for (const token of tokens.values()) {
            expect(await ask({ token }), route.id).toMatchObject(refusal(401, 'device-unknown'));
          }
          expect(await ask({ device: 'strano' }), route.id).toMatchObject(refusal(401, 'device-unknown'));
          continue;
        }
        expect(await ask({}), route.id).toMatchObject(refusal(401, 'not-signed-in'));
        expect(await ask({ token: 'strano' }), route.id).toMatchObject(refusal(401, 'not-signed-in'));
        expect(await ask({ device: 'strano' }), route.id).toMatchObject(refusal(401, 'not-signed-in'));
        for (const role of ROLES) {
          if (route.roles === 'session' || route.roles.includes(role)) continue;
          const answer = await ask({ token: tokens.get(role) ?? '' });
          expect(answer, `${route.id} as ${role}`).toMatchObject(refusal(403, 'forbidden'));
          checked.refused += 1;
        }
      }
      // The table is the product's: a table read empty would pass every check.
      expect(checked.routes).toBeGreaterThan(50);
      expect(checked.refused).toBeGreaterThan(120);
    }),
  );

  it(
    'CO-02 no route is registered twice, and every id is one route',
    inHouse(async ({ registrations }) => {
      const places = registrations.map(({ route }) => `${route.method} ${route.path}`);
      expect(new Set(places).size).toBe(places.length);
      const ids = registrations.map(({ route }) => route.id);
      expect(new Set(ids).size).toBe(ids.length);
      await Promise.resolve();
    }),
  );

  it(
    'CO-03 an administrator and an auditor reach no debtor’s data by the routes of work',
    inHouse(async ({ registrations }) => {
      const open = registrations.filter(
        ({ route }) =>
          typeof route.roles !== 'string' &&
          /\/(cases|payments|claims|callbacks|decisions|drafts)/.test(route.path) &&
          (route.roles.includes('administrator') || route.roles.includes('auditor')),
      );
      expect(open.map(({ route }) => route.id)).toEqual([]);
      await Promise.resolve();
    }),
  );
});
