import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { dress, takeScreen } from '../../e2e/fixtures/app.ts';
import { dial, expect, handsOff, hum, panel, test } from './fixtures/operator.ts';

const light = (page: Page) => page.getByRole('button', { name: /Telefono registrato/u });
const openTest = async (page: Page): Promise<void> => {
  await light(page).click();
  await page.getByRole('button', { name: 'Prova l’audio' }).click();
  await expect(page.getByRole('dialog', { name: 'Prova dell’audio' })).toBeVisible();
};
/** How far a meter reaches now, in percent. */
const level = (page: Page, name: RegExp): Promise<number> =>
  page
    .getByRole('img', { name })
    .first()
    .locator('i')
    .evaluate((bar) => Number.parseInt((bar as HTMLElement).style.width, 10) || 0);

test('SH-21 before the shift: level, one’s own voice, tones, and a call to the echo, with their results in words', async ({
  phoned,
}) => {
  const { page, pbx } = phoned;
  await openTest(page);
  const dialog = page.getByRole('dialog');
  await expect.poll(() => level(page, /Livello del tuo microfono/u)).toBeGreaterThan(5);
  await dialog.getByRole('button', { name: 'Registra e riascoltati' }).click();
  await expect(dialog.getByRole('button', { name: 'Parla adesso…' })).toBeVisible();
  await expect(dialog.getByText(/^(?:Il microfono va bene\.|Troppo forte)/u)).toBeVisible();
  await dialog.getByRole('button', { name: 'Suoneria' }).click();
  await expect(dialog.getByRole('button', { name: 'Ferma' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Chiama', exact: true }).click();
  await expect(dialog.getByText('L’audio va e viene: parla, ti senti ripetere.')).toBeVisible();
  await expect.poll(() => level(page, /Livello della voce/u)).toBeGreaterThan(5);
  await takeScreen(page, 'telephone-audio-test');
  // A number of somebody's is none of a test's.
  await dialog.getByRole('button', { name: /^Riaggancia/u }).click();
  await expect(dialog.getByText('Prova finita.')).toBeVisible();
  await dialog.getByLabel('Numero dell’eco').fill('+393470000111');
  await dialog.getByRole('button', { name: 'Chiama', exact: true }).click();
  await expect(dialog.getByText('Questo non è un numero di telefono.')).toBeVisible();
  expect((await pbx.calls()).length).toBe(1);
  await dialog.getByRole('button', { name: 'Fatto' }).click();
  await dress(page, 'en', 'dark');
});

test('SH-22 in a call the levels of both are seen, and mute empties one’s own', async ({ phoned }) => {
  const { page, pbx, number } = phoned;
  await pbx.setDebtor(await number(), { steps: [{ do: 'ring' }, { do: 'answer' }, hum] });
  await dial(page);
  await expect(panel(page).getByRole('timer')).toBeVisible();
  await expect.poll(() => level(page, /Livello della voce/u)).toBeGreaterThan(5);
  await expect.poll(() => level(page, /Livello del tuo microfono/u)).toBeGreaterThan(5);
  await handsOff(page);
  await page.keyboard.press('m');
  await expect(panel(page).getByText('Microfono chiuso: non ti sentono')).toBeVisible();
  await expect(page.locator('.phone-levels [data-muted] i')).toBeHidden();
  await page.keyboard.press('h');
  await expect(panel(page)).toHaveCount(0);
});

test('TE-17 one key saves what support needs of the telephone, and it names nobody', async ({ phoned }) => {
  const { page, pbx, number } = phoned;
  const dialled = await number();
  await pbx.setDebtor(dialled, { steps: [{ do: 'ring' }, { do: 'answer' }, hum] });
  await dial(page);
  await expect(panel(page).getByRole('timer')).toBeVisible();
  await handsOff(page);
  const saved = page.waitForEvent('download');
  await page.keyboard.press('i');
  const text = readFileSync(await (await saved).path(), 'utf8');
  await expect(page.getByText('Diagnosi del telefono salvata')).toBeVisible();
  expect(text).toContain('INVITE');
  expect(text).not.toContain(dialled.slice(-7));
  await page.keyboard.press('h');
  await expect(panel(page)).toHaveCount(0);
});
