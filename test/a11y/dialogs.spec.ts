import path from 'node:path';
import type { Page } from '@playwright/test';
import { assignmentRoutes } from '../../src-shared/contract/assignment.ts';
import { paymentRoutes } from '../../src-shared/contract/payments.ts';
import { civilDateAt } from '../../src-shared/domain/civil-date.ts';
import { allowCallsAtAnyHour, deskOf, dress, expect, takeScreen, test, THEMES } from '../e2e/fixtures/app.ts';
import type { Api } from '../../src-renderer/app/api.ts';
import { expectNoFindings, expectNoSideways } from './axe.ts';
import { PASSWORD } from '../e2e/fixtures/sample.ts';

const PLACEMENT = path.resolve(import.meta.dirname, '../fixtures/placements/levante-prova.csv');

test.use({ sample: true });

const look = async (page: Page, name: string): Promise<void> => {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await expectNoFindings(page, name);
  await takeScreen(page, name);
};

/** Opens something over the page, looks at it, closes it. */
const over = async (page: Page, name: string, open: () => Promise<void>): Promise<void> => {
  await open();
  const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
  await expect(dialog).toBeVisible();
  await look(page, name);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
};

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first();

/** A payment that can be reversed. */
const pay = async (rita: Api): Promise<void> => {
  const { cases } = await rita.call(paymentRoutes.payableCases, { body: { text: 'EG26' } });
  await rita.call(paymentRoutes.recordPayment, {
    body: {
      caseId: cases[0]?.caseId ?? '',
      amount: 1_000,
      paidOn: civilDateAt(new Date().toISOString(), 'Europe/Rome'),
      channel: 'transfer',
      reference: 'CRO-000123',
    },
  });
};

/** An outcome that was given without the network on a case that went to somebody else meanwhile. */
const leaveALateOutcome = async (page: Page, rita: Api): Promise<void> => {
  const number = (await page.locator('.identity-name > span').first().innerText()).trim();
  await page.context().setOffline(true);
  await page.keyboard.press('6');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/: salvato su questo computer$/u)).toBeVisible();
  const { rows } = await rita.call(assignmentRoutes.assignmentCases, { body: { standing: 'assigned', text: number } });
  const { operators } = await rita.call(assignmentRoutes.assignmentOverview, {});
  const order = {
    selection: { caseIds: rows.map(({ id }) => id) },
    to: operators.find(({ name }) => name === 'Luca Ferri')?.id ?? null,
    wholeDebtor: true,
  };
  const { fingerprint } = await rita.call(assignmentRoutes.previewMove, { body: order });
  await rita.call(assignmentRoutes.move, { body: { ...order, fingerprint } });
  await page.context().setOffline(false);
};

for (const theme of THEMES) {
  test(`AX-05 axe finds nothing in what opens over the leader’s screens, nor on the way of a file (${theme})`, async ({
    coordinator,
    openProfile,
    signIn,
  }) => {
    // Some thirty looks of a few seconds each on a slow machine.
    test.setTimeout(600_000);
    const rita = await deskOf(coordinator.url, 'rita', PASSWORD);
    await allowCallsAtAnyHour(rita);
    await pay(rita);
    const { page: anna } = await openProfile();
    await signIn(anna, { login: 'anna', password: PASSWORD });
    await expect(anna.locator('article.card')).toBeVisible();
    await leaveALateOutcome(anna, rita);

    const { page } = await openProfile();
    await signIn(page, { login: 'rita', password: PASSWORD });
    await dress(page, 'it', theme);

    await page.goto('/#/decisions');
    await expect(page.getByRole('rowheader').first()).toBeVisible();
    await look(page, 'decisions');
    await over(page, 'decide', () => page.getByRole('rowheader').first().click());
    for (const tab of (await page.getByRole('tab').all()).slice(1)) {
      await tab.click();
      await look(page, `decisions-${(await tab.innerText()).toLowerCase().replaceAll(/\W+/gu, '-')}`);
    }

    await page.goto('/#/board');
    await button(page, 'Carica affidamento').click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await look(page, 'placement-new');
    const choose = async (label: RegExp, option: RegExp): Promise<void> => {
      await page.getByRole('dialog').getByRole('button', { name: label }).click();
      await page.getByRole('option', { name: option }).click();
    };
    await choose(/Committente/u, /Banca Levante/u);
    await choose(/Mandato/u, /Prestiti/u);
    await page.getByLabel('File di affidamento').setInputFiles(PLACEMENT);
    await button(page, 'Leggi il file').click();
    await expect(button(page, /^Verifica \d+ righe$/u)).toBeEnabled();
    await look(page, 'intake-mapping');
    await button(page, /Campo della colonna NDG/u).click();
    await expect(page.getByRole('listbox')).toBeVisible();
    await look(page, 'intake-mapping-field');
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1280, height: 720 });
    await expectNoSideways(page, 'intake-mapping at 1280 × 720');
    await takeScreen(page, 'intake-mapping');
    await page.setViewportSize({ width: 1440, height: 900 });
    await button(page, /^Verifica \d+ righe$/u).click();
    await expect(page.getByRole('group', { name: 'Da correggere' })).toContainText('5');
    await look(page, 'intake-review');
    await over(page, 'intake-correct', () => page.getByRole('rowheader').first().click());
    await over(page, 'intake-discard', () => button(page, 'Annulla').click());
    await button(page, /^Carica \d+ pratiche$/u).click();
    await expect(page.getByText(/pratiche caricate$/u)).toBeVisible();
    await look(page, 'intake-result');
    await over(page, 'intake-undo', () => button(page, 'Annulla il carico').click());

    await page.goto('/#/assignment');
    await over(page, 'assignment-share', () => button(page, /^Assegna tutte/u).click());
    await page.locator('.ui-table-body .ui-check').first().click();
    await over(page, 'assignment-move', () => button(page, /^Sposta/u).click());
    await page.getByRole('radio', { name: /^Bloccate/u }).click();
    await over(page, 'assignment-unblock', () => button(page, /^Sblocca/u).click());

    await page.goto('/#/payments');
    await over(page, 'payments-file', () => button(page, 'Carica file incassi').click());
    await over(page, 'payments-reverse', () => button(page, /^Storna/u).click());
    await page
      .getByRole('region', { name: 'Registra un incasso' })
      .getByRole('button', { name: /Canale/u })
      .click();
    await expect(page.getByRole('listbox')).toBeVisible();
    await look(page, 'payments-channel');
    await page.keyboard.press('Escape');
    await page
      .getByRole('group', { name: /Data di valuta/u })
      .getByRole('button')
      .click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await look(page, 'payments-calendar');
    await page.keyboard.press('Escape');

    await page.goto('/#/closing');
    await over(page, 'closing-close', () => button(page, /^Chiudi il mandato/u).click());

    await page.goto('/#/settings/creditors');
    await over(page, 'settings-creditor', () => page.getByRole('rowheader').first().click());
    await page.goto('/#/settings/mandates');
    await over(page, 'settings-mandate', () => page.getByRole('rowheader').first().click());
    await page.goto('/#/settings/outcomes');
    await over(page, 'settings-outcome', () => button(page, 'Promessa di pagamento').click());

    await page.locator('.avatar').click();
    await over(page, 'password', () => page.getByRole('menuitem', { name: 'Cambia password' }).click());
    await page.keyboard.press('F1');
    await expect(page.getByRole('dialog')).toBeVisible();
    await look(page, 'keys-leader');
  });
}
