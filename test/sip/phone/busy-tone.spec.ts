import type { Page } from '@playwright/test';
import { sounds } from './fixtures/both-ways.ts';
import { expect, test } from './fixtures/gated.ts';
import { dial } from './fixtures/operator.ts';

const pageClock = (page: Page): Promise<number> => page.evaluate(() => performance.now() / 1000);

/** Nothing is heard through more than a whole cycle of the tone. */
const isQuiet = async (page: Page): Promise<boolean> => {
  for (const from = await pageClock(page); (await pageClock(page)) < from + 1.5;) if (await sounds(page)) return false;
  return true;
};

test('TW-11 the busy tone ends by itself, and is not heard while the outcome is given', async ({ gated }) => {
  const { page, pbx, number } = gated;
  await pbx.setDebtor(await number(), { kind: 'busy' });
  await dial(page);
  await expect(page.getByText(/^Occupato\./u)).toBeVisible();
  await expect.poll(() => isQuiet(page)).toBe(true);
  await page.getByRole('button', { name: /^Esito suggerito/u }).click();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/: ricevuto dal coordinatore$/u)).toBeVisible();
});
