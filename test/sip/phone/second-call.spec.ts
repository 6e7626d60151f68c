import { dial, expect, handsOff, hum, panel, test } from './fixtures/operator.ts';

const COLLEAGUE = '+393470000099';
const STRANGER = '+390630000177';

test.use({ conferenceRoom: 'conference' });

test('OS-17 a conference is the operator’s call: named, heard, muted and hung up by the keys', async ({ phoned }) => {
  const { page, pbx, number } = phoned;
  const debtor = await number();
  for (const who of [debtor, COLLEAGUE]) await pbx.setDebtor(who, { steps: [{ do: 'ring' }, { do: 'answer' }, hum] });
  await dial(page);
  await expect(panel(page).getByRole('timer')).toBeVisible();
  await handsOff(page);
  await page.keyboard.press('f');
  await panel(page).getByLabel('Interno o numero').fill(COLLEAGUE);
  await panel(page).getByRole('button', { name: 'Parla prima' }).click();
  const other = page.getByRole('region', { name: 'Altra chiamata' });
  await expect(other).toContainText('In conversazione');
  await other.getByRole('button', { name: 'Conferenza a tre' }).click();
  await expect(panel(page)).toHaveCount(0);
  await expect(other).toContainText('Conferenza');
  await expect(other.getByRole('timer')).toBeVisible();
  await handsOff(page);
  await page.keyboard.press('m');
  await expect(other).toContainText('Microfono chiuso: non ti sentono');
  await page.keyboard.press('m');
  await expect(other).not.toContainText('Microfono chiuso');
  await page.keyboard.press('h');
  await expect(other).toHaveCount(0);
});

test('OS-19 a stranger is handed to somebody who was asked first', async ({ phoned }) => {
  const { page, pbx } = phoned;
  await pbx.setDebtor(COLLEAGUE, { steps: [{ do: 'ring' }, { do: 'answer' }, hum] });
  void pbx.ring({ account: 'anna', from: STRANGER, debtor: { steps: [hum] }, seconds: 60 });
  const stray = page.getByRole('region', { name: 'Chiamata senza pratica', exact: true });
  await expect(page.getByRole('region', { name: 'Chiamata in arrivo' })).toBeVisible();
  await handsOff(page);
  await page.keyboard.press('r');
  await expect(stray.getByRole('timer')).toBeVisible();
  await page.keyboard.press('f');
  await stray.getByLabel('Interno o numero').fill(COLLEAGUE);
  await stray.getByRole('button', { name: 'Parla prima' }).click();
  const other = stray.getByRole('region', { name: 'Altra chiamata' });
  await expect(other).toContainText('In conversazione');
  await other.getByRole('button', { name: 'Scambia' }).click();
  await expect(other).toContainText('In attesa');
  await other.getByRole('button', { name: 'Chiudi questa' }).click();
  await expect(other).toHaveCount(0);
  await handsOff(page);
  await page.keyboard.press('h');
  await expect(stray).toHaveCount(0);
});
