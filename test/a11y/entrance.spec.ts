import { expect, takeScreen, test, THEMES } from '../e2e/fixtures/app.ts';
import { expectNoFindings, expectNoSideways } from './axe.ts';

for (const theme of THEMES) {
  test(`AX-01 axe finds nothing before signing in (${theme})`, async ({ coordinator, openProfile }) => {
    const { page } = await openProfile({ colorScheme: theme });
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectNoFindings(page, 'create the administrator');
    await takeScreen(page, 'first-start');
    await coordinator.addPerson({
      login: 'marta',
      name: 'Marta Sabbatini',
      role: 'administrator',
      password: 'marea-lunga-77',
    });
    await page.reload();
    await page.getByRole('button', { name: 'Accedi', exact: true }).click();
    await expect(page.getByText('Scrivi nome utente e password.')).toBeVisible();
    await expectNoFindings(page, 'sign in');
    await takeScreen(page, 'sign-in');
    await page.getByRole('button', { name: 'Collegati a un altro coordinatore' }).click();
    await expectNoFindings(page, 'connect');
    await takeScreen(page, 'connect');
    await page.setViewportSize({ width: 640, height: 360 });
    await expectNoSideways(page, 'connect at 200 %');
  });
}

test('UI-24 who wants no motion gets none: a change of colours begins no transition', async ({ openProfile }) => {
  const { page } = await openProfile({ colorScheme: 'light', reducedMotion: 'reduce' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const begun = await page.evaluate(() => {
    document.documentElement.dataset['theme'] = 'dark';
    // Asking for the colours makes them be computed.
    for (const element of document.querySelectorAll('*')) void getComputedStyle(element).backgroundColor;
    return document.getAnimations().filter((animation) => animation instanceof CSSTransition).length;
  });
  expect(begun).toBe(0);
});
