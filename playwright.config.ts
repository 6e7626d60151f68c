import { defineConfig } from '@playwright/test';
import { installedChromium } from './test/setup/chromium.ts';
import { leftOut } from './test/sip/phone/beds/table.ts';
import type { BedChoice } from './test/sip/phone/fixtures/phone.ts';

const browser = installedChromium();
// Chromium refuses its own sandbox to root, which is who runs tests in a container.
const args = process.getuid?.() === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : [];

const folder = (name: string) => ({ name, testDir: `test/${name}`, testMatch: '**/*.spec.ts' });

export default defineConfig<object, BedChoice>({
  globalSetup: './test/setup/playwright.ts',
  outputDir: 'test-results/playwright',
  // No retries: a test that fails sometimes is a fault in the product or in the test.
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    // A control that never comes says so at once instead of using up the whole test.
    actionTimeout: 20_000,
    viewport: { width: 1440, height: 900 },
    locale: 'it-IT',
    timezoneId: 'Europe/Rome',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { ...(browser ? { executablePath: browser } : {}), args },
  },
  projects: [
    ...['e2e', 'a11y', 'peers'].map(folder),
    // The telephone's scenarios, on the practice exchange; the operator's own screen is driven there too.
    {
      ...folder('sip'),
      testIgnore: ['**/sip/sound/**', '**/phone/network.spec.ts', '**/sip/asterisk/**', '**/sip/kamailio/**'],
      use: { bedName: 'practice' },
      grepInvert: leftOut('practice'),
    },
    // The same on Kamailio, rtpengine and telephones of other makers: npm run test:peers.
    {
      ...folder('sip'),
      name: 'kamailio',
      testMatch: ['**/phone/{calls,faults,network,desk,desk-faults}.spec.ts', '**/sip/kamailio/*.spec.ts'],
      use: { bedName: 'kamailio' },
      grepInvert: leftOut('kamailio'),
    },
    // The same on a real PBX, and what only a PBX can do: npm run test:peers.
    {
      ...folder('sip'),
      name: 'asterisk',
      testMatch: ['**/phone/{calls,faults,desk,desk-faults}.spec.ts', '**/sip/asterisk/*.spec.ts'],
      use: { bedName: 'asterisk' },
      grepInvert: leftOut('asterisk'),
    },
    // Microphones that come and go, on a sound server of the test's own: npm run test:peers.
    { ...folder('sip'), name: 'sound', testMatch: '**/sip/sound/*.spec.ts' },
  ],
});
