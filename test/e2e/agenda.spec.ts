import type { Page } from '@playwright/test';
import { allowCallsAtAnyHour, deskOf, expect, takeScreen, test } from './fixtures/app.ts';
import { PASSWORD } from './fixtures/sample.ts';

const IN_MINUTES = 3;
const LATER_MINUTES = 20;

test.use({ sample: true });

/** Notes what the page tells the system, and lets the system be told. */
const noteNotifications = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    const told: string[] = [];
    Object.assign(globalThis, { told });
    globalThis.Notification = new Proxy(globalThis.Notification, {
      construct(kind, [title, options]: [string, NotificationOptions]) {
        told.push(`${title} | ${options.body ?? ''}`);
        return new kind(title, options);
      },
    });
  });
};

const told = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => (globalThis as unknown as { told: readonly string[] }).told);

/** The wall clock in Rome some minutes from now: what an operator types. */
const typed = (minutes: number): { readonly day: string; readonly time: string; readonly shown: string } => {
  const at = new Date(Date.now() + minutes * 60_000);
  const write = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat('it-IT', { timeZone: 'Europe/Rome', ...options }).format(at);
  const shown = write({ hour: '2-digit', minute: '2-digit' });
  return {
    day: write({ day: '2-digit', month: '2-digit', year: 'numeric' }).replaceAll('/', ''),
    time: shown.replace(':', ''),
    shown,
  };
};

test('WK-09 a callback that falls due is told once, on the page and by the system, until somebody sees to it', async ({
  coordinator,
  openProfile,
  signIn,
}) => {
  await allowCallsAtAnyHour(await deskOf(coordinator.url, 'rita', PASSWORD));
  const { page } = await openProfile({ permissions: ['notifications'] });
  await page.clock.install();
  await noteNotifications(page);
  await page.reload();
  await signIn(page, { login: 'anna', password: PASSWORD });
  await expect(page.locator('article.card')).toBeVisible();
  const name = await page.locator('.identity h1').innerText();
  const due = typed(IN_MINUTES);
  await page.keyboard.press('v');
  await page.keyboard.press('2');
  await page
    .getByRole('group', { name: /Richiamare il/u })
    .getByRole('spinbutton')
    .first()
    .click();
  await page.keyboard.type(due.day);
  await page.getByRole('group', { name: /^alle/u }).getByRole('spinbutton').first().click();
  await page.keyboard.type(due.time);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('link', { name: /Richiami.*1/u })).toBeVisible();
  const notice = page.getByText(`È ora di richiamare ${name}`);
  await expect(notice).toHaveCount(0);
  expect(await told(page)).toEqual([]);

  await page.clock.fastForward(IN_MINUTES * 60_000 + 1_000);
  await expect(notice).toBeVisible();
  const words = [`È ora di richiamare ${name}`, `ore ${due.shown}`];
  await expect
    .poll(async () => (await told(page)).map((one) => words.every((word) => one.includes(word))))
    .toEqual([true]);
  await takeScreen(page, 'callback-due');
  await page.clock.fastForward(90_000);
  await expect(notice).toHaveCount(1);
  expect(await told(page)).toHaveLength(1);

  // Moved, it no longer falls due: the notice goes by itself, and comes back when the new time has come.
  const later = typed(LATER_MINUTES);
  await page.getByRole('link', { name: /Richiami.*1/u }).click();
  await page.getByRole('button', { name: `Sposta il richiamo di ${name}` }).click();
  const dialog = page.getByRole('dialog');
  const day = dialog
    .getByRole('group', { name: /Richiamare il|giorno/iu })
    .getByRole('spinbutton')
    .first();
  await day.click();
  await page.keyboard.type(later.day);
  await dialog.getByRole('group', { name: 'alle' }).getByRole('spinbutton').first().click();
  await page.keyboard.type(later.time);
  await dialog.getByRole('button', { name: 'Sposta il richiamo' }).click();
  await expect(notice).toHaveCount(0);
  await page.clock.fastForward(LATER_MINUTES * 60_000);
  await expect(notice).toBeVisible();
  expect(await told(page)).toHaveLength(2);

  await page
    .getByRole('region', { name: /Messaggi/u })
    .getByRole('button', { name: 'Apri' })
    .click();
  await expect(page.locator('.identity h1')).toHaveText(name);
  await expect(notice).toHaveCount(0);
});
