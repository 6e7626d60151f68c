import type { Page } from '@playwright/test';
import { deskOf, dialled, dress, expect, giveTimeAfterACall, takeScreen, test } from './fixtures/app.ts';
import { ANNA, PASSWORD, card, openHours } from './fixtures/sample.ts';
import { administrationRoutes } from '../../src-shared/contract/administration.ts';

test.use({ sample: true });

const chip = (page: Page) => page.locator('.shift-chip');
const preview = (page: Page) => page.getByRole('region', { name: 'Prossima chiamata' });
const handsOff = (page: Page): Promise<void> => page.locator('.unpaid h2').click();

test('SH-16 the operator’s states: call, time after it, pause that waits, and nothing of it on the wire', async ({
  coordinator,
  openProfile,
  signIn,
}) => {
  await openHours(coordinator);
  const { page } = await openProfile();
  const sent: string[] = [];
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
  await signIn(page, ANNA);
  await expect(card(page)).toBeVisible();
  await expect(chip(page)).toContainText('Disponibile');
  await handsOff(page);
  await page.keyboard.press('c');
  await page.keyboard.press('1');
  await expect(page.getByRole('link', { name: /^In chiamata/u })).toBeVisible();
  await page.keyboard.press('z');
  await expect(page.getByRole('img', { name: 'pausa appena hai finito: Caffè' })).toBeVisible();
  await page.keyboard.press('h');
  await expect(chip(page)).toContainText('Post-chiamata');
  await page.keyboard.press('e');
  await expect(chip(page)).toContainText(/01:00|00:[45]\d/u);
  await takeScreen(page, 'shift-wrap-up');
  await page.keyboard.press('6');
  await page.keyboard.press('Control+Enter');
  await expect(chip(page)).toContainText('Pausa · Caffè');
  await page.reload();
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(chip(page)).toContainText('Pausa · Caffè');
  await chip(page).click();
  await takeScreen(page, 'shift-menu');
  await page.getByRole('menuitem', { name: /^Riunione/u }).click();
  await expect(chip(page)).toContainText('Pausa · Riunione');
  await expect(card(page)).toBeVisible();
  await handsOff(page);
  await page.keyboard.press('z');
  await expect(chip(page)).toContainText('Disponibile');
  // Pauses, countdowns and absences are nobody's but the operator's.
  expect(sent.filter((line) => /paus|break|meeting|wrap|shift|away|idle/iu.test(line))).toEqual([]);
});

test('SH-30 the time after a call is the workspace’s, a changed one too, and the last known one offline', async ({
  coordinator,
  openProfile,
  signIn,
}) => {
  await openHours(coordinator);
  const desk = await deskOf(coordinator.url, 'ada', PASSWORD);
  await giveTimeAfterACall(desk, 590);
  const { page, context } = await openProfile();
  await signIn(page, ANNA);
  await expect(card(page)).toBeVisible();
  const call = async (): Promise<void> => {
    await handsOff(page);
    await page.keyboard.press('c');
    await page.keyboard.press('1');
    await expect(page.getByRole('region', { name: 'Chiamata in corso' })).toBeVisible();
    await page.keyboard.press('h');
  };
  await call();
  await expect(chip(page)).toContainText(/Post-chiamata.*09:[0-5]\d/u);
  await takeScreen(page, 'shift-wrap-up-workspace');
  await giveTimeAfterACall(desk, 290);
  // Only a call begun afterwards is followed by the new time; how far the news is, nothing on the screen says.
  await expect(async () => {
    await call();
    await expect(chip(page)).toContainText(/Post-chiamata.*04:[0-5]\d/u, { timeout: 1000 });
  }).toPass();
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated');
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByText('Il coordinatore non risponde')).toBeVisible();
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(card(page)).toBeVisible();
  await call();
  await expect(chip(page)).toContainText(/Post-chiamata.*04:[0-5]\d/u);
});

test('SH-17 preview of the next call: shown with the rules’ verdict, dialled by the operator’s key alone, also offline', async ({
  coordinator,
  openProfile,
  signIn,
}) => {
  await openHours(coordinator);
  const { page, context } = await openProfile();
  await signIn(page, ANNA);
  await expect(card(page)).toBeVisible();
  await expect(preview(page)).toHaveCount(0);
  await handsOff(page);
  await page.keyboard.press('q');
  await expect(preview(page)).toContainText('Si può chiamare fino alle 24:00');
  await takeScreen(page, 'shift-next');
  await context.setOffline(true);
  const number = (await preview(page).locator('.next-call-number').innerText()).replace(/\s/gu, '');
  const first = await card(page).getAttribute('aria-label');
  await page.keyboard.press('p');
  expect(await dialled(page)).toEqual([`tel:${number}`]);
  await expect(page.getByRole('region', { name: 'Chiamata in corso' })).toBeVisible();
  await expect(preview(page)).toHaveCount(0);
  await page.keyboard.press('h');
  await expect(page.getByRole('heading', { name: 'Esito della chiamata' })).toBeVisible();
  await expect(preview(page)).toHaveCount(0);
  await page.keyboard.press('6');
  await page.keyboard.press('Control+Enter');
  await expect(card(page)).not.toHaveAttribute('aria-label', first ?? '');
  // The next case waits with its number; nothing has dialled it.
  await expect(preview(page)).toBeVisible();
  expect(await dialled(page)).toHaveLength(1);
  await page.keyboard.press('z');
  await expect(preview(page)).toContainText('Sei in pausa');
  await page.keyboard.press('p');
  expect(await dialled(page)).toHaveLength(1);
  await page.keyboard.press('q');
  await expect(preview(page)).toHaveCount(0);
});

test('SH-18 outside the hours the preview says why and until when, and its key dials nothing', async ({
  coordinator,
  openProfile,
  signIn,
}) => {
  const desk = await deskOf(coordinator.url, 'rita', PASSWORD);
  const workspace = await desk.call(administrationRoutes.readWorkspace, {});
  const { checked: _, ...rules } = workspace.contactRules;
  const never = { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] };
  const body = { revision: workspace.revision, checkedByMe: false, rules: { ...rules, windows: never } };
  await desk.call(administrationRoutes.saveContactRules, { body });
  const { page } = await openProfile();
  await signIn(page, ANNA);
  await expect(card(page)).toBeVisible();
  await handsOff(page);
  await page.keyboard.press('q');
  await expect(preview(page)).toContainText('Fuori dall’orario di contatto');
  await dress(page, 'en', 'dark');
  await takeScreen(page, 'shift-next-refused');
  await handsOff(page);
  await page.keyboard.press('p');
  await expect(page.getByRole('button', { name: /^Call/u }).first()).toBeDisabled();
  expect(await dialled(page)).toEqual([]);
});
