import { dress, keepForReadme, startCoordinator, takeScreen } from '../../e2e/fixtures/app.ts';
import { ANNA, PASSWORD, openHours } from '../../e2e/fixtures/sample.ts';
import { dial, expect, handsOff, hum, panel, registered, test } from './fixtures/operator.ts';

/** The first sign-in on a machine that is busy with other tests; the telephone waits for nothing else. */
const LONG = { timeout: 45_000 };

test('TW-01 a call by two keys, heard, with every key of it, and its outcome', async ({ phoned }) => {
  const { page, pbx, number } = phoned;
  await pbx.setDebtor(await number(), { steps: [{ do: 'ring' }, { do: 'wait', seconds: 1 }, { do: 'answer' }, hum] });
  await dial(page);
  await expect(panel(page).getByText('Squilla')).toBeVisible();
  await expect(panel(page).getByRole('timer')).toBeVisible();
  await expect(panel(page).getByRole('img', { name: /Qualità dell’audio: [34] su 4/u })).toBeVisible();
  await takeScreen(page, 'telephone-call');
  await keepForReadme([['telephone-call', 'call']]);
  await page.keyboard.press('m');
  await expect(panel(page).getByText('Microfono chiuso: non ti sentono')).toBeVisible();
  await page.keyboard.press('m');
  await page.keyboard.press('w');
  await expect(panel(page).getByText('In attesa', { exact: true })).toBeVisible();
  await page.keyboard.press('w');
  await expect(panel(page).getByRole('button', { name: /^Attesa/u })).toBeEnabled();
  await page.keyboard.press('d');
  await panel(page).getByLabel('Codice da inviare').fill('12-34#');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await pbx.calls()).at(-1)?.keys).toBe('1234#');
  await takeScreen(page, 'telephone-keypad');
  await handsOff(page);
  await page.keyboard.press('h');
  await expect(panel(page)).toHaveCount(0);
  await expect(page.getByText('Chiamata terminata.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Esito della chiamata' })).toBeVisible();
  await page.keyboard.press('6');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/: ricevuto dal coordinatore$/u)).toBeVisible();
});

test('TW-02 a busy number suggests its outcome, and chooses none by itself', async ({ phoned }) => {
  const { page, pbx, number } = phoned;
  await pbx.setDebtor(await number(), { kind: 'busy' });
  await dial(page);
  await expect(page.getByText(/^Occupato\./u)).toBeVisible();
  await dress(page, 'en', 'dark');
  await expect(page.getByRole('button', { name: 'Suggested outcome: Busy' })).toBeVisible();
  await takeScreen(page, 'telephone-busy');
  await page.getByRole('button', { name: 'Suggested outcome: Busy' }).click();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/: received by the coordinator$/u)).toBeVisible();
});

test('TW-03 somebody calls: matched to the case, and the half-written outcome stays', async ({ phoned }) => {
  const { page, pbx, number } = phoned;
  const from = await number();
  await page.keyboard.press('n');
  await page.keyboard.type('accredito il 15');
  void pbx.ring({ account: 'anna', from, debtor: { steps: [hum] }, seconds: 60 });
  const pop = page.getByRole('region', { name: 'Chiamata in arrivo' });
  await expect(pop).toBeVisible();
  await page.keyboard.type(' r');
  await expect(page.getByLabel('Nota', { exact: true })).toHaveValue('accredito il 15 r');
  await takeScreen(page, 'telephone-incoming');
  await pop.getByRole('button', { name: /^Rispondi/u }).click();
  await expect(panel(page).getByRole('timer')).toBeVisible();
  await expect(page.getByLabel('Nota', { exact: true })).toHaveValue('accredito il 15 r');
  await handsOff(page);
  await page.keyboard.press('h');
  await expect(panel(page)).toHaveCount(0);
});

test('TW-04 a reload in a call leads to a call without outcome', async ({ phoned }) => {
  const { page, pbx, number } = phoned;
  await pbx.setDebtor(await number(), { steps: [{ do: 'ring' }, { do: 'answer' }, hum] });
  await dial(page);
  await expect(panel(page).getByRole('timer')).toBeVisible();
  await page.reload();
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Esito della chiamata' })).toBeVisible();
  await expect(page.getByText('Esito mancante').first()).toBeVisible();
  await expect.poll(async () => (await pbx.calls()).filter(({ state }) => state === 'talking')).toHaveLength(0);
});

test('TW-05 a sample workspace has telephones as it is served: signed in, a key is enough to call', async ({
  browser,
}) => {
  const served = await startCoordinator({ sample: 'made' });
  try {
    await openHours(served);
    const context = await browser.newContext({ permissions: ['microphone'] });
    const page = await context.newPage();
    await page.goto(served.url);
    await page.getByLabel('Nome utente').fill(ANNA.login);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.locator('article.card')).toBeVisible(LONG);
    await expect(registered(page)).toBeVisible(LONG);
    await dial(page);
    // Whoever is behind the number today answers, is busy or lets it ring: an exchange has said so.
    const heard = page.getByText(/^(?:Squilla|Occupato\.|Non raggiungibile|Numero inesistente|Rifiutata)/u);
    await expect(heard.or(panel(page).getByRole('timer')).first()).toBeVisible();
    await context.close();
  } finally {
    await served.close();
  }
});
