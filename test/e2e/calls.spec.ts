import type { Page } from '@playwright/test';
import { administrationRoutes } from '../../src-shared/contract/administration.ts';
import {
  allowCallsAtAnyHour,
  deskOf,
  dialled,
  expect,
  recordsOf,
  takeScreen,
  test,
  type Coordinator,
} from './fixtures/app.ts';
import { ANNA, PASSWORD, card } from './fixtures/sample.ts';

test.use({ sample: true });

const nameOf = (page: Page): Promise<string> => page.locator('.identity h1').innerText();
const numberOf = async (page: Page): Promise<string> =>
  (await page.locator('.identity-name > span').first().innerText()).trim();
const received = (page: Page, name: string) =>
  expect(page.getByText(`${name}: ricevuto dal coordinatore`)).toBeVisible();

/** A day of the calendar as it is typed into a field, so many days from now in Rome. */
const dayIn = (days: number): { readonly typed: string; readonly iso: string } => {
  const at = new Date(Date.now() + days * 86_400_000);
  const iso = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome' }).format(at);
  const [year = '', month = '', day = ''] = iso.split('-');
  return { typed: `${day}${month}${year}`, iso };
};

type Outcome = { readonly code: string; readonly params: string; readonly disposition: string };
const outcomesOf = (coordinator: Coordinator, caseNumber: string): readonly Outcome[] =>
  recordsOf<Outcome>(
    coordinator,
    `SELECT a.code, a.params, a.disposition FROM activities a JOIN cases c ON c.id = a.case_id
     WHERE c.case_number = ? AND a.kind = 'outcome' AND a.user_id = (SELECT id FROM users WHERE login = 'anna')
     ORDER BY a.seq DESC`,
    caseNumber,
  );
const lastOutcome = (coordinator: Coordinator, caseNumber: string) => {
  const [last] = outcomesOf(coordinator, caseNumber);
  if (last === undefined) throw new Error(`no outcome on ${caseNumber}`);
  return { ...last, params: JSON.parse(last.params) as Record<string, unknown> };
};

const begun = async (page: Page): Promise<{ readonly name: string; readonly number: string }> => {
  await expect(card(page)).toBeVisible();
  return { name: await nameOf(page), number: await numberOf(page) };
};

/** The first number, called and hung up with its keys. */
const call = async (page: Page): Promise<void> => {
  await page.keyboard.press('c');
  await page.keyboard.press('1');
  await expect(page.getByRole('timer')).toBeVisible();
  await page.keyboard.press('h');
  await expect(page.getByRole('timer')).toHaveCount(0);
};

test('WK-10 a promise and a callback are each a whole cycle of keys, from the call to the next case', async ({
  coordinator,
  openProfile,
  signIn,
}) => {
  await allowCallsAtAnyHour(await deskOf(coordinator.url, 'rita', PASSWORD));
  const { page } = await openProfile();
  await signIn(page, ANNA);
  const { keyboard } = page;
  const focused = page.locator(':focus');

  // A promise: identity first, then the call, the amount over the suggested one, the day.
  const promise = await begun(page);
  await keyboard.press('v');
  await call(page);
  await keyboard.press('1');
  await expect(page.getByLabel('Importo promesso')).toBeFocused();
  await keyboard.type('120,50');
  await keyboard.press('Tab');
  await keyboard.type(dayIn(6).typed);
  await keyboard.press('Control+Enter');
  await received(page, promise.name);
  expect(lastOutcome(coordinator, promise.number)).toMatchObject({
    code: 'PDP',
    disposition: 'applied',
    params: { verified: 'verified', promiseAmount: 12_050, promiseDueOn: dayIn(6).iso, promiseMethod: 'transfer' },
  });

  // A callback, chosen before anybody was verified: one key verifies and goes on.
  const callback = await begun(page);
  expect(callback.number).not.toBe(promise.number);
  await call(page);
  await keyboard.press('2');
  await expect(focused).toHaveText(/^Identità verificata/u);
  await takeScreen(page, 'outcome-identity');
  await keyboard.press('v');
  await expect(focused).toHaveAttribute('role', 'spinbutton');
  await keyboard.type(dayIn(2).typed);
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.type('1045');
  await keyboard.press('Control+Enter');
  await received(page, callback.name);
  const agreed = lastOutcome(coordinator, callback.number);
  expect(agreed).toMatchObject({ code: 'RIC', disposition: 'applied', params: { verified: 'verified' } });
  expect(
    new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome', dateStyle: 'short', timeStyle: 'short' }).format(
      new Date(String(agreed.params['callbackAt'])),
    ),
  ).toBe(`${dayIn(2).iso} 10:45`);

  expect(await dialled(page)).toHaveLength(2);
});

test('WK-10 plan and settlement too, and Esc leaves a field for another outcome', async ({
  coordinator,
  openProfile,
  signIn,
}) => {
  await allowCallsAtAnyHour(await deskOf(coordinator.url, 'rita', PASSWORD));
  const { page } = await openProfile();
  await signIn(page, ANNA);
  const { keyboard } = page;

  // A plan, after the wrong outcome was chosen: Esc leaves the field, and digits choose again.
  const plan = await begun(page);
  await call(page);
  await keyboard.press('v');
  await keyboard.press('1');
  await expect(page.getByLabel('Importo promesso')).toBeFocused();
  await keyboard.press('3');
  await expect(page.getByLabel('Importo promesso')).toHaveValue('3');
  await keyboard.press('Escape');
  await keyboard.press('3');
  await expect(page.getByLabel('Numero di rate')).toBeFocused();
  await keyboard.type('2');
  await expect(page.getByText(/^(?:2 rate da|1 rata da .* e l’ultima da) /u)).toBeVisible();
  await takeScreen(page, 'outcome-plan');
  await keyboard.press('Control+Enter');
  await received(page, plan.name);
  const made = lastOutcome(coordinator, plan.number);
  expect(made).toMatchObject({ code: 'PDR', disposition: 'applied', params: { planInstalments: 2 } });
  const [sums] = recordsOf<{ promised: number; residual: number }>(
    coordinator,
    `SELECT (SELECT sum(amount) FROM promises WHERE case_id = c.id AND method = 'plan' AND status = 'open') AS promised,
            c.total - c.paid AS residual FROM cases c WHERE case_number = ?`,
    plan.number,
  );
  expect(sums?.promised).toBe(sums?.residual);

  // A settlement has no key of its own: found by typing.
  const settlement = await begun(page);
  await call(page);
  await keyboard.press('v');
  await keyboard.press('0');
  await expect(page.getByRole('dialog')).toBeVisible();
  await keyboard.type('saldo');
  await keyboard.press('Enter');
  await expect(page.getByLabel('Importo dichiarato')).toBeFocused();
  await keyboard.type('300');
  await keyboard.press('Control+Enter');
  await received(page, settlement.name);
  expect(lastOutcome(coordinator, settlement.number)).toMatchObject({
    code: 'SES',
    disposition: 'applied',
    params: { amount: 30_000, verified: 'verified' },
  });
  expect(await dialled(page)).toHaveLength(2);
});

test('WK-11 no promise is taken from a third party, and the reason is said', async ({
  coordinator,
  openProfile,
  signIn,
}) => {
  const { page } = await openProfile();
  await signIn(page, ANNA);
  await expect(card(page)).toBeVisible();
  const number = await numberOf(page);
  await page.keyboard.press('t');
  await page.keyboard.press('1');
  await expect(page.getByText('Ha risposto una terza persona')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await takeScreen(page, 'outcome-third-party');
  expect(await numberOf(page)).toBe(number);
  expect(outcomesOf(coordinator, number)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('7');
  await expect(page.getByText('Ha risposto una terza persona')).toHaveCount(0);
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => outcomesOf(coordinator, number).map(({ code }) => code)).toEqual(['TER']);
});

test('WK-12 under a mandate that masks, no amount is anywhere on the page before the identity is verified', async ({
  coordinator,
  openProfile,
  signIn,
}) => {
  const desk = await deskOf(coordinator.url, 'rita', PASSWORD);
  const { mandates } = await desk.call(administrationRoutes.listMandates, { query: {} });
  for (const { id: mandateId, status, creditorId, code, title, startsOn, endsOn, ...mandate } of mandates) {
    if (status !== 'open') continue;
    const { howToPay, promiseGraceDays, promiseThresholdPercent } = mandate;
    const terms = { maskUntilVerified: true, howToPay, promiseGraceDays, promiseThresholdPercent };
    await desk.call(administrationRoutes.saveMandate, {
      params: { mandateId },
      body: { creditorId, code, title, startsOn, endsOn, ...terms },
    });
  }
  const { page } = await openProfile();
  await signIn(page, ANNA);
  await expect(card(page)).toBeVisible();
  const amount = /\d,\d\d/u;
  const everything = async (): Promise<string> => {
    const values = await page
      .locator('input, textarea')
      .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
    return [await page.locator('.work').innerText(), ...values, await page.title()].join('\n');
  };
  // What one has made of the day so far is one's own figure, not a debtor's.
  expect(await everything()).not.toMatch(amount);
  for (const digit of ['1', '3']) {
    await page.locator('.unpaid h2').click();
    await page.keyboard.press(digit);
    await expect(page.getByText('Verifica prima l’identità')).toBeVisible();
    await page.keyboard.press('Control+Enter');
    expect(await everything()).not.toMatch(amount);
  }
  for (const tab of await page.locator('.more').getByRole('tab').all()) {
    await tab.click();
    expect(await everything()).not.toMatch(amount);
  }
  await page.keyboard.press('Control+k');
  await page.keyboard.type('a');
  await expect(page.getByRole('dialog').getByRole('option').first()).toBeVisible();
  expect(await page.getByRole('dialog').innerText()).not.toMatch(amount);
  await page.keyboard.press('Escape');
  await takeScreen(page, 'outcome-masked');
  await page.locator('.unpaid h2').click();
  await page.keyboard.press('1');
  await page.keyboard.press('v');
  await expect(page.getByLabel('Importo promesso')).toHaveValue(/\d,\d\d\s€$/u);
  await expect(page.getByLabel('Importo promesso')).toBeFocused();
});

test('WK-13 a guarantor is called with the same keys, and the outcome is about him', async ({
  coordinator,
  openProfile,
  signIn,
}) => {
  await allowCallsAtAnyHour(await deskOf(coordinator.url, 'rita', PASSWORD));
  const [guaranteed] = recordsOf<{ id: string; number: string; party: string; guarantor: string; name: string }>(
    coordinator,
    `SELECT c.id, c.case_number AS number, c.party_id AS party, g.party_id AS guarantor, p.name AS name FROM cases c
     JOIN case_parties g ON g.case_id = c.id AND g.role = 'guarantor' AND g.party_id <> c.party_id
     JOIN parties p ON p.id = g.party_id
     WHERE c.assigned_to = (SELECT id FROM users WHERE login = 'anna')
       AND EXISTS (SELECT 1 FROM contact_points k WHERE k.party_id = g.party_id AND k.kind = 'phone' AND k.status = 'ok')
       AND EXISTS (SELECT 1 FROM contact_points k WHERE k.party_id = c.party_id AND k.kind = 'phone' AND k.status = 'ok')
     ORDER BY c.id LIMIT 1`,
  );
  if (guaranteed === undefined) throw new Error('nobody in the sample has a guarantor with a phone');
  const { page } = await openProfile();
  await signIn(page, ANNA);
  await expect(card(page)).toBeVisible();
  await page.goto(`/#/work/${guaranteed.id}`);
  await expect(page.locator('.identity-name')).toContainText(guaranteed.number);
  const his = card(page).getByRole('region', { name: guaranteed.name });
  await expect(his).toContainText('garante');
  await takeScreen(page, 'guarantor');
  const cap = (await his.locator('.contact[data-kind="phone"] .ui-kbd').first().innerText()).trim().slice(-1);
  await page.keyboard.press('c');
  await page.keyboard.press(cap);
  const calling = page.getByRole('region', { name: 'Chiamata in corso' });
  await expect(calling).toContainText(guaranteed.name);
  await expect(page.getByRole('region', { name: 'Verifica dell’identità' })).toContainText(guaranteed.name);
  await takeScreen(page, 'guarantor-call');
  await page.keyboard.press('h');
  await expect(calling).toHaveCount(0);
  await page.keyboard.press('v');
  await page.keyboard.press('1');
  await expect(page.getByLabel('Importo promesso')).toBeFocused();
  await page.keyboard.type('80');
  await page.keyboard.press('Tab');
  await page.keyboard.type(dayIn(5).typed);
  const debtor = await nameOf(page);
  await page.keyboard.press('Control+Enter');
  await received(page, debtor);
  expect(lastOutcome(coordinator, guaranteed.number)).toMatchObject({
    code: 'PDP',
    disposition: 'applied',
    params: { partyId: guaranteed.guarantor, promiseAmount: 8_000 },
  });
  const counted = recordsOf<{ id: string; conversations: number }>(
    coordinator,
    `SELECT id, json_array_length(recent, '$.conversations') AS conversations FROM parties WHERE id IN (?, ?)`,
    guaranteed.party,
    guaranteed.guarantor,
  );
  const of = (id: string) => counted.find((row) => row.id === id)?.conversations;
  expect(of(guaranteed.guarantor), 'counted on the guarantor').toBe(1);

  await page.goto(`/#/work/${guaranteed.id}`);
  await expect(page.locator('.identity-name')).toContainText(guaranteed.number);
  await expect(page.getByRole('region', { name: 'Storico' })).toContainText(/80,00\s€ entro il/u);
});
