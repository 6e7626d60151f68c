import { expect, test } from './fixtures/app.ts';
import { ANNA, card } from './fixtures/sample.ts';

test.use({ sample: true });

test('SH-04 a cut of the network is seen when it happens, and its end too; a false alarm changes nothing', async ({
  openProfile,
  signIn,
}) => {
  const { page, context } = await openProfile();
  await signIn(page, ANNA);
  await expect(card(page)).toBeVisible();
  const together = page.getByRole('button', { name: /^Sincronizzato · /u });
  await expect(together).toBeVisible();
  // Nothing of the workstation looks by itself within this time: the live line is open, and nobody works.
  await context.setOffline(true);
  await expect(page.getByRole('button', { name: /^Senza rete · /u })).toBeVisible({ timeout: 4000 });
  await context.setOffline(false);
  await expect(together).toBeVisible({ timeout: 4000 });
  const asked = page.waitForResponse((answer) => answer.url().endsWith('/api/sync/pull'));
  await page.evaluate(() => window.dispatchEvent(new Event('offline')));
  // The browser said "offline" and the coordinator was asked: its answer counts.
  expect((await asked).ok()).toBe(true);
  await expect(together).toBeVisible();
});
