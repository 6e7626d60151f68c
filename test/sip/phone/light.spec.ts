import type { Page } from '@playwright/test';
import { telephonyRoutes } from '../../../src-shared/contract/telephony.ts';
import { takeScreen } from '../../e2e/fixtures/app.ts';
import { ANNA } from '../../e2e/fixtures/sample.ts';
import { expect, test } from './fixtures/gated.ts';

/** A dead link is noticed by a question without an answer, and asked again before it is believed. */
const NOTICED = { timeout: 30_000 };

/** Where everything of the status bar stands that is not the telephone's own; what it says may change meanwhile. */
const placesOf = (page: Page): Promise<readonly number[]> =>
  page
    .locator('.status-bar > *:not([role="status"]):not(.grow)')
    .evaluateAll((items) =>
      items
        .filter((item) => !/^(?:Telefono|Telephone)/u.test(item.textContent))
        .map((item) => item.getBoundingClientRect().left),
    );

/** Nothing of the status bar is cut off. */
const isWhole = async (page: Page): Promise<void> => {
  const cut = await page
    .locator('.status-bar, .status-bar .clip')
    .evaluateAll((items) =>
      items.filter((item) => item.scrollWidth > item.clientWidth).map((item) => item.textContent),
    );
  expect(cut).toEqual([]);
};

test('SH-27 the light says why it is off, whole at the smallest screen, and moves nothing', async ({ gated }) => {
  const { page, gate } = gated;
  const light = (words: string) => page.getByRole('button', { name: words, exact: true });
  const registered = page.getByRole('button', { name: /^Telefono registrato/u });
  await page.setViewportSize({ width: 1280, height: 720 });
  await expect(page.getByRole('button', { name: 'Sincronizzato · nessun esito in attesa' })).toBeVisible();
  const before = await placesOf(page);
  expect(before.length).toBeGreaterThan(3);

  gate.drop(true);
  const unreachable = 'Telefono in riconnessione · centralino non raggiungibile';
  await expect(light(unreachable)).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: unreachable })).toHaveCount(1);
  expect(await placesOf(page)).toEqual(before);
  await isWhole(page);
  await takeScreen(page, 'telephone-unreachable');
  gate.drop(false);
  await expect(registered).toBeVisible(NOTICED);

  gate.freeze();
  await expect(light('Telefono in riconnessione · il centralino non risponde')).toBeVisible(NOTICED);
  expect(await placesOf(page)).toEqual(before);
  gate.thaw();
  await expect(registered).toBeVisible(NOTICED);
});

test('SH-27 the light says that the password is wrong', async ({ gated, openProfile, signIn }) => {
  const { pbx } = gated;
  const [account] = pbx.accounts;
  const { page } = await openProfile({ permissions: ['microphone'] });
  const given = {
    ...{ server: pbx.url, domain: pbx.domain, ...account, password: 'sbagliata', dialPrefix: null, numberShown: null },
    ...{ iceServers: [], refused: [], conferenceRoom: null, practice: true },
  };
  await page.route(`**${telephonyRoutes.account.path}`, (route) => route.fulfill({ json: { account: given } }));
  await signIn(page, ANNA);
  await expect(page.getByRole('button', { name: 'Telefono rifiutato · password rifiutata', exact: true })).toBeVisible(
    NOTICED,
  );
});

test('SH-43 a password that is changed at the exchange while the telephone is registered: the light names it with the next registration', async ({
  gated,
}) => {
  const { page, pbx, gate } = gated;
  await pbx.setAccounts([{ username: 'anna', password: 'cambiata' }]);
  gate.drop();
  await expect(page.getByRole('button', { name: 'Telefono rifiutato · password rifiutata', exact: true })).toBeVisible(
    NOTICED,
  );
});
