import type { Page } from '@playwright/test';
import { openOwnBrowser } from '../../e2e/fixtures/beyond.ts';
import type { KamailioBed } from '../phone/beds/kamailio/index.ts';
import { MICROPHONE } from '../phone/fixtures/browser.ts';
import { earsOf } from '../phone/fixtures/ears.ts';
import { DEBTORS, furnish, openOffice, OPERATOR } from '../phone/fixtures/office.ts';
import { handsOff, panel as panelOf, registered } from '../phone/fixtures/operator.ts';
import { expect, test } from '../phone/fixtures/phone.ts';
import { keepPeers } from '../phone/fixtures/seat.ts';
import { readMedia } from '../phone/page/media.ts';

const isSecure = (bed: object): bed is KamailioBed => 'securePort' in bed && 'authority' in bed;

const signIn = async (page: Page, url: string): Promise<void> => {
  await page.goto(url);
  await page.getByLabel('Nome utente').fill(OPERATOR.login);
  await page.getByLabel('Password', { exact: true }).fill(OPERATOR.password);
  await page.keyboard.press('Enter');
  await expect(page.locator('.avatar')).toBeVisible();
};

test('KM-01 over wss, as a leader set it up: a call is heard both ways; a browser that does not trust the certificate has no telephone', async ({
  bed,
}) => {
  test.slow();
  if (!isSecure(bed)) throw new Error('this test is for the project of Kamailio');
  const office = await openOffice();
  await furnish(office, bed, `wss://${bed.host ?? ''}:${bed.securePort}${bed.path}`);
  const trusting = await openOwnBrowser([bed.authority], MICROPHONE);
  const doubting = await openOwnBrowser([], MICROPHONE);
  try {
    const page = await trusting.context.newPage();
    await keepPeers(page);
    await signIn(page, office.url);
    await expect(registered(page)).toBeVisible({ timeout: 45_000 });
    await page.getByRole('option').filter({ hasText: DEBTORS.answers.name }).click();
    await expect(page.locator('.identity h1')).toHaveText(DEBTORS.answers.name);
    await handsOff(page);
    await page.keyboard.press('c');
    await page.keyboard.press('1');
    const panel = panelOf(page);
    await expect(panel.getByRole('timer')).toBeVisible();
    await earsOf(async () => page.evaluate(readMedia, await page.evaluateHandle(() => openPeers())), bed).bothHear(
      'answers',
    );
    await handsOff(page);
    await page.keyboard.press('h');
    await expect(panel).toHaveCount(0);
    await expect.poll(() => bed.live('answers')).toBe(0);

    const other = await doubting.context.newPage();
    await signIn(other, office.url);
    await other.getByRole('button', { name: 'Telefono in collegamento' }).click();
    await expect(other.getByRole('dialog', { name: 'Telefono' })).toContainText(/non è raggiungibile/u);
    await expect(registered(other)).toHaveCount(0);
  } finally {
    await trusting.close();
    await doubting.close();
    await office.close();
  }
});
