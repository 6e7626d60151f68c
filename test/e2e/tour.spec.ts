import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Api } from '../../src-renderer/app/api.ts';
import { intakeRoutes } from '../../src-shared/contract/intake.ts';
import { paymentRoutes } from '../../src-shared/contract/payments.ts';
import { civilDateAt } from '../../src-shared/domain/civil-date.ts';
import {
  allowCallsAtAnyHour,
  deskOf,
  dress,
  expect,
  keepForReadme,
  LANGS,
  takeScreen,
  test,
  THEMES,
} from './fixtures/app.ts';
import { PASSWORD } from './fixtures/sample.ts';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
] as const;
const top = path.resolve(import.meta.dirname, '../..');
const PLACEMENT = path.join(top, 'test/fixtures/placements/levante-prova.csv');

/** Every screen of a role, in both languages, both themes and both sizes, none wider than its window. */
const photograph = async (page: Page, screens: readonly (readonly [name: string, href: string])[]): Promise<void> => {
  for (const lang of LANGS) {
    for (const theme of THEMES) {
      await dress(page, lang, theme);
      for (const [name, href] of screens) {
        await page.goto(`/#${href}`);
        await expect(page.locator('main h1').first()).toBeVisible();
        await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
        for (const size of SIZES) {
          await page.setViewportSize(size);
          // Once more: a screen that reads twice is busy again after its first answer.
          await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
          await takeScreen(page, name);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
          expect(wide, `${name} ${lang} ${theme} ${size.width}: scrolls sideways`).toBe(false);
        }
        await page.setViewportSize(SIZES[0]);
      }
    }
  }
};

/** Rings the first number and hangs up. */
const call = async (page: Page): Promise<void> => {
  const press = (key: string) => page.locator('body').press(key);
  await press('c');
  await press('1');
  await expect(page.getByRole('timer')).toBeVisible();
  await press('h');
  await expect(page.getByRole('timer')).toHaveCount(0);
};

/** A few calls, so that the screens show work: nobody answers, a promise, a callback for tomorrow. */
const workAWhile = async (page: Page): Promise<void> => {
  const press = (key: string) => page.locator('body').press(key);
  for (const key of ['6', '8']) {
    const rung = (await page.locator('main h1').first().textContent()) ?? '';
    await call(page);
    await press(key);
    await press('Control+Enter');
    await expect(page.getByText(`${rung}: ricevuto dal coordinatore`)).toBeVisible();
  }
  await press('v');
  await call(page);
  await press('1');
  await page.getByLabel('Importo promesso').fill('150,00');
  await page.getByRole('group', { name: 'Date frequenti' }).getByRole('button').nth(1).click();
  await page.getByRole('button', { name: /Come paga/u }).click();
  await page.getByRole('option', { name: 'bonifico' }).click();
  await page.getByLabel(/^Nota/u).last().fill('Accredito stipendio, conferma la prima rata.');
  const promised = (await page.locator('main h1').first().textContent()) ?? '';
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(`${promised}: ricevuto dal coordinatore`)).toBeVisible();
  await press('v');
  await call(page);
  await press('2');
  await page
    .getByRole('group', { name: /Richiamare il/u })
    .getByRole('spinbutton')
    .first()
    .click();
  await page.keyboard.type(tomorrow());
  await page.getByRole('group', { name: /^alle/u }).getByRole('spinbutton').first().click();
  await page.keyboard.type('1030');
  const called = (await page.locator('main h1').first().textContent()) ?? '';
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(`${called}: ricevuto dal coordinatore`)).toBeVisible();
};

const tomorrow = (): string => {
  const day = new Date(Date.now() + 24 * 3_600_000);
  return new Intl.DateTimeFormat('it-IT', { day: '2-digit', month: '2-digit', year: 'numeric' })
    .format(day)
    .replaceAll('/', '');
};

/** A dozen payments of today, whole and in part, by several channels. */
const payAWhile = async (rita: Api): Promise<void> => {
  const paidOn = civilDateAt(new Date().toISOString(), 'Europe/Rome');
  const channels = ['transfer', 'postal', 'card'] as const;
  for (const [pile, text] of ['7781-0014', 'EG26004'].entries()) {
    const { cases } = await rita.call(paymentRoutes.payableCases, { body: { text } });
    for (const [index, { caseId, residual }] of cases.slice(0, 6).entries()) {
      const amount = index % 3 === 0 ? residual : Math.round(residual / 3);
      const channel = channels[index % channels.length] ?? 'transfer';
      const reference = `CRO2611${pile}0${index}`;
      await rita.call(paymentRoutes.recordPayment, { body: { caseId, amount, paidOn, channel, reference } });
    }
  }
};

/** A file is read and checked, and waits for its review. The batch it will be. */
const bringAFile = async (page: Page): Promise<string> => {
  await page.goto('/#/board');
  await page.getByRole('button', { name: 'Carica affidamento' }).click();
  const dialog = page.getByRole('dialog');
  for (const [field, option] of [
    [/Committente/u, /Banca Levante/u],
    [/Mandato/u, /Prestiti/u],
  ] as const) {
    await dialog.getByRole('button', { name: field }).click();
    await page.getByRole('option', { name: option }).click();
  }
  await page.getByLabel('File di affidamento').setInputFiles(PLACEMENT);
  await page.getByRole('button', { name: 'Leggi il file' }).click();
  await page.getByRole('button', { name: /^Verifica \d+ righe$/u }).click();
  await expect(page.getByRole('group', { name: 'Da correggere' })).toContainText('5');
  return page.url().split('/').at(-1) ?? '';
};

test.describe('the sample workspace', () => {
  test.use({ sample: true });
  test.setTimeout(600_000);

  test('TO-01 shows every screen, in both languages and themes and at both sizes', async ({
    coordinator,
    openProfile,
    signIn,
  }) => {
    await allowCallsAtAnyHour(await deskOf(coordinator.url, 'ada', PASSWORD));
    const { page: anna } = await openProfile();
    await expect(anna.getByText('Anna Conti')).toBeVisible();
    await takeScreen(anna, 'sample-sign-in');
    await signIn(anna, { login: 'anna', password: PASSWORD });
    await expect(
      anna
        .getByRole('listbox', { name: /^Pratiche/u })
        .getByRole('option')
        .first(),
    ).toBeVisible();
    await workAWhile(anna);
    await photograph(anna, [
      ['workstation', '/work'],
      ['agenda', '/agenda'],
    ]);

    const { page: rita } = await openProfile();
    await signIn(rita, { login: 'rita', password: PASSWORD });
    const desk = await deskOf(coordinator.url, 'rita', PASSWORD);
    const { batches } = await desk.call(intakeRoutes.listBatches, { query: {} });
    await payAWhile(desk);
    const draft = await bringAFile(rita);
    // What was read a few seconds ago is shown again; the pictures are of now.
    await rita.reload();
    await photograph(rita, [
      ['board', '/board'],
      ['decisions', '/decisions'],
      ['placements', '/placements'],
      ['review', `/placements/${draft}`],
      ['placement', `/placements/${batches[0]?.id ?? ''}`],
      ['assignment', '/assignment'],
      ['payments', '/payments'],
      ['closing', '/closing'],
      ['settings', '/settings'],
    ]);
    const kept = ['workstation', 'agenda', 'board', 'assignment', 'payments', 'closing'];
    await keepForReadme([...kept.map((name) => [name, name] as const), ['review', 'placement']]);
  });
});
