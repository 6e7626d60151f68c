import { dress, expect, LANGS, takeScreen, test, THEMES } from '../e2e/fixtures/app.ts';
import { ANNA, card, openHours } from '../e2e/fixtures/sample.ts';
import { expectNoFindings, expectNoSideways } from './axe.ts';

test.use({ sample: true, practice: true });

test('SH-23 axe finds nothing where there is no microphone', async ({ coordinator, openProfile, signIn }) => {
  test.setTimeout(360_000);
  await openHours(coordinator);
  const { page } = await openProfile();
  await signIn(page, ANNA);
  await expect(card(page)).toBeVisible();
  const notice = page.getByRole('button', {
    name: /^(?:Microfono assente|No microphone)/u,
  });
  await expect(notice).toBeVisible();
  for (const theme of THEMES) {
    for (const lang of LANGS) {
      await dress(page, lang, theme);
      await page.locator('.unpaid h2').click();
      await page.keyboard.press('c');
      await page.keyboard.press('1');
      await expect(page.locator('.ui-notice[data-tone="warn"]').first()).toBeVisible();
      for (const size of [
        { width: 1440, height: 900 },
        { width: 1280, height: 720 },
      ]) {
        await page.setViewportSize(size);
        await expectNoFindings(page, `no microphone, ${lang} ${theme}`);
        await expectNoSideways(page, `no microphone, ${lang} ${theme} at ${size.width}`);
        await takeScreen(page, 'phone-no-microphone');
      }
    }
  }
  await notice.click();
  await expect(page.locator('.audio-test')).toBeVisible();
  await expectNoFindings(page, 'audio test without a microphone');
  await takeScreen(page, 'phone-audio-test-none');
});
