import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { ensureChromium } from '../../setup/chromium.ts';
import type { Heard, Role } from '../../sip/phone/beds/bed.ts';
import { startBed } from '../../sip/phone/beds/start.ts';
import type { BedName } from '../../sip/phone/beds/table.ts';
import { MICROPHONE, OVER_LOOPBACK, UNTOUCHED } from '../../sip/phone/fixtures/browser.ts';
import { openGate, type Gate } from '../../sip/phone/fixtures/gate.ts';
import { servePage } from '../../sip/phone/fixtures/page-server.ts';
import { writeTone } from '../../sip/phone/fixtures/voice.ts';
import type { LineAccount } from './page/line.ts';
import type { Telephones } from './page/page.ts';

declare global {
  // The page's own global, seen from code that Playwright runs there.
  var telephones: Telephones;
}

export type OpenTelephones = {
  readonly page: Page;
  readonly gate: Gate;
  readonly account: LineAccount;
  readonly number: (role: Role) => string;
  /** What the far side hears of its newest call. */
  readonly heardThere: (role: Role) => Promise<Heard>;
  readonly hangUpThere: (role: Role) => Promise<unknown>;
  readonly close: () => Promise<void>;
};

/** An exchange, a stretch of network that can be cut, and a browser with both telephones. */
export const openTelephones = async (bedName: BedName): Promise<OpenTelephones> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sollecito-bench-'));
  const voice = path.join(folder, 'operator.wav');
  writeTone(voice, { hz: 440, seconds: 10, rate: 48_000, syllables: true });
  const pages = await servePage(path.join(import.meta.dirname, 'page'));
  const bed = await startBed(bedName, pages.origin);
  const gate = await openGate(bed);
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : []),
      ...MICROPHONE,
      `--use-file-for-fake-audio-capture=${voice}`,
      // Where the exchange is beyond a cable, the loopback's address would lead nowhere.
      ...(bedName === 'kamailio' ? [] : [OVER_LOOPBACK]),
      UNTOUCHED,
    ],
  });
  const page = await browser.newPage();
  await page.goto(pages.url);
  await page.waitForFunction(() => 'telephones' in globalThis);
  return {
    page,
    gate,
    account: {
      server: `ws://127.0.0.1:${gate.port}${bed.path}`,
      domain: bed.domain,
      username: bed.account.username,
      password: bed.account.password,
    },
    number: bed.number,
    heardThere: bed.heard,
    hangUpThere: bed.hangUp,
    close: async () => {
      await browser.close();
      await gate.stop();
      await bed.stop();
      await pages.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
