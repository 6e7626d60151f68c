import type { Page } from '@playwright/test';
import type { Step } from '../../../src-main/practice/pbx/debtors/step.ts';
import { bothHear, sounds } from './fixtures/both-ways.ts';
import { expect, test } from './fixtures/hidden.ts';
import { dial, handsOff, hum, panel, registered } from './fixtures/operator.ts';

// Pictures taken on the way would keep the page awake.
test.use({ trace: 'off', screenshot: 'off' });

const STRANGER = '+390630000177';
/** A dead link is noticed by a question without an answer; two of them, and the quickest may have just been asked. */
const NOTICED_MS = 12_000;
/** A clock that was asked for the second may stand at the one before. */
const NEAR_S = 2;

const pop = (page: Page) => page.getByRole('region', { name: 'Chiamata in arrivo' });
const stray = (page: Page) => page.getByRole('region', { name: 'Chiamata senza pratica', exact: true });
const chip = (page: Page) => page.locator('.shift-chip');
const reconnecting = (page: Page) => panel(page).locator('.phone-word[data-tone="warn"]');
const seconds = (clock: string): number => {
  const [minutes = 0, rest = 0] = clock.split(':').map(Number);
  return minutes * 60 + rest;
};

test('SH-26 a call goes on in a hidden window, a lost connection heals, and the clock is right when it is seen again', async ({
  window,
}) => {
  const { page, pbx, gate, number, hide, show } = window;
  await pbx.setDebtor(await number(), { steps: [{ do: 'ring' }, { do: 'answer' }, hum] });
  await dial(page);
  const timer = panel(page).getByRole('timer');
  await expect(timer).toBeVisible();
  const begun = Date.now() - seconds(await timer.innerText()) * 1000;
  await hide();
  await bothHear(page, pbx);
  gate.drop(true);
  await expect(reconnecting(page)).toHaveText(/^Collegamento perso/u);
  gate.drop(false);
  await expect(reconnecting(page)).toHaveCount(0);
  await bothHear(page, pbx);
  // Nothing closes: only a question without an answer tells.
  gate.freeze();
  await expect(reconnecting(page)).toHaveText(/^Collegamento perso/u, { timeout: NOTICED_MS });
  gate.thaw();
  await expect(reconnecting(page)).toHaveCount(0);
  await bothHear(page, pbx);
  await show();
  expect(Math.abs(seconds(await timer.innerText()) - (Date.now() - begun) / 1000)).toBeLessThanOrEqual(NEAR_S);
  await handsOff(page);
  await page.keyboard.press('h');
  await expect(panel(page)).toHaveCount(0);
});

test('SH-26 with nobody on the line a hidden window notices that the exchange went, rings, and ends the time after a call', async ({
  window,
}) => {
  const { page, pbx, gate, hide, slowed, show } = window;
  await hide();
  await slowed();
  gate.freeze();
  await expect(registered(page)).toHaveCount(0, { timeout: NOTICED_MS });
  gate.thaw();
  await expect(registered(page)).toHaveCount(1, { timeout: NOTICED_MS });
  const short: readonly Step[] = [{ do: 'tone', hz: 660, seconds: 5 }, { do: 'hang-up' }];
  void pbx.ring({ account: 'anna', from: STRANGER, debtor: { steps: short }, seconds: 60 });
  await expect(pop(page)).toHaveCount(1);
  await expect.poll(() => sounds(page), { intervals: [50] }).toBe(true);
  await show();
  await handsOff(page);
  await page.keyboard.press('r');
  await expect(stray(page).getByRole('timer')).toBeVisible();
  await hide();
  await expect(chip(page)).toContainText('Post-chiamata');
  const ended = Date.now();
  // Owed to nobody: it ends by itself, and not when somebody looks.
  await expect(chip(page)).toContainText('Disponibile', { timeout: 20_000 });
  expect(Date.now() - ended).toBeGreaterThan(12_000);
  await show();
  await expect(chip(page)).toContainText('Disponibile');
});
