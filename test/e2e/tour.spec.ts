import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { intakeRoutes } from '../../src-shared/contract/intake.ts';
import { allowCallsAtAnyHour, deskOf, dress, expect, LANGS, takeScreen, test, THEMES } from './fixtures/app.ts';

const PASSWORD = 'prova-sollecito';
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
] as const;
const top = path.resolve(import.meta.dirname, '../..');

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
          await takeScreen(page, name);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
          expect(wide, `${name} ${lang} ${theme} ${size.width}: scrolls sideways`).toBe(false);
        }
        await page.setViewportSize(SIZES[0]);
      }
    }
  }
};

/** With PICTURES=1 the pictures of the README are taken anew from this run. */
const keepForReadme = async (names: readonly string[]): Promise<void> => {
  if (process.env['PICTURES'] === undefined) return;
  const folder = path.join(top, 'docs/pictures');
  await mkdir(folder, { recursive: true });
  for (const name of names) {
    await copyFile(path.join(top, `out/screens/${name}-it-light-1440x900.png`), path.join(folder, `${name}.png`));
  }
};

/** A few outcomes, so that the screens show work: nobody answers, a callback for tomorrow, a promise. */
const workAWhile = async (page: Page): Promise<void> => {
  const saved = page.getByText(/: (?:salvato su questo computer|ricevuto dal coordinatore)/u);
  const press = (key: string) => page.locator('body').press(key);
  await press('6');
  await press('Control+Enter');
  await expect(saved).toBeVisible();
  await press('v');
  await press('1');
  await page.getByLabel('Importo promesso').fill('150,00');
  await page.getByRole('group', { name: 'Date frequenti' }).getByRole('button').nth(1).click();
  await page.getByRole('button', { name: /Come paga/u }).click();
  await page.getByRole('option', { name: 'bonifico' }).click();
  await page.getByLabel(/^Nota/u).last().fill('Accredito stipendio, conferma la prima rata.');
  const promised = (await page.locator('main h1').first().textContent()) ?? '';
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(`${promised}: ricevuto dal coordinatore`)).toBeVisible();
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

test.describe('the sample workspace', () => {
  test.use({ sample: true });
  test.setTimeout(400_000);

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
    const { batches } = await desk.call(intakeRoutes.listBatches, {
      query: {},
    });
    await photograph(rita, [
      ['board', '/board'],
      ['placements', '/placements'],
      ['placement', `/placements/${batches[0]?.id ?? ''}`],
      ['assignment', '/assignment'],
      ['payments', '/payments'],
      ['closing', '/closing'],
      ['settings', '/settings'],
    ]);
    await keepForReadme(['workstation', 'agenda', 'board', 'placement', 'assignment', 'payments', 'closing']);
  });
});
