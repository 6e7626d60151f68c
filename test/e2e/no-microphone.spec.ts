import { telephonyRoutes } from '../../src-shared/contract/telephony.ts';
import { dialled, expect, takeScreen, test } from './fixtures/app.ts';
import { ANNA, card, openHours } from './fixtures/sample.ts';

test.use({ sample: true, practice: true });

const LONG = { timeout: 45_000 };

test('TC-54 without a microphone the operator is told so, nobody is disturbed, and the system’s program may call', async ({
  coordinator,
  openProfile,
  signIn,
}) => {
  await openHours(coordinator);
  const { page } = await openProfile();
  await signIn(page, ANNA);
  await expect(card(page)).toBeVisible(LONG);
  await expect(page.getByRole('button', { name: /Telefono registrato/u })).toBeVisible(LONG);
  await page.locator('.unpaid h2').click();
  await page.keyboard.press('c');
  await page.keyboard.press('1');
  await expect(page.getByText(/^Il microfono non è disponibile: /u)).toBeVisible(LONG);
  expect(await dialled(page)).toEqual([]);
  await takeScreen(page, 'no-microphone');
  await page.getByRole('button', { name: 'Chiama con il programma del computer' }).click();
  await expect(page.getByRole('region', { name: 'Chiamata in corso' }).getByRole('timer')).toBeVisible();
  expect(await dialled(page)).toHaveLength(1);
  await page.locator('.unpaid h2').click();
  await page.keyboard.press('h');
  await expect(page.getByRole('timer')).toHaveCount(0);
  await page.keyboard.press('6');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/: ricevuto dal coordinatore$/u)).toBeVisible(LONG);
});

test('TC-57 an excluded number is excluded for the system’s program too', async ({
  coordinator,
  openProfile,
  signIn,
}) => {
  await openHours(coordinator);
  const { page } = await openProfile();
  // Our own telephone may call it, so that it comes to the other way.
  await page.route(`**${telephonyRoutes.account.path}`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...((await response.json()) as object), refused: ['+39*'] } });
  });
  await signIn(page, ANNA);
  await expect(card(page)).toBeVisible(LONG);
  await expect(page.getByRole('button', { name: /Telefono registrato/u })).toBeVisible(LONG);
  await page.locator('.unpaid h2').click();
  await page.keyboard.press('c');
  await page.keyboard.press('1');
  await page.getByRole('button', { name: 'Chiama con il programma del computer' }).click(LONG);
  await expect(
    page.getByText('Questo numero non può essere chiamato (emergenza o escluso dal responsabile).'),
  ).toBeVisible();
  expect(await dialled(page)).toEqual([]);
  await expect(page.getByRole('timer')).toHaveCount(0);
});
