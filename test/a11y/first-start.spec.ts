import { expect, takeScreen, test, THEMES, type Coordinator } from '../e2e/fixtures/app.ts';
import type { CoordinatorState } from '../../src-shared/contract/host.ts';
import type { Page } from '@playwright/test';
import { expectNoFindings, expectNoSideways } from './axe.ts';

type Asked = { readonly sample: boolean; readonly share: boolean };

/** The page as the desktop application shows it before a coordinator was chosen; starting one answers what the test says. */
const asDesktop = async (page: Page, start: (asked: Asked) => CoordinatorState): Promise<void> => {
  await page.exposeFunction('startCoordinator', start);
  await page.addInitScript(() => {
    const nothing = (): Promise<void> => Promise.resolve();
    const stopped = (): Promise<CoordinatorState> => Promise.resolve({ state: 'stopped' });
    globalThis.sollecito = {
      ...{ kind: 'desktop', platform: 'linux', version: '0.0.0', secrets: null, journalFile: null, updates: null },
      coordinatorAddress: {
        get: () => Promise.resolve(sessionStorage.getItem('address')),
        set: (address) => Promise.resolve(sessionStorage.setItem('address', address)),
      },
      coordinatorControl: { state: stopped, stop: stopped, start: (options) => startCoordinator(options) },
      notify: () => Promise.resolve(true),
      openExternal: () => Promise.resolve(true),
      ...{ setBadge: nothing, stayAwake: nothing, onPower: () => () => undefined },
    };
  });
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Come vuoi iniziare?' })).toBeVisible();
};

declare global {
  var startCoordinator: (asked: Asked) => Promise<CoordinatorState>;
}

const running = ({ url }: Coordinator): CoordinatorState => ({ state: 'running', url });
const way = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name}`, 'u') });

for (const theme of THEMES) {
  test(`FS-03 the first start of the desktop offers three ways (${theme})`, async ({ coordinator, openProfile }) => {
    const { page } = await openProfile({ colorScheme: theme });
    const asked: Asked[] = [];
    await asDesktop(page, (options) => {
      asked.push(options);
      return asked.length === 1 ? { state: 'failed', reason: 'port-in-use' } : running(coordinator);
    });
    await expect(page.locator('.entrance-way')).toHaveCount(3);
    await expectNoFindings(page, 'the three ways');
    await expectNoSideways(page, 'the three ways');
    await takeScreen(page, 'three-ways');
    // Somebody else's.
    await way(page, 'Collegati a un coordinatore').click();
    await expect(page.getByLabel('Indirizzo')).toBeVisible();
    await page.getByRole('button', { name: 'Indietro' }).click();
    // One's own: for this computer and the others. It fails, is said, and can be tried again.
    await way(page, 'Avvia un coordinatore').click();
    await expectNoFindings(page, 'a coordinator of one’s own');
    await takeScreen(page, 'own-coordinator');
    await page.getByRole('button', { name: 'Avvia', exact: true }).click();
    await expect(page.getByText('Il coordinatore non si è avviato: port-in-use')).toBeVisible();
    await expectNoFindings(page, 'a coordinator that did not start');
    await page.getByRole('checkbox', { name: /^Accetta postazioni/u }).press('Space');
    await page.getByRole('button', { name: 'Avvia', exact: true }).click();
    await expect(page.getByRole('heading', { name: /amministratore/iu })).toBeVisible();
    expect(asked).toEqual([
      { sample: false, share: true },
      { sample: false, share: false },
    ]);
  });
}

test.describe('the sample', () => {
  test.use({ sample: true });

  test('FS-03 the sample leads to its sign-in, which says who can', async ({ coordinator, openProfile }) => {
    const { page } = await openProfile();
    const asked: Asked[] = [];
    await asDesktop(page, (options) => {
      asked.push(options);
      return running(coordinator);
    });
    await way(page, 'Prova l’esempio').click();
    await expect(page.getByRole('button', { name: 'Accedi', exact: true })).toBeVisible();
    await expect(page.getByText('Anna Conti')).toBeVisible();
    expect(asked).toEqual([{ sample: true, share: false }]);
  });
});
