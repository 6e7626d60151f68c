import type { Page } from '@playwright/test';
import { recordingRoutes } from '../../src-shared/contract/recording.ts';
import { deskOf, dress, LANGS, takeScreen, THEMES } from '../e2e/fixtures/app.ts';
import { card, PASSWORD } from '../e2e/fixtures/sample.ts';
import { expect, lock, test, unlock } from '../sip/phone/fixtures/gated.ts';
import { expectNoFindings, expectNoSideways } from './axe.ts';

const STRANGER = '+390630000177';
const hum = { steps: [{ do: 'tone' as const, hz: 660, seconds: 300 }] };
const RITA = { login: 'rita', password: PASSWORD };

/** What axe says of it, and what eyes see of it at both sizes. */
const look = async (page: Page, name: string): Promise<void> => {
  await expectNoFindings(page, name);
  await takeScreen(page, name);
  await page.setViewportSize({ width: 1280, height: 720 });
  await expectNoSideways(page, name);
  await takeScreen(page, name);
  await page.setViewportSize({ width: 640, height: 360 });
  await expectNoSideways(page, `${name}, 200 %`);
  await page.setViewportSize({ width: 1440, height: 900 });
};

for (const theme of THEMES) {
  test(`SH-23 axe finds nothing in a telephone that is locked, recorded or cut off (${theme})`, async ({
    gated,
    coordinator,
    openProfile,
    signIn,
  }) => {
    test.setTimeout(600_000);
    const { page, pbx, gate, number } = gated;
    const leader = await deskOf(coordinator.url, RITA.login, PASSWORD);
    const { policy, revision } = await leader.call(recordingRoutes.readRecordingPolicy, {});
    await leader.call(recordingRoutes.saveRecordingPolicy, {
      body: { revision, policy: { ...policy, enabled: true } },
    });
    const registered = page.getByRole('button', { name: /^(?:Telefono registrato|Telephone registered)/u });
    const handsOff = (): Promise<void> => page.locator('.unpaid h2').click();
    for (const lang of LANGS) {
      await dress(page, lang, theme);
      const before = page.url();
      await pbx.setDebtor(await number(), { steps: [{ do: 'ring' }, { do: 'answer' }, ...hum.steps] });
      await handsOff();
      await page.keyboard.press('c');
      await page.keyboard.press('1');
      await expect(page.locator('.phone').getByRole('timer')).toBeVisible();
      await expect(page.locator('.recording-bar')).toBeVisible();
      await page.keyboard.press('g');
      await expect(page.locator('.recording-ask')).toBeVisible();
      await look(page, 'phone-recording-asked');
      await page.locator('.recording-ask button').first().click();
      await expect(page.locator('.recording-bar[data-state="running"]')).toBeVisible();
      await look(page, 'phone-recording');
      await handsOff();
      await page.keyboard.press('g');
      await expect(page.locator('.recording-bar[data-state="paused"]')).toBeVisible();
      await look(page, 'phone-recording-paused');

      gate.drop(true);
      await expect(page.locator('.phone .phone-word[data-tone="warn"]')).toBeVisible();
      await look(page, 'phone-reconnecting');
      await lock(page);
      await expect(page.locator('.locked-calls .phone-word[data-tone="warn"]')).toBeVisible();
      await look(page, 'phone-locked-reconnecting');
      gate.drop(false);
      await expect(page.locator('.locked-calls .phone-word[data-tone="warn"]')).toHaveCount(0);
      await look(page, 'phone-locked');
      void pbx.ring({ account: 'anna', from: STRANGER, debtor: hum, seconds: 60 });
      await expect(page.locator('.locked-calls').getByRole('alert')).toBeVisible();
      await look(page, 'phone-locked-ringing');
      await page.locator('.locked-calls').getByRole('button').last().click();
      await expect(page.locator('.locked-calls').getByRole('alert')).toHaveCount(0);
      await unlock(page);
      await expect(registered).toBeVisible();
      await handsOff();
      await page.keyboard.press('h');
      await expect(page.locator('.phone')).toHaveCount(0);
      await page.locator('.stray-list button').first().click();
      await page.getByRole('dialog').getByRole('textbox').last().fill('altro');
      await page.getByRole('dialog').getByRole('button').last().click();
      await expect(page.locator('.stray-list')).toHaveCount(0);
      await handsOff();
      await page.keyboard.press('6');
      await page.keyboard.press('Control+Enter');
      await expect(page).not.toHaveURL(before);
      await expect(card(page)).toBeVisible();
    }
    const { page: desk } = await openProfile();
    await signIn(desk, RITA);
    for (const lang of LANGS) {
      await dress(desk, lang, theme);
      await desk.goto('/#/calls');
      const listen = desk.getByRole('button', { name: /^(?:Ascolta la registrazione|Listen to the recording)/u });
      await expect(listen.first()).toBeVisible();
      await look(desk, 'calls');
      await listen.first().click();
      await expect(desk.getByRole('dialog').getByRole('slider').first()).toBeVisible();
      await look(desk, 'recording-player');
      await desk.keyboard.press('Escape');
      await expect(desk.getByRole('dialog')).toHaveCount(0);
    }
  });
}
