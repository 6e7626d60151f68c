import type { Page } from '@playwright/test';
import { telephonySettingsRoutes } from '../../../src-shared/contract/telephony-settings.ts';
import { startCoordinator, type Coordinator } from '../../e2e/fixtures/app.ts';
import { openOwnBrowser } from '../../e2e/fixtures/beyond.ts';
import { deskOf } from '../../e2e/fixtures/desk.ts';
import { ANNA, PASSWORD, openHours } from '../../e2e/fixtures/sample.ts';
import type { AsteriskBed } from '../phone/beds/asterisk/asterisk.ts';
import { MICROPHONE, OVER_LOOPBACK } from '../phone/fixtures/browser.ts';
import { expect, test } from './pbx.ts';

const WORDS = [...MICROPHONE, OVER_LOOPBACK];

/** What the leader writes in the settings: the server, and Anna's account on it. */
const give = async (office: Coordinator, pbx: AsteriskBed): Promise<void> => {
  const desk = await deskOf(office.url, 'rita', PASSWORD);
  const { settings, operators } = await desk.call(telephonySettingsRoutes.read, {});
  await desk.call(telephonySettingsRoutes.save, {
    body: {
      ...settings,
      iceServers: [],
      exchange: 'server',
      server: `wss://127.0.0.1:${pbx.securePort}${pbx.path}`,
      domain: pbx.domain,
      conferenceRoom: pbx.conferenceRoom,
    },
  });
  const anna = operators.find(({ login }) => login === ANNA.login);
  expect(anna).toBeDefined();
  await desk.call(telephonySettingsRoutes.saveAccount, {
    params: { userId: anna?.userId ?? '' },
    body: { ...pbx.account, displayName: 'Anna' },
  });
};

const signIn = async (page: Page, url: string): Promise<void> => {
  await page.goto(url);
  await page.getByLabel('Nome utente').fill(ANNA.login);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.locator('.avatar')).toBeVisible();
};

test('AP-09 over wss, given by the leader: a call by two keys at the operator’s screen, with keys pressed in it', async ({
  pbx,
}) => {
  test.slow();
  const office = await startCoordinator({ sample: 'copied' });
  await openHours(office);
  await give(office, pbx);
  const trusting = await openOwnBrowser([pbx.authority], WORDS);
  const doubting = await openOwnBrowser([], WORDS);
  try {
    const page = await trusting.context.newPage();
    await signIn(page, office.url);
    await expect(page.getByRole('button', { name: /Telefono registrato/u })).toBeVisible({ timeout: 45_000 });
    const number = (await page.locator('.contact-words b').first().innerText()).replace(/\s/gu, '');
    const panel = page.getByRole('region', { name: 'Chiamata in corso' });
    await page.locator('.unpaid h2').click();
    await page.keyboard.press('c');
    await page.keyboard.press('1');
    await expect(panel.getByRole('timer')).toBeVisible();
    await expect(panel.getByRole('img', { name: /Qualità dell’audio: [34] su 4/u })).toBeVisible();
    await page.keyboard.press('d');
    await panel.getByLabel('Codice da inviare').fill('12-34#');
    await page.keyboard.press('Enter');
    await expect.poll(() => pbx.keys(number)).toBe('1234#');
    await page.locator('.unpaid h2').click();
    await page.keyboard.press('h');
    await expect(panel).toHaveCount(0);
    await expect(page.getByRole('heading', { name: 'Esito della chiamata' })).toBeVisible();

    // Only the authority makes the difference: without it the same page, the same account and the same server give no telephone.
    const other = await doubting.context.newPage();
    await signIn(other, office.url);
    await other.getByRole('button', { name: 'Telefono in collegamento' }).click();
    await expect(other.getByRole('dialog', { name: 'Telefono' })).toContainText(/non è raggiungibile/u);
    await expect(other.getByRole('button', { name: /Telefono registrato/u })).toHaveCount(0);
  } finally {
    await trusting.close();
    await doubting.close();
    await office.close();
  }
});
