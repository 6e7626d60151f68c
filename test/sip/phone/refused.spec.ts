import type { Page } from '@playwright/test';
import { telephonyRoutes } from '../../../src-shared/contract/telephony.ts';
import { ANNA, card } from '../../e2e/fixtures/sample.ts';
import { dial, expect, panel, test } from './fixtures/operator.ts';

const WORDS =
  'Il centralino rifiuta la password del tuo telefono: avvisa il responsabile. Il debitore non è stato disturbato.';
const suggestion = (page: Page) => page.getByRole('button', { name: /^Esito suggerito/u });

test('SH-40 a password that is wrong from the start is named where a call is tried, and no outcome is suggested', async ({
  phoned,
  openProfile,
  signIn,
}) => {
  const { pbx } = phoned;
  const [account] = pbx.accounts;
  const { page } = await openProfile({ permissions: ['microphone'] });
  const given = {
    ...{ server: pbx.url, domain: pbx.domain, ...account, password: 'sbagliata', dialPrefix: null, numberShown: null },
    ...{ iceServers: [], refused: [], conferenceRoom: null, practice: true },
  };
  await page.route(`**${telephonyRoutes.account.path}`, (route) => route.fulfill({ json: { account: given } }));
  await signIn(page, ANNA);
  await expect(card(page)).toBeVisible();
  await expect(
    page.getByRole('button', { name: 'Telefono rifiutato · password rifiutata', exact: true }),
  ).toBeVisible();
  await dial(page);
  await expect(page.getByText(WORDS, { exact: true })).toBeVisible();
  await expect(panel(page)).toHaveCount(0);
  await expect(suggestion(page)).toHaveCount(0);
});

test('SH-41 a password that was changed at the exchange under a registered telephone is named too', async ({
  phoned,
}) => {
  const { page, pbx } = phoned;
  await pbx.setAccounts([{ username: 'anna', password: 'cambiata' }]);
  await dial(page);
  await expect(page.getByText(`${WORDS} (codice 407)`)).toBeVisible();
  await expect(panel(page)).toHaveCount(0);
  await expect(suggestion(page)).toHaveCount(0);
});
