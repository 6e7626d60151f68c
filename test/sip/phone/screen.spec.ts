import type { Page } from '@playwright/test';
import { launchPracticePbx, type PracticePbxProcess } from '../../../src-main/practice/pbx/process/launch.ts';
import type { Step } from '../../../src-main/practice/pbx/debtors/step.ts';
import { telephonyRoutes, type TelephonyAccount } from '../../../src-shared/contract/telephony.ts';
import { dress, expect, startCoordinator, takeScreen, test as base, type Coordinator } from '../../e2e/fixtures/app.ts';
import { ANNA, PASSWORD, openHours } from '../../e2e/fixtures/sample.ts';

const registered = (page: Page) => page.getByRole('button', { name: /Telefono registrato/u });
/** The first sign-in on a machine that is busy with other tests; the telephone waits for nothing else. */
const LONG = { timeout: 45_000 };

type Phoned = { readonly page: Page; readonly pbx: PracticePbxProcess; readonly number: () => Promise<string> };

const accountOf = (pbx: PracticePbxProcess): TelephonyAccount => {
  const [account] = pbx.accounts;
  if (account === undefined) throw new Error('no account');
  return {
    server: pbx.url,
    domain: pbx.domain,
    ...account,
    dialPrefix: null,
    numberShown: null,
    iceServers: [],
    refused: [],
    conferenceRoom: null,
    practice: true,
  };
};

/** Anna at her desk, with a telephone of the practice exchange; every test in a new profile, all on one coordinator, which remembers how she likes her screen. */
const test = base.extend<{ phoned: Phoned }, { office: Coordinator }>({
  office: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from this pattern what a fixture needs.
    async ({}, provide) => {
      const office = await startCoordinator({ sample: true });
      await openHours(office);
      await provide(office);
      await office.close();
    },
    { scope: 'worker' },
  ],
  coordinator: async ({ office }, provide) => provide(office),
  phoned: async ({ coordinator, openProfile, signIn }, provide) => {
    const pbx = await launchPracticePbx({
      allowedOrigins: [new URL(coordinator.url).origin],
      accounts: [{ username: 'anna' }],
      language: 'it',
      seed: 'telephone',
    });
    const { page } = await openProfile({ permissions: ['microphone'] });
    await page.route(`**${telephonyRoutes.account.path}`, (route) =>
      route.fulfill({ json: { account: accountOf(pbx) } }),
    );
    await signIn(page, ANNA);
    await dress(page, 'it', 'light');
    await expect(registered(page)).toBeVisible(LONG);
    const number = async (): Promise<string> =>
      (await page.locator('.contact-words b').first().innerText()).replace(/\s/gu, '');
    await provide({ page, pbx, number });
    await pbx.stop();
  },
});

test.use({
  launchOptions: async ({ launchOptions }, provide) => {
    await provide({
      ...launchOptions,
      args: [
        ...(launchOptions.args ?? []),
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        '--allow-loopback-in-peer-connection',
      ],
    });
  },
});

const hum: Step = { do: 'tone', hz: 660, seconds: 300 };
const call = async (page: Page): Promise<void> => {
  await page.locator('.unpaid h2').click();
  await page.keyboard.press('c');
  await page.keyboard.press('1');
};
const panel = (page: Page) => page.getByRole('region', { name: 'Chiamata in corso' });

test('TW-01 a call by two keys, heard, with every key of it, and its outcome', async ({ phoned }) => {
  const { page, pbx, number } = phoned;
  await pbx.setDebtor(await number(), { steps: [{ do: 'ring' }, { do: 'wait', seconds: 1 }, { do: 'answer' }, hum] });
  await call(page);
  await expect(panel(page).getByText('Squilla')).toBeVisible();
  await expect(panel(page).getByRole('timer')).toBeVisible();
  await expect(panel(page).getByRole('img', { name: /Qualità dell’audio: [34] su 4/u })).toBeVisible();
  await takeScreen(page, 'telephone-call');
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
  await page.locator('.unpaid h2').click();
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
  await call(page);
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
  await page.locator('.unpaid h2').click();
  await page.keyboard.press('h');
  await expect(panel(page)).toHaveCount(0);
});

test('TW-04 a reload in a call leads to a call without outcome', async ({ phoned }) => {
  const { page, pbx, number } = phoned;
  await pbx.setDebtor(await number(), { steps: [{ do: 'ring' }, { do: 'answer' }, hum] });
  await call(page);
  await expect(panel(page).getByRole('timer')).toBeVisible();
  await page.reload();
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Esito della chiamata' })).toBeVisible();
  await expect(page.getByText('Esito mancante').first()).toBeVisible();
  await expect.poll(async () => (await pbx.calls()).filter(({ state }) => state === 'talking')).toHaveLength(0);
});

base(
  'TW-05 a sample workspace has telephones as it is served: signed in, a key is enough to call',
  async ({ browser }) => {
    const served = await startCoordinator({ sample: true });
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
      await call(page);
      // Whoever is behind the number today answers, is busy or lets it ring: an exchange has said so.
      const heard = page.getByText(/^(?:Squilla|Occupato\.|Non raggiungibile|Numero inesistente|Rifiutata)/u);
      await expect(heard.or(panel(page).getByRole('timer')).first()).toBeVisible();
      await context.close();
    } finally {
      await served.close();
    }
  },
);
