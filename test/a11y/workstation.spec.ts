import { allowCallsAtAnyHour, deskOf, dress, expect, LANGS, takeScreen, test, THEMES } from '../e2e/fixtures/app.ts';
import { expectNoFindings, expectNoSideways } from './axe.ts';
import { PASSWORD } from '../e2e/fixtures/sample.ts';

test.use({ sample: true });

for (const theme of THEMES) {
  test(`AX-03 axe finds nothing at the workstation, whatever is open (${theme})`, async ({
    coordinator,
    openProfile,
    signIn,
  }) => {
    // Some forty looks of a few seconds each on a slow machine.
    test.setTimeout(400_000);
    await allowCallsAtAnyHour(await deskOf(coordinator.url, 'rita', PASSWORD));
    const { page } = await openProfile();
    await signIn(page, { login: 'anna', password: PASSWORD });
    await expect(page.locator('article.card')).toBeVisible();
    const look = async (name: string): Promise<void> => {
      await expectNoFindings(page, name);
      await takeScreen(page, name);
    };
    for (const lang of LANGS) {
      await dress(page, lang, theme);
      await look('workstation');
      for (const tab of lang === 'it' ? await page.getByRole('tab').all() : []) {
        await tab.click();
        await expectNoFindings(page, `workstation, ${await tab.innerText()}`);
      }
      await page.keyboard.press('Escape');
      await page.locator('.unpaid h2').click();
      await page.keyboard.press('1');
      await look('workstation-identity');
      await page.keyboard.press('t');
      await look('workstation-third-person');
      await page.keyboard.press('v');
      await page.keyboard.press('Escape');
      await page.keyboard.press('c');
      await page.keyboard.press('1');
      await expect(page.getByRole('timer')).toBeVisible();
      await look('workstation-call');
      await page.keyboard.press('h');
      await expect(page.getByRole('timer')).toHaveCount(0);
      // The fields are the same in both languages.
      for (const digit of lang === 'it' ? '12347' : '') {
        await page.keyboard.press('Escape');
        await page.keyboard.press(digit);
        await expectNoFindings(page, `workstation, outcome ${digit}`);
      }
      await page.keyboard.press('Escape');
      await page.keyboard.press('1');
      await page.keyboard.press('Control+Enter');
      await look('workstation-problems');
      await page.keyboard.press('Escape');
      await page.locator('.unpaid h2').click();
      for (const [key, name] of [
        ['0', 'outcomes'],
        ['F1', 'keys'],
        ['Control+k', 'search'],
      ] as const) {
        await page.keyboard.press(key);
        await expect(page.getByRole('dialog')).toBeVisible();
        await look(name);
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toHaveCount(0);
      }
      await page.locator('.avatar').click();
      await expect(page.getByRole('menu')).toBeVisible();
      await look('menu');
      await page.keyboard.press('Escape');
      for (const size of [
        { width: 1280, height: 720 },
        { width: 1366, height: 768 },
        { width: 640, height: 360 },
      ]) {
        await page.setViewportSize(size);
        await expectNoSideways(page, `workstation at ${size.width} × ${size.height}`);
        await takeScreen(page, 'workstation');
      }
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto('/#/agenda');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await look('agenda');
      await page.goto('/#/work');
      await expect(page.locator('article.card')).toBeVisible();
    }
  });
}
