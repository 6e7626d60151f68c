import type { Page } from '@playwright/test';
import { takeScreen } from '../../e2e/fixtures/app.ts';
import { PASSWORD, card } from '../../e2e/fixtures/sample.ts';
import { dial, expect, handsOff, hum, panel, test } from './fixtures/operator.ts';

const STRANGER = '+390630000177';
const pop = (page: Page) => page.getByRole('region', { name: 'Chiamata in arrivo' });
const stray = (page: Page) => page.getByRole('region', { name: 'Chiamata senza pratica', exact: true });
const waiting = (page: Page) => page.getByRole('region', { name: /^1 chiamata senza pratica$/u });
const secondCase = (page: Page) => page.getByRole('option').nth(1);
const signBackIn = async (page: Page): Promise<void> => {
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(card(page)).toBeVisible();
};

test('SH-10 a stranger’s call is answered, survives a reload as work, and is linked to its case', async ({
  phoned,
}) => {
  const { page, pbx } = phoned;
  await handsOff(page);
  await page.keyboard.press('n');
  await expect(page.getByLabel('Nota', { exact: true })).toBeFocused();
  await page.keyboard.type('a metà');
  void pbx.ring({ account: 'anna', from: STRANGER, debtor: { steps: [hum] }, seconds: 60 });
  await expect(pop(page).getByText('Numero non presente tra le tue pratiche')).toBeVisible();
  await pop(page)
    .getByRole('button', { name: /^Rispondi/u })
    .click();
  await expect(stray(page).getByRole('timer')).toBeVisible();
  await takeScreen(page, 'telephone-stranger');
  await handsOff(page);
  await page.keyboard.press('m');
  await expect(stray(page).getByText('Microfono chiuso: non ti sentono')).toBeVisible();
  await page.keyboard.press('h');
  await expect(stray(page)).toHaveCount(0);
  await expect(waiting(page)).toBeVisible();
  await expect(page.getByLabel('Nota', { exact: true })).toHaveValue('a metà');
  await page.reload();
  await signBackIn(page);
  await waiting(page).getByRole('button').click();
  await takeScreen(page, 'telephone-stranger-waiting');
  const dialog = page.getByRole('dialog');
  const name = (await secondCase(page).locator('b').first().innerText()).trim();
  await dialog.getByLabel('Collega a una pratica').fill(name);
  await dialog
    .getByRole('button', { name: new RegExp(name, 'u') })
    .first()
    .click();
  await expect(page.getByText(/^Chiamata collegata alla pratica /u)).toBeVisible();
  await expect(waiting(page)).toHaveCount(0);
  await expect(page.getByRole('option').first()).toContainText(name);
  await expect(page.getByRole('option').first()).toContainText('Esito mancante');
});

test('SH-11 a missed call of a debtor is in his case, first in the queue, also without the network', async ({
  phoned,
}) => {
  const { page, pbx, context, number } = phoned;
  const from = await number();
  const name = (await page.locator('.identity-name > span').first().innerText()).trim();
  // Matched from what is on this computer: the coordinator cannot be asked.
  await page.route('**/api/sync/**', (route) => route.abort());
  void pbx.ring({ account: 'anna', from, debtor: { steps: [hum] }, seconds: 60 });
  await expect(pop(page)).toContainText(name);
  await pop(page)
    .getByRole('button', { name: /^Rifiuta/u })
    .click();
  await expect(pop(page)).toHaveCount(0);
  await expect(page.getByRole('option').first()).toContainText(name);
  await expect(page.getByRole('option').first()).toContainText('Esito mancante');
  await context.unrouteAll();
});

test('SH-12 answered with nothing half written, the caller’s card opens; the call is its own and its outcome too', async ({
  phoned,
}) => {
  const { page, pbx, number } = phoned;
  const from = await number();
  const name = (await page.locator('.identity-name > span').first().innerText()).trim();
  await secondCase(page).click();
  await expect(card(page)).not.toHaveAttribute('aria-label', new RegExp(name, 'u'));
  void pbx.ring({ account: 'anna', from, debtor: { steps: [hum] }, seconds: 60 });
  await expect(pop(page)).toBeVisible();
  await page.keyboard.press('r');
  await expect(panel(page).getByRole('timer')).toBeVisible();
  await expect(page.locator('.identity-name > span').first()).toHaveText(name);
  await page.keyboard.press('6');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('La chiamata è in corso: terminala, poi salva.')).toBeVisible();
  await page.keyboard.press('Escape');
  await handsOff(page);
  await page.keyboard.press('h');
  await expect(panel(page)).toHaveCount(0);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/: ricevuto dal coordinatore$/u)).toBeVisible();
});

test('SH-13 a second caller beside a call is answered, kept apart, and leaves his own record', async ({ phoned }) => {
  const { page, pbx, number } = phoned;
  await pbx.setDebtor(await number(), { steps: [{ do: 'ring' }, { do: 'answer' }, hum] });
  await dial(page);
  await expect(panel(page).getByRole('timer')).toBeVisible();
  void pbx.ring({ account: 'anna', from: STRANGER, debtor: { steps: [hum] }, seconds: 60 });
  await expect(pop(page)).toBeVisible();
  await page.keyboard.press('r');
  await expect(stray(page).getByRole('timer')).toBeVisible();
  await expect(panel(page).getByText('In attesa', { exact: true })).toBeVisible();
  await takeScreen(page, 'telephone-second-caller');
  await stray(page)
    .getByRole('button', { name: /^Riaggancia/u })
    .click();
  await expect(stray(page)).toHaveCount(0);
  await expect(waiting(page)).toBeVisible();
  await expect(panel(page).getByRole('button', { name: /^Riprendi/u })).toBeEnabled();
  await waiting(page).getByRole('button').click();
  await page.getByRole('button', { name: 'Chiudi la chiamata' }).click();
  await expect(page.getByText('Scrivi di che cosa si trattava: resta nel registro.')).toBeVisible();
  await page.getByLabel(/^Non riguarda una pratica/u).fill('numero sbagliato');
  await page.getByRole('button', { name: 'Chiudi la chiamata' }).click();
  await expect(waiting(page)).toHaveCount(0);
});
