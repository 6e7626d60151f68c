import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { administrationRoutes } from '../../src-shared/contract/administration.ts';
import { ReturnConventions } from '../../src-shared/contract/closing.ts';
import { addDays, civilDateAt } from '../../src-shared/domain/civil-date.ts';
import { allowCallsAtAnyHour, deskOf, dialled, expect, takeScreen, test, type Coordinator } from './fixtures/app.ts';

const PLACEMENT = path.resolve(import.meta.dirname, '../fixtures/placements/levante-prova.csv');
const ZONE = 'Europe/Rome';

const ADMINISTRATOR = {
  login: 'marta',
  name: 'Marta Sabbatini',
  role: 'administrator',
  password: 'marea-lunga-77',
} as const;
const LEADER = {
  login: 'renata',
  name: 'Renata Mori',
  role: 'leader',
  team: 'Squadra A',
  password: 'ponte-verde-31',
} as const;
const GIULIA = {
  login: 'giulia',
  name: 'Giulia Bianchi',
  role: 'operator',
  team: 'Squadra A',
  password: 'sasso-rosso-58',
} as const;
const PAOLO = {
  login: 'paolo',
  name: 'Paolo Greco',
  role: 'operator',
  team: 'Squadra A',
  password: 'vento-chiaro-42',
} as const;

const today = (): string => civilDateAt(new Date().toISOString(), ZONE);

/** People, a creditor and an open mandate: the work before the work. */
const openOffice = async (coordinator: Coordinator): Promise<void> => {
  for (const person of [ADMINISTRATOR, LEADER, GIULIA, PAOLO]) await coordinator.addPerson(person);
  await allowCallsAtAnyHour(await deskOf(coordinator.url, ADMINISTRATOR.login, ADMINISTRATOR.password));
  const leader = await deskOf(coordinator.url, LEADER.login, LEADER.password);
  const creditor = await leader.call(administrationRoutes.createCreditor, {
    body: { name: 'Banca Levante', code: 'LEVANTE', checks: {}, conventions: { return: ReturnConventions.parse({}) } },
  });
  await leader.call(administrationRoutes.createMandate, {
    body: {
      creditorId: creditor.id,
      code: 'LEV-26-PROVA',
      title: 'Prestiti novembre',
      startsOn: addDays(today(), -20),
      endsOn: addDays(today(), 70),
    },
  });
};

const loadPlacement = async (
  page: Page,
  file: string | { name: string; mimeType: string; buffer: Buffer } = PLACEMENT,
): Promise<void> => {
  await page.getByRole('link', { name: 'Affidamenti' }).click();
  await page.getByRole('button', { name: 'Carica affidamento' }).first().click();
  await page.getByLabel('File di affidamento').setInputFiles(file);
  await page.getByRole('button', { name: 'Leggi il file' }).click();
  await page.getByRole('button', { name: /^Verifica \d+ righe$/u }).click();
};

const caseRows = (page: Page) => page.getByRole('listbox', { name: /^Pratiche/u }).getByRole('option');
const status = (page: Page) => page.getByRole('contentinfo');
const openName = (page: Page) => page.locator('main h1').first();

/** Chooses an outcome by its key, fills nothing else, saves, and waits until the next case is open. */
const saveByKey = async (page: Page, key: string): Promise<string> => {
  const name = (await openName(page).textContent()) ?? '';
  await page.locator('body').press(key);
  await page.locator('body').press('Control+Enter');
  await expect(
    page.getByText(`${name}: salvato su questo computer`).or(page.getByText(`${name}: ricevuto`)),
  ).toBeVisible();
  return name;
};

test('MJ-01 a placement comes in, is corrected, dealt, worked with and without the network, paid and returned', async ({
  coordinator,
  openProfile,
  signIn,
}) => {
  await openOffice(coordinator);
  const { page: leader } = await openProfile();
  await signIn(leader, LEADER);

  await test.step('the leader loads the file and corrects a row', async () => {
    await loadPlacement(leader);
    await expect(leader.getByRole('group', { name: 'Da correggere' })).toContainText('5');
    await takeScreen(leader, 'intake-review');
    // What is wrong with a row is in sight without scrolling sideways, also in a small window.
    await leader.setViewportSize({ width: 1280, height: 720 });
    await expect(leader.getByRole('columnheader', { name: 'Che cosa non va' })).toBeInViewport({ ratio: 1 });
    await leader.setViewportSize({ width: 1440, height: 900 });
    await leader.getByRole('button', { name: /^Correggi DATA_SCADENZA: 31\/09\/2026$/u }).click();
    const cell = leader.getByRole('textbox', { name: 'DATA_SCADENZA' });
    await cell.fill('30/09/2026');
    await cell.press('Enter');
    await expect(leader.getByText('18 lette = 18 accettate + 0 scartate + 0 doppie + 0 ignorate')).toBeVisible();
    await leader.getByRole('button', { name: 'Carica 10 pratiche' }).click();
    await expect(leader.getByText('10 pratiche caricate')).toBeVisible();
    await takeScreen(leader, 'intake-result');
  });

  await test.step('and deals the cases to two operators', async () => {
    await leader.getByRole('button', { name: 'Assegna agli operatori' }).click();
    await leader.getByRole('button', { name: /^Assegna tutte \(10\)/u }).click();
    await expect(leader.getByRole('dialog')).toContainText('Giulia Bianchi');
    await takeScreen(leader, 'assignment-share');
    await leader.getByRole('button', { name: 'Assegna 10 pratiche' }).click();
    await expect(leader.getByText('10 pratiche assegnate')).toBeVisible();
  });

  const { page: giulia } = await openProfile();
  const { page: paolo, context: paolosNetwork } = await openProfile();
  await signIn(giulia, GIULIA);
  await signIn(paolo, PAOLO);
  await expect(caseRows(giulia)).toHaveCount(5);
  await expect(caseRows(paolo)).toHaveCount(5);
  await takeScreen(giulia, 'workstation');

  const promised = await test.step('one works on line: identity, call, promise, without the mouse', async () => {
    const name = (await openName(giulia).textContent()) ?? '';
    await giulia.locator('body').press('v');
    await expect(giulia.getByText('Identità verificata')).toBeVisible();
    await giulia.locator('body').press('c');
    await giulia.locator('body').press('1');
    await expect(giulia.getByRole('timer')).toBeVisible();
    expect((await dialled(giulia)).length).toBe(1);
    await takeScreen(giulia, 'workstation-call');
    await giulia.locator('body').press('h');
    await expect(giulia.getByRole('timer')).toBeHidden();
    await giulia.locator('body').press('1');
    await giulia.getByLabel('Importo promesso').fill('200,00');
    await giulia.getByRole('group', { name: 'Date frequenti' }).getByRole('button').nth(1).click();
    await giulia.getByRole('button', { name: /Come paga/u }).click();
    await giulia.getByRole('option', { name: 'bonifico' }).click();
    await giulia.getByLabel(/^Nota/u).last().fill('Paga con lo stipendio.');
    await takeScreen(giulia, 'workstation-promise');
    await giulia.locator('body').press('Control+Enter');
    await expect(giulia.getByText(`${name}: ricevuto dal coordinatore`)).toBeVisible();
    return name;
  });

  await test.step('the other one works without the network, through a restart of the coordinator and of his page', async () => {
    // The shell must be kept by the browser before the network goes.
    await paolo.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await paolosNetwork.setOffline(true);
    await coordinator.kill();
    await saveByKey(paolo, '6');
    await saveByKey(paolo, '9');
    await expect(status(paolo)).toContainText(/\d operazioni salvate qui, da inviare/u);
    await paolo.locator('body').press('2');
    await paolo.getByLabel(/^Nota/u).last().fill('Sta guidando, richiamare');
    await expect(paolo.getByText('Bozza salvata su questo computer')).toBeVisible();
    const half = (await openName(paolo).textContent()) ?? '';
    await takeScreen(paolo, 'workstation-offline');
    await paolo.reload();
    await signIn(paolo, PAOLO);
    await paolo
      .getByRole('listbox', { name: /^Pratiche/u })
      .getByRole('option', { name: new RegExp(half.trim(), 'u') })
      .click();
    await expect(paolo.getByLabel(/^Nota/u).last()).toHaveValue('Sta guidando, richiamare');
    await expect(status(paolo)).toContainText(/\d operazioni salvate qui, da inviare/u);
    await coordinator.start();
    await paolosNetwork.setOffline(false);
    await expect(status(paolo)).toContainText('Sincronizzato', { timeout: 60_000 });
  });

  await test.step('what both said is on the coordinator, once', async () => {
    const { out, code } = await coordinator.run(['verify', '--json']);
    expect(code, out).toBe(0);
    await leader.getByRole('link', { name: 'Cruscotto' }).click();
    await expect(leader.getByRole('group', { name: 'Pratiche lavorate' })).toContainText('3');
    await takeScreen(leader, 'board');
  });

  await test.step('the leader records a payment', async () => {
    await leader.getByRole('link', { name: 'Incassi' }).click();
    await leader
      .getByRole('textbox', { name: 'Pratica o nominativo', exact: true })
      .fill(promised.trim().split(' ')[0] ?? '');
    await leader.getByRole('list', { name: 'Pratica o nominativo' }).getByRole('button').first().click();
    const form = leader.getByRole('region', { name: 'Registra un incasso' });
    await form.getByLabel('Importo', { exact: true }).fill('200,00');
    await form.getByRole('button', { name: /Canale/u }).click();
    await leader.getByRole('option', { name: 'Bonifico' }).click();
    await form.getByLabel('Id incasso', { exact: true }).fill('TRN-0001');
    await expect(leader.getByText('Mantiene 1 promessa.')).toBeVisible();
    await takeScreen(leader, 'payments-form');
    await leader.getByRole('button', { name: 'Registra incasso' }).click();
    await expect(leader.getByText(/Incasso di 200,00\s€ registrato/u)).toBeVisible();
    await takeScreen(leader, 'payments');
  });

  await test.step('closes the mandate, and the return file says what was typed and paid', async () => {
    await leader.getByRole('link', { name: 'Chiusura' }).click();
    await leader
      .getByRole('button', { name: /Prestiti novembre|LEV-26-PROVA/u })
      .first()
      .click();
    await expect(leader.getByRole('group', { name: 'Incassato' })).toContainText('200');
    await takeScreen(leader, 'closing');
    await leader.getByRole('button', { name: 'Chiudi il mandato…' }).click();
    await leader
      .getByRole('alertdialog')
      .getByRole('button', { name: /Chiudi/u })
      .last()
      .click();
    const [download] = await Promise.all([
      leader.waitForEvent('download'),
      leader
        .getByRole('button', { name: /Scarica/u })
        .first()
        .click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    const lines = text.split('\r\n').filter((line) => line !== '');
    expect(lines.filter((line) => line.includes('PROVA-'))).toHaveLength(10);
    expect(lines.filter((line) => line.includes(promised.trim()))[0]).toContain('200,00');
    expect(lines.at(-1)).toContain('200,00');
    await takeScreen(leader, 'closing-done');
  });

  await expect(caseRows(giulia)).toHaveCount(0);
});

test('IN-02 the review says both sums where a corrected amount does not agree with the control records', async ({
  coordinator,
  openProfile,
  signIn,
}) => {
  await openOffice(coordinator);
  const { page } = await openProfile();
  await signIn(page, LEADER);
  const buffer = Buffer.from((await readFile(PLACEMENT)).toString('latin1').replace(';429,92;', ';42g,92;'), 'latin1');
  await loadPlacement(page, { name: 'rovinato.csv', mimeType: 'text/csv', buffer });
  await expect(page.getByText('somma non provata: importi illeggibili')).toBeVisible();
  const correct = async (from: string, to: string): Promise<void> => {
    await page.getByRole('button', { name: `Correggi TOTALE: ${from}`, exact: true }).click();
    await page.getByRole('textbox', { name: 'TOTALE' }).fill(to);
    await page.keyboard.press('Enter');
  };
  await correct('42g,92', '429,9');
  await expect(
    page.getByText(/^Importi dichiarati 17\.548,41\s€, le righe danno 17\.548,39\s€\. La somma/u),
  ).toBeVisible();
  await expect(page.getByText(/^coda: differenza -0,02\s€$/u)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Carica \d+ pratiche$/u })).toBeDisabled();
  // What was corrected can be corrected again, though nothing is wrong with its row.
  await page.getByRole('radio', { name: 'Tutte', exact: true }).click();
  await correct('429,9', '429,92');
  await expect(page.getByText('coincide con testa e coda')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Carica \d+ pratiche$/u })).toBeEnabled();
});
