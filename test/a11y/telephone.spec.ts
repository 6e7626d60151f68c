import { dress, LANGS, takeScreen, THEMES } from '../e2e/fixtures/app.ts';
import { expect, handsOff, hum, test } from '../sip/phone/fixtures/operator.ts';
import { expectNoFindings, expectNoSideways } from './axe.ts';

test.use({ conferenceRoom: '800' });

const LONG = 'Società Agricola Cooperativa di Valorizzazione dei Prodotti della Montagna e della Collina Srl';
const STRANGER = '+390630000177';

for (const theme of THEMES) {
  test(`SH-23 axe finds nothing in the telephone, whatever of it is open (${theme})`, async ({ phoned }) => {
    test.setTimeout(600_000);
    const { page, pbx } = phoned;
    await expect(page.locator('article.card')).toBeVisible();
    const registered = page.getByRole('button', { name: /^(?:Telefono registrato|Telephone registered)/u });
    const debtor = { steps: [hum] };
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
      await handsOff(page);
      await page.keyboard.press('q');
      await expect(page.locator('.next-call')).toBeVisible();
      await look('phone-next');
      const number = (await page.locator('.next-call-number').innerText()).replace(/\s/gu, '');
      await pbx.setDebtor(number, { steps: [{ do: 'ring' }, { do: 'answer' }, hum] });
      await page.keyboard.press('p');
      await expect(page.locator('.phone').getByRole('timer')).toBeVisible();
      await look('phone-call');
      await page.keyboard.press('d');
      await expect(page.locator('.phone-keypad')).toBeVisible();
      await look('phone-keypad');
      await handsOff(page);
      await page.keyboard.press('f');
      await expect(page.locator('.phone-transfer')).toBeVisible();
      await look('phone-transfer');
      await handsOff(page);
      void pbx.ring({ account: 'anna', from: STRANGER, debtor, seconds: 60 });
      await expect(page.locator('.phone-incoming')).toBeVisible();
      await look('phone-incoming');
      await small('phone-incoming');
      await handsOff(page);
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
      await handsOff(page);
      await page.keyboard.press('h');
      await expect(page.locator('.phone')).toHaveCount(0);
      await expect(page.locator('.shift-chip')).toBeVisible();
      await look('phone-ended');
      await page.locator('.shift-chip').click();
      await expect(page.getByRole('menu')).toBeVisible();
      await look('phone-shift');
      await page.keyboard.press('Escape');
      await handsOff(page);
      await page.keyboard.press('6');
      await page.keyboard.press('Control+Enter');
      await expect(page.locator('.next-call')).toBeVisible();
      await handsOff(page);
      await page.keyboard.press('q');
    }
  });
}
