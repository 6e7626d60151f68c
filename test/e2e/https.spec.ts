import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { networkTrouble } from '../setup/network-tools.ts';
import { expect, startCoordinator, takeScreen, test as base, type Coordinator } from './fixtures/app.ts';
import { addAddress, openOwnBrowser, readAuthority, type OwnBrowser } from './fixtures/beyond.ts';
import { PASSWORD, card } from './fixtures/sample.ts';

type Beyond = {
  /** A coordinator with the sample workspace on an address beyond loopback, with the workspace's own certificate. */
  readonly served: Coordinator;
  /** The workspace's authority as a file, as an administrator downloads it. */
  readonly authority: string;
  /** A browser profile of a person who trusts these authorities, closed at the end. */
  readonly browserOf: (authorities: readonly string[]) => Promise<OwnBrowser>;
};

const test = base.extend<Beyond>({
  // oxlint-disable-next-line eslint/no-empty-pattern -- Playwright reads what a fixture needs from this pattern
  served: async ({}, provide) => {
    const trouble = networkTrouble();
    // Where the tests run as they should, what is missing is a fault and not an excuse.
    if (trouble !== null && process.env['CI']) throw new Error(`no test over HTTPS: ${trouble}`);
    base.skip(trouble !== null, `no test over HTTPS: ${trouble}`);
    const address = await addAddress();
    try {
      const coordinator = await startCoordinator({
        sample: 'copied',
        practice: true,
        words: ['--host', address.host, '--tls', 'self'],
      });
      await provide(coordinator);
      await coordinator.close();
    } finally {
      await address.remove();
    }
  },
  authority: async ({ served }, provide) => {
    const file = path.join(served.dataDir, 'downloaded-ca.crt');
    await writeFile(file, await readAuthority(served.url));
    await provide(file);
  },
  // oxlint-disable-next-line eslint/no-empty-pattern -- Playwright reads what a fixture needs from this pattern
  browserOf: async ({}, provide) => {
    const opened: OwnBrowser[] = [];
    await provide(async (authorities) => {
      const browser = await openOwnBrowser(authorities);
      opened.push(browser);
      return browser;
    });
    for (const browser of opened) await browser.close();
  },
});

const signInHere = async (page: Page): Promise<void> => {
  await page.getByLabel('Nome utente').fill('anna');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Accedi', exact: true }).click();
  await expect(card(page)).toBeVisible();
};
const workOne = async (page: Page): Promise<void> => {
  const now = await card(page).getAttribute('aria-label');
  await page.keyboard.press('6');
  await page.keyboard.press('Control+Enter');
  await expect(card(page)).not.toHaveAttribute('aria-label', now ?? '');
};

test('HS-01 over the network a trusted address works, keeps the page and the day without the network, and comes back', async ({
  served,
  authority,
  browserOf,
}) => {
  expect(served.url).toMatch(/^https:\/\/198\.18\./u);
  const { context } = await browserOf([authority]);
  const page = await context.newPage();
  await page.goto(served.url);
  expect(await page.evaluate(() => isSecureContext)).toBe(true);
  await signInHere(page);
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated');
  await workOne(page);
  await expect(page.getByText(/: ricevuto dal coordinatore$/u)).toBeVisible();

  await context.setOffline(true);
  await served.kill();
  await workOne(page);
  await expect(page.getByText(/: salvato su questo computer$/u)).toBeVisible();
  await page.reload();
  await expect(page.getByText('Il coordinatore non risponde')).toBeVisible();
  await signInHere(page);
  await expect(page.getByText(/^2 \/ /u)).toBeVisible();
  await workOne(page);

  await served.start();
  await context.setOffline(false);
  await page.getByRole('button', { name: /accedi per sincronizzare/u }).click();
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Sincronizzato · /u })).toBeVisible();
  const { code, out } = await served.run(['verify', '--json']);
  expect({ code, ...(JSON.parse(out) as object) }).toMatchObject({ code: 0, ok: true, difference: null });
});

test('HS-02 a browser that does not trust the authority refuses, and whoever goes on all the same is told what to do', async ({
  served,
  browserOf,
}) => {
  const { context } = await browserOf([]);
  const page = await context.newPage();
  await expect(page.goto(served.url)).rejects.toThrow(/ERR_CERT_AUTHORITY_INVALID/u);
  // The words with which a person passes Chromium's warning, which comes after the refusal and must be there to be typed at.
  await page.waitForFunction(
    () => document.querySelector('body.ssl') !== null && document.readyState === 'complete' && document.hasFocus(),
  );
  await page.keyboard.type('thisisunsafe');
  await signInHere(page);
  await page.getByRole('button', { name: /^Sincronizzato · /u }).click();
  await expect(page.getByText('Il browser non si fida di questo indirizzo', { exact: false })).toBeVisible();
  await takeScreen(page, 'untrusted-address');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Scarica il certificato' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('sollecito-ca.crt');
});
