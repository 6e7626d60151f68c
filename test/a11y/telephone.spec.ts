import { launchPracticePbx } from '../../src-main/practice/pbx/process/launch.ts';
import { telephonyRoutes } from '../../src-shared/contract/telephony.ts';
import { allowCallsAtAnyHour, deskOf, dress, expect, LANGS, takeScreen, test, THEMES } from '../e2e/fixtures/app.ts';
import { PASSWORD } from '../e2e/fixtures/sample.ts';
import { expectNoFindings, expectNoSideways } from './axe.ts';

test.use({
  sample: true,
  launchOptions: async ({ launchOptions }, provide) => {
    const fake = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
    const args = [...(launchOptions.args ?? []), ...fake, '--allow-loopback-in-peer-connection'];
    await provide({ ...launchOptions, args });
  },
});

const LONG = 'Società Agricola Cooperativa di Valorizzazione dei Prodotti della Montagna e della Collina Srl';
const STRANGER = '+390630000177';

for (const theme of THEMES) {
  test(`SH-23 axe finds nothing in the telephone, whatever of it is open (${theme})`, async ({
    coordinator,
    openProfile,
    signIn,
  }) => {
    test.setTimeout(600_000);
    await allowCallsAtAnyHour(await deskOf(coordinator.url, 'rita', PASSWORD));
    const pbx = await launchPracticePbx({
      allowedOrigins: [new URL(coordinator.url).origin],
      accounts: [{ username: 'anna' }],
      language: 'it',
      seed: 'telephone',
    });
    const [account] = pbx.accounts;
    if (account === undefined) throw new Error('no account');
    const { page } = await openProfile({ bypassCSP: true, permissions: ['microphone'] });
    const given = {
      ...{ server: pbx.url, domain: pbx.domain, ...account, dialPrefix: null, numberShown: null },
      ...{ iceServers: [], refused: [], conferenceRoom: '800', practice: true },
    };
    await page.route(`**${telephonyRoutes.account.path}`, (route) => route.fulfill({ json: { account: given } }));
    await signIn(page, { login: 'anna', password: PASSWORD });
    await expect(page.locator('article.card')).toBeVisible();
    const registered = page.getByRole('button', { name: /^(?:Telefono registrato|Telephone registered)/u });
    const hum = { steps: [{ do: 'tone' as const, hz: 660, seconds: 300 }] };
    const look = async (name: string): Promise<void> => {
      await expectNoFindings(page, name);
      await takeScreen(page, name);
    };
    const small = async (name: string): Promise<void> => {
      await page.setViewportSize({ width: 1280, height: 720 });
      await expectNoSideways(page, name);
      await takeScreen(page, name);
      await page.setViewportSize({ width: 640, height: 360 });
      await expectNoSideways(page, `${name}, 200 %`);
      await page.setViewportSize({ width: 1440, height: 900 });
    };
    const handsOff = (): Promise<void> => page.locator('.unpaid h2').click();
    for (const lang of LANGS) {
      await dress(page, lang, theme);
      await expect(registered).toBeVisible();
      await registered.click();
      await expect(page.getByRole('dialog')).toBeVisible();
      // The popover's own buttons for leaving it stand outside every landmark; what it shows is looked at.
      await expectNoFindings(page, 'phone-light', '.status-popover [role="dialog"]');
      await takeScreen(page, 'phone-light');
      await page.getByRole('button', { name: /^(?:Prova l’audio|Test the audio)$/u }).click();
      await expect(page.locator('.audio-test')).toBeVisible();
      await look('phone-audio-test');
      await page.keyboard.press('Escape');
      await expect(page.locator('.audio-test')).toHaveCount(0);
      await handsOff();
      await page.keyboard.press('q');
      await expect(page.locator('.next-call')).toBeVisible();
      await look('phone-next');
      const number = (await page.locator('.next-call-number').innerText()).replace(/\s/gu, '');
      await pbx.setDebtor(number, { steps: [{ do: 'ring' }, { do: 'answer' }, ...hum.steps] });
      await page.keyboard.press('p');
      await expect(page.locator('.phone').getByRole('timer')).toBeVisible();
      await look('phone-call');
      await page.keyboard.press('d');
      await expect(page.locator('.phone-keypad')).toBeVisible();
      await look('phone-keypad');
      await handsOff();
      await page.keyboard.press('f');
      await expect(page.locator('.phone-transfer')).toBeVisible();
      await look('phone-transfer');
      await handsOff();
      void pbx.ring({ account: 'anna', from: STRANGER, debtor: hum, seconds: 60 });
      await expect(page.locator('.phone-incoming')).toBeVisible();
      await look('phone-incoming');
      await small('phone-incoming');
      await handsOff();
      await page.keyboard.press('r');
      await expect(page.locator('.phone-incoming').getByRole('timer')).toBeVisible();
      await look('phone-beside');
      await small('phone-beside');
      await page.locator('.phone-incoming').getByRole('button').first().click();
      await expect(page.locator('.phone-incoming')).toHaveCount(0);
      await page.locator('.stray-list button').first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await look('phone-stray');
      await page.getByRole('dialog').getByRole('textbox').last().fill(LONG);
      await page.getByRole('dialog').getByRole('button').last().click();
      await expect(page.locator('.stray-list')).toHaveCount(0);
      await handsOff();
      await page.keyboard.press('h');
      await expect(page.locator('.phone')).toHaveCount(0);
      await expect(page.locator('.shift-chip')).toBeVisible();
      await look('phone-ended');
      await page.locator('.shift-chip').click();
      await expect(page.getByRole('menu')).toBeVisible();
      await look('phone-shift');
      await page.keyboard.press('Escape');
      await handsOff();
      await page.keyboard.press('6');
      await page.keyboard.press('Control+Enter');
      await expect(page.locator('.next-call')).toBeVisible();
      await handsOff();
      await page.keyboard.press('q');
    }
    await pbx.stop();
  });
}
