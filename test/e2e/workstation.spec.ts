import type { Page } from '@playwright/test';
import { dialled, expect, recordsOf, takeScreen, test } from './fixtures/app.ts';
import { ANNA, PASSWORD, card, openHours } from './fixtures/sample.ts';

test.use({ sample: true });

const queueRows = (page: Page) => page.getByRole('option');
const ready = async (page: Page): Promise<void> => {
  await expect(card(page)).toBeVisible();
  await expect(queueRows(page).first()).toBeVisible();
};

test('WK-01 the whole cycle of a call needs no mouse', async ({ coordinator, openProfile, signIn }) => {
  await openHours(coordinator);
  const { page } = await openProfile();
  await signIn(page, ANNA);
  await ready(page);
  const first = await card(page).getAttribute('aria-label');

  await page.keyboard.press('v');
  await expect(page.getByText('Identità verificata')).toBeVisible();
  await page.keyboard.press('c');
  await page.keyboard.press('1');
  await expect(page.getByRole('region', { name: 'Chiamata in corso' })).toBeVisible();
  expect(await dialled(page)).toHaveLength(1);
  await takeScreen(page, 'workstation-call');
  await page.keyboard.press('h');
  await expect(page.getByRole('region', { name: 'Chiamata in corso' })).toHaveCount(0);
  await page.keyboard.press('6');
  await expect(page.getByText('Dopo: si richiama')).toBeVisible();
  await page.keyboard.press('n');
  await page.keyboard.type('suona a vuoto, 6 squilli');
  await takeScreen(page, 'workstation-outcome');
  await page.keyboard.press('Control+Enter');

  await expect(card(page)).not.toHaveAttribute('aria-label', first ?? '');
  await expect(page.getByText(/: ricevuto dal coordinatore$/u)).toBeVisible();
  await takeScreen(page, 'workstation-next');
});

test('WK-02 a half-written outcome and a call that is going on survive a reload', async ({
  coordinator,
  openProfile,
  signIn,
}) => {
  await openHours(coordinator);
  const { page } = await openProfile();
  await signIn(page, ANNA);
  await ready(page);
  const name = await page.locator('.identity h1').innerText();
  await page.getByLabel('Nuova nota').fill('Dopo le 18 risponde la m');
  await page.locator('.unpaid h2').click();
  await page.keyboard.press('1');
  await page.keyboard.press('n');
  await page.keyboard.type('accredito il 15');
  await expect(page.getByText('Bozza salvata su questo computer')).toBeVisible();
  await page.keyboard.press('Tab');
  await page.locator('.unpaid h2').click();
  await page.keyboard.press('c');
  await page.keyboard.press('1');
  await expect(page.getByRole('region', { name: 'Chiamata in corso' })).toBeVisible();
  await expect(page.getByText('Bozza salvata su questo computer')).toBeVisible();

  await page.reload();
  await expect(page.getByLabel('Nome utente')).toHaveValue('anna');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await ready(page);
  await expect(page.locator('.identity h1')).toHaveText(name);
  await expect(page.getByLabel('Nota', { exact: true })).toHaveValue('accredito il 15');
  await expect(page.getByLabel('Nuova nota')).toHaveValue('Dopo le 18 risponde la m');
  await expect(page.getByRole('region', { name: 'Chiamata in corso' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.locator('.unpaid h2').click();
  await page.keyboard.press('h');
  await expect(page.getByRole('heading', { name: 'Esito della chiamata' })).toBeVisible();
});

test('WK-03 an outcome that lacks something is not saved, and says what it lacks', async ({ openProfile, signIn }) => {
  const { page } = await openProfile();
  await signIn(page, ANNA);
  await ready(page);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Scegli prima un esito')).toBeVisible();
  await page.keyboard.press('1');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Scrivi il giorno.')).toBeVisible();
  await takeScreen(page, 'workstation-incomplete');
  await page.keyboard.press('Escape');
  await page.locator('.unpaid h2').click();
  await page.keyboard.press('0');
  await page.keyboard.type('legale');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Scrivi chi lo assiste.')).toBeVisible();
});

test('WK-04 a callback is agreed, waits in the agenda and can be moved', async ({ openProfile, signIn }) => {
  const { page } = await openProfile();
  await signIn(page, ANNA);
  await ready(page);
  const name = await page.locator('.identity h1').innerText();
  await page.keyboard.press('v');
  await page.keyboard.press('2');
  const day = page.getByRole('group', { name: 'Richiamare il' });
  await day.getByRole('spinbutton').first().click();
  // A Thursday and no holiday, so that contact hours are open whatever day it is today.
  await page.keyboard.type('07012027');
  const time = page.getByRole('group', { name: 'alle' });
  await time.getByRole('spinbutton').first().click();
  await page.keyboard.type('1030');
  await expect(page.getByText('Scrivi l’ora.')).toHaveCount(0);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/: ricevuto dal coordinatore$/u)).toBeVisible();
  await page.getByRole('link', { name: /Richiami/u }).click();
  await expect(page.getByText(name)).toBeVisible();
  await takeScreen(page, 'agenda');
  await page.getByRole('button', { name: `Sposta il richiamo di ${name}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('group', { name: 'alle' }).getByRole('spinbutton').first().click();
  await page.keyboard.type('1545');
  await dialog.getByRole('button', { name: 'Sposta il richiamo' }).click();
  await expect(page.getByText('15:45').first()).toBeVisible();
});

test('WK-05 a locked workstation shows nothing of any debtor until the password is given', async ({
  openProfile,
  signIn,
}) => {
  const { page } = await openProfile();
  await signIn(page, ANNA);
  await ready(page);
  const name = await page.locator('.identity h1').innerText();
  await page.locator('.avatar').click();
  await page.getByRole('menuitem', { name: 'Blocca la postazione' }).click();
  await expect(page.getByRole('heading', { name: 'Postazione bloccata' })).toBeVisible();
  await expect(page.getByText(name)).toHaveCount(0);
  await takeScreen(page, 'locked');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await ready(page);
  await expect(page.locator('.identity h1')).toHaveText(name);
});

test('WK-06 a case is found by name, number, phone and tax code, and opened from the keyboard', async ({
  coordinator,
  openProfile,
  signIn,
}) => {
  const { page } = await openProfile();
  await signIn(page, ANNA);
  await ready(page);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const name = await page.locator('.identity h1').innerText();
  const number = (await page.locator('.identity-name > span').innerText()).trim();
  await page.keyboard.press('k');
  const [known] = recordsOf<{ phone: string; code: string }>(
    coordinator,
    `SELECT k.value AS phone, CASE p.tax_code WHEN '' THEN p.vat_number ELSE p.tax_code END AS code
     FROM cases c JOIN parties p ON p.id = c.party_id JOIN contact_points k ON k.party_id = p.id AND k.kind = 'phone'
     WHERE c.case_number = ? ORDER BY k.id LIMIT 1`,
    number,
  );
  if (known === undefined) throw new Error(`${number} has no phone`);
  // A phone is typed as it stands on a display, with or without the country.
  const phones = [known.phone, known.phone.replace(/^\+39/u, '')];
  for (const text of [name, number, ...phones, known.code]) {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(text);
    await expect(page.getByRole('dialog').getByRole('option').first()).toContainText(number);
    await takeScreen(page, 'search');
    await page.keyboard.press('Enter');
    await expect(page.locator('.identity h1')).toHaveText(name);
    await page.keyboard.press('k');
  }
});

test('WK-07 without the network the day goes on, a signed-out operator comes back in, and all is delivered once', async ({
  coordinator,
  openProfile,
  signIn,
}) => {
  const { page, context } = await openProfile();
  await signIn(page, ANNA);
  await ready(page);
  await context.setOffline(true);
  const worked: string[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const now = await card(page).getAttribute('aria-label');
    worked.push((await page.locator('.identity-name > span').first().innerText()).trim());
    await page.keyboard.press('6');
    await page.keyboard.press('Control+Enter');
    await expect(card(page)).not.toHaveAttribute('aria-label', now ?? '');
  }
  await expect(page.getByText(/: salvato su questo computer$/u)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Senza rete · /u })).toBeVisible();
  await takeScreen(page, 'workstation-offline');
  await page.locator('.avatar').click();
  await page.getByRole('menuitem', { name: 'Esci' }).click();
  await expect(page.getByText('Il coordinatore non risponde')).toBeVisible();
  await takeScreen(page, 'sign-in-offline');
  await signIn(page, ANNA);
  await ready(page);
  await expect(page.getByText(/^3 \/ /u)).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole('button', { name: /^Sincronizzato · /u })).toBeVisible();
  // What the coordinator has written down: each outcome once, in the order in which it was given.
  const recorded = recordsOf<{ number: string }>(
    coordinator,
    `SELECT c.case_number AS number FROM oplog o JOIN cases c ON c.id = o.case_id
     WHERE o.kind = 'outcome' AND o.operator_id = (SELECT id FROM users WHERE login = 'anna') ORDER BY o.seq`,
  );
  expect(recorded.map(({ number }) => number)).toEqual(worked);
});

test('WK-08 the amount that is typed is the amount that is kept and saved, also when nothing else is touched after it', async ({
  openProfile,
  signIn,
}) => {
  const { page } = await openProfile();
  await signIn(page, ANNA);
  await ready(page);
  const name = await page.locator('.identity h1').innerText();
  const number = (await page.locator('.identity-name > span').first().innerText()).trim();
  const amount = page.getByLabel('Importo promesso');
  await page.keyboard.press('v');
  await page.keyboard.press('1');
  await page.getByRole('group', { name: 'Date frequenti' }).getByRole('button').nth(1).click();
  await page.getByRole('button', { name: /Come paga/u }).click();
  await page.getByRole('option', { name: 'bonifico' }).click();
  await amount.focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('123,4');
  await expect(amount).toHaveValue('123,4');
  await expect(page.getByText('Bozza salvata su questo computer')).toBeVisible();

  await page.reload();
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await ready(page);
  await expect(amount).toHaveValue(/^123,40\s€$/u);
  await amount.focus();
  await page.keyboard.press('Control+A');
  // Half a number is no fault; left so, or saved so, it is.
  await page.keyboard.type('100.5.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^Non è un importo che si legge con certezza/u)).toBeVisible();
  await amount.focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('100.5');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(`${name}: ricevuto dal coordinatore`)).toBeVisible();

  // By its number: two cases may bear one name, and the queue behind the dialog has options too.
  await page.keyboard.press('Control+k');
  await page.keyboard.type(number);
  await page
    .getByRole('dialog')
    .getByRole('option', { name: new RegExp(number, 'u') })
    .click();
  await expect(page.locator('.identity h1')).toHaveText(name);
  await expect(card(page).getByRole('tabpanel')).toContainText(/100,50\s€/u);
});
