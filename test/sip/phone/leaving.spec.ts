import { hearsNothing } from './fixtures/both-ways.ts';
import { dial, expect, handsOff, hum, panel, test } from './fixtures/operator.ts';

test('TW-17 whoever closes the page in a call is asked first, and nobody is asked without one', async ({ phoned }) => {
  const { page, pbx, number } = phoned;
  await pbx.setDebtor(await number(), { steps: [{ do: 'ring' }, { do: 'answer' }, hum] });
  await dial(page);
  await expect(panel(page).getByRole('timer')).toBeVisible();
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await expect(panel(page).getByRole('timer')).toBeVisible();
  await expect.poll(async () => (await pbx.calls()).at(-1)?.state).toBe('talking');
  await handsOff(page);
  await page.keyboard.press('h');
  await expect(panel(page)).toHaveCount(0);
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
});

test('TW-18 on the callbacks the call keeps its keys: muted it says so, and it is hung up', async ({ phoned }) => {
  const { page, pbx, number } = phoned;
  const chip = page.locator('.call-chip').filter({ hasText: 'In chiamata' });
  const muted = chip.getByRole('img', { name: 'Microfono chiuso: non ti sentono' });
  await pbx.setDebtor(await number(), { steps: [{ do: 'ring' }, { do: 'answer' }, hum] });
  await dial(page);
  await expect(panel(page).getByRole('timer')).toBeVisible();
  await page.getByRole('link', { name: 'Richiami' }).click();
  await expect(page.getByRole('heading', { name: 'Richiami' })).toBeVisible();
  await expect(panel(page)).toHaveCount(0);
  await page.keyboard.press('m');
  await expect(muted).toBeVisible();
  await hearsNothing(pbx);
  await page.keyboard.press('m');
  await expect(muted).toHaveCount(0);
  await page.keyboard.press('h');
  await expect(chip).toHaveCount(0);
  await expect.poll(async () => (await pbx.calls()).at(-1)?.state).toBe('ended');
});
