import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { dial, expect, handsOff, hum, panel, registered, test as operator } from '../phone/fixtures/operator.ts';
import { startSoundServer, type SoundServer } from './sound-server.ts';

/** The operator's desk, in a browser that has the microphones of a sound server instead of a driver's own. */
const test = operator.extend<object, { sound: SoundServer }>({
  sound: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from this pattern what a fixture needs.
    async ({}, provide) => {
      const sound = await startSoundServer();
      await sound.plug('Tavolo');
      await sound.plug('Cuffie');
      await provide(sound);
      await sound.stop();
    },
    { scope: 'worker' },
  ],
  launchOptions: [
    async ({ launchOptions, sound }, provide) => {
      const args = (launchOptions.args ?? []).filter((word) => !word.includes('fake-'));
      await provide({ ...launchOptions, args, env: { ...process.env, ...sound.env } });
    },
    { scope: 'worker' },
  ],
});

/** The microphone that is open now, as the diagnosis has it. */
const microphone = async (page: Page): Promise<string> => {
  await registered(page).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /^Salva la diagnosi/u }).click(),
  ]);
  await page.keyboard.press('Escape');
  await expect(page.locator('.status-popover')).toHaveCount(0);
  const { devices } = JSON.parse(await readFile(await download.path(), 'utf8')) as {
    readonly devices: { readonly microphoneNow: string };
  };
  return devices.microphoneNow;
};

test('SH-29 a headset that is pulled out and plugged in again in a call: the voice goes on, and the headset is taken again', async ({
  phoned,
  sound,
}) => {
  const { page, pbx, number } = phoned;
  const heard = async (): Promise<number> => (await pbx.calls()).at(-1)?.heard.energy ?? 0;
  const voice = async (): Promise<void> => {
    const before = await heard();
    await expect.poll(async () => (await heard()) - before).toBeGreaterThan(0.001);
  };
  await registered(page).click();
  await page.getByRole('button', { name: /Microfono$/u }).click();
  await page.getByRole('option', { name: 'Cuffie', exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(page.locator('.status-popover')).toHaveCount(0);
  await pbx.setDebtor(await number(), { steps: [{ do: 'ring' }, { do: 'answer' }, hum] });
  await dial(page);
  await expect(panel(page).getByRole('timer')).toBeVisible();
  await voice();
  expect(await microphone(page)).toBe('Cuffie');

  await sound.unplug('Cuffie');
  await expect.poll(() => microphone(page)).not.toBe('Cuffie');
  await voice();
  await sound.plug('Cuffie');
  await expect.poll(() => microphone(page)).toBe('Cuffie');
  await voice();
  await handsOff(page);
  await page.keyboard.press('h');
  await expect(panel(page)).toHaveCount(0);
});
