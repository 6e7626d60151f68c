import { dress, takeScreen } from '../../e2e/fixtures/app.ts';
import { withoutEvents, withoutInfo } from './fixtures/no-keys.ts';
import { dial, expect, handsOff, hum, panel, test } from './fixtures/operator.ts';

test('TW-10 the open keypad takes the digits that are typed, and no outcome is chosen by them', async ({ phoned }) => {
  const { page, pbx, number } = phoned;
  const keys = async (): Promise<string | undefined> => (await pbx.calls()).at(-1)?.keys;
  const chosen = page.locator('.outcome-grid').getByRole('radio', { checked: true });
  await pbx.setDebtor(await number(), { steps: [{ do: 'ring' }, { do: 'answer' }, hum] });
  await dial(page);
  await expect(panel(page).getByRole('timer')).toBeVisible();
  await handsOff(page);
  await page.keyboard.press('d');
  await expect(panel(page).getByRole('group', { name: 'Tasti' })).toBeFocused();
  await page.keyboard.type('23*');
  await expect.poll(keys).toBe('23*');
  // Also when the hands were elsewhere meanwhile.
  await handsOff(page);
  await page.keyboard.type('4#');
  await expect.poll(keys).toBe('23*4#');
  await expect(chosen).toHaveCount(0);
  await takeScreen(page, 'telephone-keypad-typed');
  await expect(panel(page).getByText('Inviato', { exact: true })).toBeVisible();
  // In the field a digit waits for the code to be whole.
  await panel(page).getByLabel('Codice da inviare').pressSequentially('56');
  await page.keyboard.press('Enter');
  await expect.poll(keys).toBe('23*4#56');
  await handsOff(page);
  await page.keyboard.press('d');
  await expect(panel(page).getByRole('group', { name: 'Tasti' })).toHaveCount(0);
  await page.keyboard.press('3');
  await expect(chosen).toHaveCount(1);
  expect(await keys()).toBe('23*4#56');
  await page.keyboard.press('Escape');
  await handsOff(page);
  await page.keyboard.press('h');
  await expect(panel(page)).toHaveCount(0);
});

test('TW-12 a code too long and keys that nobody takes are said where they were sent', async ({ phoned }) => {
  const { page, pbx, number } = phoned;
  await withoutEvents(page);
  await withoutInfo(page);
  await pbx.setDebtor(await number(), { steps: [{ do: 'ring' }, { do: 'answer' }, hum] });
  await dial(page);
  await expect(panel(page).getByRole('timer')).toBeVisible();
  await handsOff(page);
  await page.keyboard.press('d');
  await panel(page).getByLabel('Codice da inviare').fill('1'.repeat(65));
  await page.keyboard.press('Enter');
  await expect(panel(page).getByText(/al massimo 64/u)).toBeVisible();
  await panel(page).getByLabel('Codice da inviare').fill('12');
  await page.keyboard.press('Enter');
  await expect(panel(page).getByText('Non inviato: l’altra parte non accetta i tasti.')).toBeVisible();
  await expect(panel(page).getByText(/al massimo 64/u)).toHaveCount(0);
  await dress(page, 'en', 'dark');
  await takeScreen(page, 'telephone-keypad-refused');
  await handsOff(page);
  await page.keyboard.press('h');
  await expect(page.getByRole('region', { name: 'Call in progress' })).toHaveCount(0);
});
