import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { administrationRoutes } from '../../src-shared/contract/administration.ts';
import { ReturnConventions } from '../../src-shared/contract/closing.ts';
import { addDays, civilDateAt } from '../../src-shared/domain/civil-date.ts';
import { allowCallsAtAnyHour, deskOf, expect, takeScreen, test, type Coordinator } from './fixtures/app.ts';

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

const loadPlacement = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: 'Affidamenti' }).click();
  await page.getByRole('button', { name: 'Carica affidamento' }).first().click();
  await page.getByLabel('File di affidamento').setInputFiles(PLACEMENT);
  await page.getByRole('button', { name: 'Leggi il file' }).click();
  await page.getByRole('button', { name: /^Verifica \d+ righe$/u }).click();
};

const work = (page: Page) => page.getByRole('region', { name: 'Esito' });
const caseRows = (page: Page) => page.getByRole('listbox', { name: /^Pratiche/u }).getByRole('option');

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
    const wrong = leader.getByRole('button', { name: /^Correggi DATA_SCADENZA: 31\/09\/2026$/u });
    await wrong.click();
    const cell = leader.getByRole('textbox', { name: 'DATA_SCADENZA' });
    await cell.fill('30/09/2026');
    await cell.press('Enter');
    await expect(leader.getByRole('group', { name: 'Da correggere' })).toContainText('0');
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
  const { page: paolo, context: paoloContext } = await openProfile();
  await signIn(giulia, GIULIA);
  await signIn(paolo, PAOLO);

  await test.step('both have five cases; one works on line', async () => {
    await expect(caseRows(giulia)).toHaveCount(5);
    await expect(caseRows(paolo)).toHaveCount(5);
    await takeScreen(giulia, 'workstation');
  });
  await expect(work(giulia)).toBeVisible();
  expect(await readFile(PLACEMENT)).not.toHaveLength(0);
  await paoloContext.setOffline(false);
});
