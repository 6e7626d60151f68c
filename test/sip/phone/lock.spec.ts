import type { Page } from '@playwright/test';
import { bothHear, hearsNothing } from './fixtures/both-ways.ts';
import { expect, lock, test, unlock } from './fixtures/gated.ts';
import { dial, handsOff, hum, panel } from './fixtures/operator.ts';

const pop = (page: Page) => page.getByRole('region', { name: 'Chiamata in arrivo' });
const note = (page: Page) => page.getByLabel('Nota', { exact: true });
const nameOf = async (page: Page): Promise<string> =>
  (await page.locator('.identity-name > span').first().innerText()).trim();

/** Nothing on the screen, and nothing that a screen reader is told, says who it is. */
const namesNobody = async (page: Page, name: string, number: string): Promise<void> => {
  const shown = (await page.locator('body').evaluate((body) => body.outerHTML)).toLocaleLowerCase();
  for (const part of [name, number, number.slice(-6)]) expect(shown).not.toContain(part.toLocaleLowerCase());
  const digits = (await page.locator('main').innerText()).replace(/\D/gu, '');
  expect(digits).not.toContain(number.slice(-6));
};

test('SH-24 a call goes on behind the lock with its sound, names nobody, and the half-written outcome is there afterwards', async ({
  gated,
}) => {
  const { page, pbx, number } = gated;
  const [name, called] = [await nameOf(page), await number()];
  await page.keyboard.press('n');
  await expect(note(page)).toBeFocused();
  await page.keyboard.type('a metà');
  await pbx.setDebtor(called, { steps: [{ do: 'ring' }, { do: 'answer' }, hum] });
  await dial(page);
  await expect(panel(page).getByRole('timer')).toBeVisible();

  await lock(page);
  await expect(panel(page).getByRole('timer')).toBeVisible();
  await namesNobody(page, name, called);
  await bothHear(page, pbx);
  // The beginning of a password is no key of the telephone.
  await expect(page.getByLabel('Password')).toBeFocused();
  await page.keyboard.type('mh');
  await expect(page.getByLabel('Password')).toHaveValue('mh');
  await page.keyboard.press('Control+m');
  await expect(panel(page).getByText('Microfono chiuso: non ti sentono')).toBeVisible();
  await hearsNothing(pbx);
  await panel(page)
    .getByRole('button', { name: /^Parla/u })
    .click();
  await bothHear(page, pbx);

  await unlock(page);
  await expect(panel(page).getByRole('timer')).toBeVisible();
  await expect(note(page)).toHaveValue('a metà');
  await bothHear(page, pbx);
  expect(await pbx.calls()).toHaveLength(1);

  await lock(page);
  await page.keyboard.press('Control+h');
  await expect(panel(page)).toHaveCount(0);
  await unlock(page);
  await expect(page.getByText('Chiamata terminata.')).toBeVisible();
  await expect(note(page)).toHaveValue('a metà');
  await handsOff(page);
  await page.keyboard.press('6');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/: ricevuto dal coordinatore$/u)).toBeVisible();
});

test('SH-25 who rings at a locked desk is announced without a name, and answered by its operator alone', async ({
  gated,
}) => {
  const { page, pbx, number } = gated;
  const [name, from] = [await nameOf(page), await number()];
  await lock(page);
  void pbx.ring({ account: 'anna', from, debtor: { steps: [hum] }, seconds: 60 });
  await expect(pop(page).getByRole('alert')).toContainText('Sblocca per vedere chi è e rispondere.');
  await namesNobody(page, name, from);
  await expect(page.getByRole('button', { name: /^Rispondi/u })).toHaveCount(0);
  await expect(page.getByLabel('Password')).toBeFocused();
  await page.keyboard.type('r');
  await unlock(page);
  await expect(pop(page)).toContainText(name);
  await handsOff(page);
  await page.keyboard.press('r');
  await expect(panel(page).getByRole('timer')).toBeVisible();
  // The caller hears of the answer a moment after the operator's clock begins.
  await expect.poll(async () => (await pbx.calls()).map(({ state }) => state)).toEqual(['talking']);

  // It ends behind the lock, and before the operator is back another has rung and given up.
  await lock(page);
  await page.keyboard.press('Control+h');
  await expect(panel(page)).toHaveCount(0);
  await pbx.ring({ account: 'anna', from: '+390630000177', debtor: { steps: [hum] }, seconds: 1 });
  await expect(pop(page)).toHaveCount(0);
  await unlock(page);
  await expect(page.getByText('Chiamata terminata.')).toBeVisible();
  await expect(page.getByRole('region', { name: /^1 chiamata senza pratica$/u })).toBeVisible();
  await expect(page.getByRole('option').first()).toContainText(name);
});
