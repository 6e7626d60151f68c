import { createServer as createPages } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import type { Locator, Page } from '@playwright/test';
import { launchPracticePbx, type PracticePbxProcess } from '../../src-main/practice/pbx/process/launch.ts';
import { expectNoFindings, expectNoSideways } from '../a11y/axe.ts';
import { telephoneBrowser } from '../sip/phone/fixtures/browser.ts';
import { dress, expect, LANGS, takeScreen, test as base, THEMES } from './fixtures/app.ts';
import { ANNA, card, openHours, PASSWORD } from './fixtures/sample.ts';

const RITA = { login: 'rita', password: PASSWORD };
const ACCOUNT = { username: '201', password: 'parola-del-telefono' };
/** A password to prove, cases to fetch, an exchange to reach: on a busy computer each takes its time. */
const LONG = { timeout: 45_000 };

/** Somebody's own exchange: a real one, of the people of the test. */
const test = base.extend(telephoneBrowser).extend<{ pbx: PracticePbxProcess }>({
  pbx: async ({ coordinator }, provide) => {
    const pbx = await launchPracticePbx({
      allowedOrigins: [new URL(coordinator.url).origin],
      accounts: [ACCOUNT],
      language: 'it',
      seed: 'office',
    });
    await provide(pbx);
    await pbx.stop();
  },
});

test.use({ sample: true });

const openTab = async (page: Page): Promise<void> => {
  await page.goto('/#/settings/telephony');
  await expect(page.getByRole('grid', { name: 'Telefoni degli operatori' })).toContainText('Anna Conti', LONG);
};
const typeServer = async (page: Page, server: string, domain: string): Promise<void> => {
  await page.locator('label.ui-radio').filter({ hasText: 'Il tuo centralino' }).click();
  await page.getByLabel('Indirizzo del server').fill(server);
  await page.getByLabel('Dominio SIP').fill(domain);
};
const step = (dialog: Locator, name: string): Locator => dialog.getByRole('listitem').filter({ hasText: name });
const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
};
const freePort = async (): Promise<number> => {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
};

test('TC-50 a leader types the exchange and an account, tests it, and the operator at work gets the telephone and calls', async ({
  coordinator,
  openProfile,
  signIn,
  pbx,
}) => {
  await openHours(coordinator);
  const { page: anna } = await openProfile({ permissions: ['microphone'] });
  await signIn(anna, ANNA);
  await expect(card(anna)).toBeVisible(LONG);
  await expect(anna.getByRole('button', { name: /Telefono/u })).toHaveCount(0);

  const { page: rita } = await openProfile();
  await signIn(rita, RITA);
  await openTab(rita);
  await takeScreen(rita, 'telephony-none');
  await rita.getByRole('row', { name: /Anna Conti/u }).dblclick();
  const account = rita.getByRole('dialog', { name: 'Telefono di Anna Conti' });
  await account.getByLabel('Interno o utente SIP').fill(ACCOUNT.username);
  await account.getByRole('button', { name: 'Salva' }).click();
  await expect(account.getByText('Scrivi la password di questo interno.')).toBeVisible();
  await account.getByLabel('Password SIP').fill(ACCOUNT.password);
  await takeScreen(rita, 'telephony-account');
  await account.getByRole('button', { name: 'Salva' }).click();
  await expect(account).toHaveCount(0);
  await expect(rita.getByRole('row', { name: /Anna Conti/u })).toContainText('201');

  await typeServer(rita, pbx.url, pbx.domain);
  await rita.getByRole('button', { name: 'Prova il centralino' }).click();
  const trial = rita.getByRole('dialog', { name: 'Prova del centralino' });
  await trial.getByRole('button', { name: 'Avvia la prova' }).click();
  await expect(trial.getByText(/^Il centralino risponde e l’account entra/u)).toBeVisible(LONG);
  for (const name of ['La porta', 'SIP su WebSocket', 'L’account entra', 'L’account esce', 'Da questo browser']) {
    await expect(step(trial, name)).toHaveAttribute('data-state', 'passed');
  }
  await takeScreen(rita, 'telephony-test-good');
  await trial.getByRole('button', { name: 'Chiudi' }).last().click();
  await rita.getByRole('button', { name: 'Salva', exact: true }).click();
  await expect(rita.getByText('Telefonia salvata: le postazioni aperte la prendono da sole')).toBeVisible();
  await takeScreen(rita, 'telephony-server');

  await expect(anna.getByRole('button', { name: /Telefono registrato/u })).toBeVisible(LONG);
  const number = (await anna.locator('.contact-words b').first().innerText()).replace(/\s/gu, '');
  await pbx.setDebtor(number, { steps: [{ do: 'ring' }, { do: 'answer' }, { do: 'tone', hz: 660, seconds: 300 }] });
  await anna.locator('.unpaid h2').click();
  await anna.keyboard.press('c');
  await anna.keyboard.press('1');
  const panel = anna.getByRole('region', { name: 'Chiamata in corso' });
  await expect(panel.getByRole('timer')).toBeVisible(LONG);

  // Taken away in the middle of a call: the call goes on, and the telephone goes after it.
  await rita.getByRole('row', { name: /Anna Conti/u }).dblclick();
  await account.getByRole('button', { name: 'Togli il telefono' }).click();
  await rita.getByRole('alertdialog').getByRole('button', { name: 'Togli il telefono' }).click();
  await expect(rita.getByRole('row', { name: /Anna Conti/u })).toContainText('senza telefono');
  await expect(panel.getByRole('timer')).toBeVisible();
  await anna.locator('.unpaid h2').click();
  await anna.keyboard.press('h');
  await expect(panel).toHaveCount(0);
  await expect(anna.getByRole('button', { name: /Telefono registrato/u })).toHaveCount(0, LONG);
});

test('TC-51 a wrong password, port and protocol are each said in their words, with what to do', async ({
  openProfile,
  signIn,
  pbx,
}) => {
  const { page } = await openProfile();
  await signIn(page, RITA);
  await openTab(page);
  const trial = page.getByRole('dialog', { name: 'Prova del centralino' });
  const attempt = async (server: string): Promise<void> => {
    await typeServer(page, server, pbx.domain);
    await page.getByRole('button', { name: 'Prova il centralino' }).click();
    await trial.getByRole('button', { name: /Con quale account/u }).click();
    await page.getByRole('option', { name: 'Uno che scrivo adesso' }).click();
    await trial.getByLabel('Interno o utente SIP').fill(ACCOUNT.username);
    await trial.getByLabel('Password SIP').fill('sbagliata');
    await trial.getByRole('button', { name: 'Avvia la prova' }).click();
    await expect(trial.getByText(/^La prova si è fermata: /u)).toBeVisible(LONG);
  };
  const close = async (): Promise<void> => {
    await trial.getByRole('button', { name: 'Chiudi' }).last().click();
    await expect(trial).toHaveCount(0);
  };

  await attempt(pbx.url);
  await expect(step(trial, 'L’account entra')).toContainText('L’interno o la password non sono quelli');
  await takeScreen(page, 'telephony-test-bad');
  await expectNoFindings(page, 'test of the exchange');
  await close();

  await attempt(`ws://127.0.0.1:${await freePort()}/sip`);
  await expect(step(trial, 'La porta')).toContainText('su questa porta non ascolta nessuno');
  await expect(step(trial, 'SIP su WebSocket')).toHaveAttribute('data-state', 'skipped');
  await close();

  await attempt(pbx.url.replace('ws://', 'wss://'));
  await expect(step(trial, 'Il certificato')).toContainText('Su questa porta non si parla TLS.');
  await close();

  // A good server of pages, and no exchange.
  const pages = createPages((_request, response) => response.writeHead(404).end());
  await attempt(`ws://127.0.0.1:${await listening(pages)}/ws`);
  await expect(step(trial, 'SIP su WebSocket')).toContainText('questo percorso non esiste');
  pages.close();
  await close();

  await page.getByLabel('Indirizzo del server').fill('ws://pbx.example/ws');
  await expect(page.getByText(/^Con ws:\/\/ voce e password viaggerebbero in chiaro/u)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Prova il centralino' })).toBeDisabled();
  await page.getByLabel('Indirizzo del server').fill('https://pbx.example');
  await expect(page.getByText(/^Serve un indirizzo che comincia con wss:/u)).toBeVisible();
});

test('TC-52 accounts from a file: what is wrong is said line by line, and a right file is taken whole', async ({
  openProfile,
  signIn,
}) => {
  const { page } = await openProfile();
  await signIn(page, RITA);
  await openTab(page);
  await page.getByRole('button', { name: 'Da un file' }).click();
  const dialog = page.getByRole('dialog', { name: 'Telefoni da un file' });
  const give = (text: string): Promise<void> =>
    dialog
      .getByLabel('Scegli il file')
      .setInputFiles({ name: 'interni.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await give('Operatore;Interno;Password\nanna;201;uno\nLuca Ferri;202;due\nNessuno;203;tre\n');
  await expect(dialog.getByText('1 riga da correggere: finché c’è, non cambia niente')).toBeVisible();
  await expect(dialog.getByRole('row', { name: /Nessuno/u })).toContainText('nessun operatore con questo nome');
  await expect(dialog.getByRole('button', { name: /^Prendi/u })).toBeDisabled();
  await takeScreen(page, 'telephony-file-wrong');
  await expectNoFindings(page, 'file of accounts');
  await give('extension,name,secret\n201,Anna Conti,uno\n202,Luca Ferri,due\n');
  await expect(dialog.getByText('2 righe, tutto in ordine')).toBeVisible();
  expect(await dialog.innerText()).not.toMatch(/\buno\b|\bdue\b/u);
  await dialog.getByRole('button', { name: 'Prendi 2 telefoni' }).click();
  await expect(page.getByText('2 telefoni salvati')).toBeVisible();
  await expect(page.getByRole('row', { name: /Luca Ferri/u })).toContainText('202');
});

test('TC-53 the telephony sheet is readable and whole in both languages, themes and sizes', async ({
  openProfile,
  signIn,
}) => {
  const { page } = await openProfile();
  await signIn(page, RITA);
  await openTab(page);
  await typeServer(page, `wss://${'un-nome-molto-lungo.'.repeat(6)}centralino.example:8089/ws`, 'centralino.example');
  for (const theme of THEMES) {
    for (const lang of LANGS) {
      await dress(page, lang, theme);
      for (const size of [
        { width: 1440, height: 900 },
        { width: 1280, height: 720 },
        { width: 640, height: 360 },
      ]) {
        await page.setViewportSize(size);
        await expectNoSideways(page, `telephony at ${size.width}`);
        await expectNoFindings(page, `telephony ${lang} ${theme} at ${size.width}`);
        await takeScreen(page, 'telephony');
      }
    }
  }
});
