import type { Page } from '@playwright/test';
import { dress, expect, LANGS, takeScreen, test, THEMES, type Person } from '../e2e/fixtures/app.ts';
import { expectNoFindings, expectNoSideways } from './axe.ts';

const PEOPLE: readonly Person[] = [
  { login: 'marta', name: 'Marta Sabbatini', role: 'administrator', password: 'marea-lunga-77' },
  { login: 'rita', name: 'Rita Malaspina', role: 'leader', team: 'Squadra A', password: 'scoglio-basso-12' },
  { login: 'elio', name: 'Elio Trevisan', role: 'auditor', password: 'vento-fermo-45' },
];

/** Every address the person can reach from the navigation and from the tabs of a screen. */
const addressesOf = async (page: Page): Promise<readonly string[]> => {
  const sections = await page
    .locator('.header-nav a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  return sections.filter((href) => href !== '');
};

const settled = async (page: Page): Promise<void> => {
  await expect(page.locator('main h1').first()).toBeVisible();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
};

for (const person of PEOPLE) {
  test(`AX-02 axe finds nothing on any screen of the ${person.role}, in both themes and languages`, async ({
    coordinator,
    openProfile,
    signIn,
  }) => {
    // Every screen and tab, four times.
    test.setTimeout(600_000);
    for (const other of PEOPLE) await coordinator.addPerson(other);
    const { page } = await openProfile();
    await signIn(page, person);
    for (const theme of THEMES) {
      for (const lang of LANGS) {
        await dress(page, lang, theme);
        for (const address of await addressesOf(page)) {
          await page.goto(`/${address}`);
          await settled(page);
          const name = `${person.role}${address.replace(/[#/]+/gu, '-')}`;
          await expectNoFindings(page, name);
          await takeScreen(page, name);
          for (const tab of await page.getByRole('tab').all()) {
            await tab.click();
            await settled(page);
            const words = await tab.innerText();
            await expectNoFindings(page, `${name} ${words}`);
            await takeScreen(page, `${name}-${words.toLowerCase().replace(/\W+/gu, '-')}`);
          }
          await page.setViewportSize({ width: 1280, height: 720 });
          await expectNoSideways(page, `${name} at 1280 × 720`);
          await page.setViewportSize({ width: 640, height: 360 });
          await expectNoSideways(page, `${name} at 200 %`);
          await page.setViewportSize({ width: 1440, height: 900 });
        }
      }
    }
  });
}
