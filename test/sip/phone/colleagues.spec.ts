import type { Locator, Page } from '@playwright/test';
import { launchPracticePbx, type PracticePbxProcess } from '../../../src-main/practice/pbx/process/launch.ts';
import type { Api } from '../../../src-renderer/app/api.ts';
import { recordingRoutes } from '../../../src-shared/contract/recording.ts';
import { telephonyRoutes } from '../../../src-shared/contract/telephony.ts';
import { expect, test as base, takeScreen } from '../../e2e/fixtures/app.ts';
import { allowCallsAtAnyHour, deskOf } from '../../e2e/fixtures/desk.ts';
import { ANNA, PASSWORD } from '../../e2e/fixtures/sample.ts';
import { bothHear, keepSounds } from './fixtures/both-ways.ts';
import { telephoneBrowser } from './fixtures/browser.ts';
import { dial, handsOff, hum, panel, registered } from './fixtures/operator.ts';

const LUCA = { login: 'luca', password: PASSWORD };
const account = telephonyRoutes.account;

type Floor = {
  readonly anna: Page;
  readonly luca: Page;
  readonly pbx: PracticePbxProcess;
  readonly leader: Api;
  /** The number of Anna's debtor, who answers and hums. */
  readonly number: string;
};

/**
 * Two operators of the sample workspace. Numbers and colleagues are the coordinator's own; the exchange stands in the test,
 * so that it can be asked what the debtor hears.
 */
const test = base.extend(telephoneBrowser).extend<{ floor: Floor }>({
  sample: true,
  practice: true,
  floor: async ({ coordinator, openProfile, signIn }, provide) => {
    const leader = await deskOf(coordinator.url, 'rita', PASSWORD);
    await allowCallsAtAnyHour(leader);
    const pbx = await launchPracticePbx({
      allowedOrigins: [new URL(coordinator.url).origin],
      accounts: [{ username: '2002' }, { username: '2003' }],
      language: 'it',
      seed: 'colleagues',
    });
    const sit = async (who: typeof ANNA): Promise<Page> => {
      const { page } = await openProfile({ permissions: ['microphone'] });
      await page.route(`**${account.path}`, async (route) => {
        const response = await route.fetch();
        const given = account.response.parse(await response.json());
        const here = pbx.accounts.find(({ username }) => username === given.account?.username);
        // The exchange of the coordinator takes a moment to stand: then the workspace says so, and it is asked for again.
        const mine = here === undefined ? null : { ...given.account, ...here, server: pbx.url, domain: pbx.domain };
        await route.fulfill({ response, json: { ...given, account: mine } });
      });
      await keepSounds(page);
      await page.reload();
      await signIn(page, who);
      await expect(registered(page)).toBeVisible({ timeout: 45_000 });
      return page;
    };
    const [anna, luca] = [await sit(ANNA), await sit(LUCA)];
    const number = (await anna.locator('.contact-words b').first().innerText()).replace(/\s/gu, '');
    await pbx.setDebtor(number, { steps: [{ do: 'ring' }, { do: 'answer' }, hum] });
    await provide({ anna, luca, pbx, leader, number });
    await pbx.stop();
  },
});

const pop = (page: Page) => page.getByRole('region', { name: 'Chiamata in arrivo' });
const stray = (page: Page) => page.getByRole('region', { name: 'Chiamata senza pratica', exact: true });
const answer = (page: Page): Promise<void> =>
  pop(page)
    .getByRole('button', { name: /^Rispondi/u })
    .click();
/** Finds the colleague by the beginning of the name, and takes the number from the list. */
const choose = async (where: Locator, name: string, number: string): Promise<void> => {
  const field = where.getByLabel('Collega, interno o numero');
  await field.fill(name.slice(0, 3).toLowerCase());
  const listed = where.getByRole('list', { name: 'Colleghi' }).getByRole('button');
  await expect(listed).toHaveCount(1);
  await expect(listed).toHaveText(`${name} ${number}`);
  await listed.click();
  await expect(field).toHaveValue(number);
  await field.focus();
};
const callOf = async ({ leader, number }: Floor, operator: string) =>
  (await leader.call(recordingRoutes.listCalls, { query: {} })).calls.find(
    (call) => call.operator === operator && call.number === number,
  );
const over = ({ pbx }: Floor): Promise<void> =>
  expect.poll(async () => (await pbx.calls()).every(({ state }) => state === 'ended')).toBe(true);

test('TW-13 one operator hands a debtor to another by his name: both are heard, and each has a record', async ({
  floor,
}) => {
  const { anna, luca, pbx } = floor;
  await dial(anna);
  await expect(panel(anna).getByRole('timer')).toBeVisible();
  await bothHear(anna, pbx);
  await anna.keyboard.press('f');
  await choose(panel(anna), 'Luca Ferri', '2003');
  await panel(anna).getByLabel('Collega, interno o numero').fill('');
  await takeScreen(anna, 'telephone-colleagues');
  await panel(anna).getByLabel('Collega, interno o numero').fill('Luca');
  await anna.keyboard.press('Enter');
  await expect(pop(luca)).toBeVisible();
  await answer(luca);
  await expect(panel(anna)).toHaveCount(0);
  await expect(anna.getByText('Chiamata trasferita.')).toBeVisible();
  await expect(stray(luca).getByRole('timer')).toBeVisible();
  await bothHear(luca, pbx);
  await handsOff(luca);
  await luca.keyboard.press('h');
  await expect(stray(luca)).toHaveCount(0);
  await over(floor);
  // Anna's call is her case's; Luca says which of his cases his was about.
  await expect.poll(() => callOf(floor, 'Anna Conti')).toMatchObject({ direction: 'out', cause: 'transferred' });
  await luca
    .getByRole('region', { name: /^1 chiamata senza pratica$/u })
    .getByRole('button')
    .click();
  const second = luca.getByRole('option').nth(1);
  const name = (await second.locator('b').first().innerText()).trim();
  const dialog = luca.getByRole('dialog');
  await dialog.getByLabel('Collega a una pratica').fill(name);
  await dialog
    .getByRole('button', { name: new RegExp(name, 'u') })
    .first()
    .click();
  await expect(luca.getByText(/^Chiamata collegata alla pratica /u)).toBeVisible();
  await expect.poll(() => callOf(floor, 'Luca Ferri')).toMatchObject({ direction: 'in', cause: 'ended-here' });
});

test('TW-14 a debtor’s call is sent to a colleague before anybody answers: he rings there, and both are heard', async ({
  floor,
}) => {
  const { anna, luca, pbx, number } = floor;
  const rung = pbx.ring({ account: '2002', from: number, debtor: { steps: [hum] }, seconds: 60 });
  await pop(anna).getByRole('button', { name: 'Manda a un altro interno' }).click();
  await choose(pop(anna), 'Luca Ferri', '2003');
  await anna.keyboard.press('Enter');
  await expect(pop(anna)).toHaveCount(0);
  await answer(luca);
  expect(await rung).toMatchObject({ outcome: 'answered' });
  await expect(stray(luca).getByRole('timer')).toBeVisible();
  await bothHear(luca, pbx);
  await pbx.act(number, [{ do: 'hang-up' }]);
  await expect(stray(luca)).toHaveCount(0);
  await over(floor);
  await expect.poll(() => callOf(floor, 'Anna Conti')).toMatchObject({ direction: 'in', cause: 'transferred' });
  await expect(luca.getByRole('region', { name: /^1 chiamata senza pratica$/u })).toBeVisible();
});

test('TW-15 a word with a colleague first: each reads the other’s name, and then he has the debtor', async ({
  floor,
}) => {
  const { anna, luca, pbx, number } = floor;
  const other = panel(anna).getByRole('region', { name: 'Altra chiamata' });
  await dial(anna);
  await expect(panel(anna).getByRole('timer')).toBeVisible();
  await bothHear(anna, pbx);
  await anna.keyboard.press('f');
  await choose(panel(anna), 'Luca Ferri', '2003');
  await panel(anna).getByRole('button', { name: 'Parla prima' }).click();
  await expect(other).toContainText('Luca Ferri · 2003');
  await expect(pop(luca)).toContainText('Anna Conti · 2002');
  await expect(pop(luca)).toContainText('Un collega');
  await answer(luca);
  await expect(other).toContainText('In conversazione');
  await other.getByRole('button', { name: 'Metti in contatto' }).click();
  await expect(panel(anna)).toHaveCount(0);
  await expect(anna.getByText('Chiamata trasferita.')).toBeVisible();
  await bothHear(luca, pbx);
  await pbx.act(number, [{ do: 'hang-up' }]);
  await over(floor);
  await expect(luca.getByRole('region', { name: /^2 chiamate senza pratica$/u })).toBeVisible();
  await expect.poll(() => callOf(floor, 'Anna Conti')).toMatchObject({ direction: 'out', cause: 'transferred' });
});
