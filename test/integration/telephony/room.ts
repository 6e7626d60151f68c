import type { z } from 'zod';
import {
  telephonySettingsRoutes,
  type TelephonySettingsInput,
} from '../../../src-shared/contract/telephony-settings.ts';
import type { Answer, House } from '../coordinator/house.ts';

export type Desk = {
  readonly token: string;
  readonly read: () => Promise<z.output<typeof telephonySettingsRoutes.read.response>>;
  readonly save: (change: Partial<TelephonySettingsInput>) => Promise<Answer>;
  readonly give: (userId: string, account: object) => Promise<Answer>;
};

/** The telephony of a house as its leader sees it. */
export const deskOf = (house: House, token: string): Desk => {
  const read = async () =>
    telephonySettingsRoutes.read.response.parse((await house.call('GET', '/api/telephony/settings', { token })).body);
  return {
    token,
    read,
    save: async (change) => {
      const { settings } = await read();
      const iceServers = settings.iceServers.map(({ id, url, username }) => ({ id, url, username, credential: null }));
      return house.call('PUT', '/api/telephony/settings', { token, body: { ...settings, iceServers, ...change } });
    },
    give: (userId, account) => house.call('PUT', `/api/telephony/accounts/${userId}`, { token, body: account }),
  };
};

export const SERVER = { exchange: 'server', server: 'wss://pbx.example/ws', domain: 'pbx.example' } as const;

export const accountOf = async (house: House, token: string): Promise<Record<string, unknown> | null> =>
  (await house.call('GET', '/api/telephony/account', { token })).body['account'] as Record<string, unknown> | null;

export const colleaguesOf = async (house: House, token: string): Promise<unknown> =>
  (await house.call('GET', '/api/telephony/account', { token })).body['colleagues'];
