import { writeFile } from 'node:fs/promises';
import { expect, test as base, type Page } from '@playwright/test';
import type { PhonePage } from '../phone/page/page.ts';
import { telephoneBrowser } from '../phone/fixtures/browser.ts';
import { servePage, type PageServer } from '../phone/fixtures/page-server.ts';
import { headerOf, startHostileServer, type HostileServer } from './server.ts';

declare global {
  // The page's own global, seen from code that Playwright runs there.
  var desk: PhonePage;
}

type Hostile = {
  readonly server: HostileServer;
  /** The product's telephone in a page, registered at the server. Nothing may be thrown there where nobody catches it. */
  readonly telephone: Page;
};

/** Opens the page and gives its telephone an account of the server; whether that takes it is another matter. */
export const connect = async (page: Page, pages: PageServer, server: HostileServer): Promise<void> => {
  await page.goto(pages.url);
  await page.waitForFunction(() => 'desk' in window);
  await page.evaluate(
    (url) =>
      desk.phone.useAccount({
        server: url,
        domain: 'odd.example',
        username: 'agent',
        password: 'x',
        displayName: 'Operatore Prova',
        dialPrefix: null,
        numberShown: null,
        iceServers: [],
        refused: [],
        conferenceRoom: null,
        practice: false,
      }),
    `ws://127.0.0.1:${server.port}/`,
  );
};

export const test = base.extend(telephoneBrowser).extend<Hostile, { readonly pages: PageServer }>({
  pages: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from this pattern what a fixture needs.
    async ({}, provide) => {
      const pages = await servePage();
      await provide(pages);
      await pages.stop();
    },
    { scope: 'worker' },
  ],
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from this pattern what a fixture needs.
  server: async ({}, provide) => {
    const server = await startHostileServer();
    await provide(server);
    await server.stop();
  },
  telephone: async ({ page, pages, server }, provide, info) => {
    const thrown: string[] = [];
    page.on('pageerror', (error) => thrown.push(error.stack ?? String(error)));
    await connect(page, pages, server);
    await page.waitForFunction(() => desk.state().registration.light === 'registered');
    await provide(page);
    if (info.status !== info.expectedStatus) {
      const kept = await page.evaluate(() => desk.phone.diagnostics());
      const file = info.outputPath('telephone.json');
      await writeFile(file, kept);
      await info.attach('telephone', { path: file, contentType: 'application/json' });
    }
    expect(thrown, 'nothing is thrown where nobody catches it').toEqual([]);
  },
});

export { expect };

/** A description as a browser makes it: an offer, or the answer to one. */
export const describe = (page: Page, offer: string | null): Promise<string> =>
  page.evaluate(async (offer) => {
    const peer = new RTCPeerConnection();
    if (offer !== null) await peer.setRemoteDescription({ type: 'offer', sdp: offer });
    else peer.addTransceiver('audio');
    await peer.setLocalDescription();
    const { sdp } = peer.localDescription!;
    peer.close();
    return sdp;
  }, offer);

/** Waits until no call stands any more. */
export const allEnded = (page: Page, timeout = 10_000): Promise<unknown> =>
  page.waitForFunction(() => desk.state().calls.every(({ phase }) => phase === 'ended'), undefined, {
    timeout,
    polling: 10,
  });

/** Every state that was ever told is one that the telephone may be in; what is wrong with the others. */
export const illegalStates = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const found = desk.history.flatMap(({ calls, muted }) => [
      ...calls.flatMap((call) => {
        const over = call.phase === 'ended';
        const odd = [
          over !== (call.end !== null) && 'an end that is none',
          over !== (call.endedAt !== null) && 'ended at no time',
          call.phase === 'active' && call.answeredAt === null && 'active without an answer',
          call.hold !== 'none' && call.answeredAt === null && 'held before it was answered',
          // Control signs, and those that turn the direction of writing, could make a number look like another.
          /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u.test(call.name + call.number) && 'signs that hide',
          (call.name.length > 80 || call.number.length > 80) && 'longer than any name',
        ];
        return odd.flatMap((what) => (what === false ? [] : [`${call.phase}: ${what}`]));
      }),
      ...(new Set(calls.map(({ id }) => id)).size === calls.length ? [] : ['one id for two calls']),
      ...(muted && calls.every(({ phase }) => phase === 'ended') ? ['muted without a call'] : []),
    ]);
    return [...new Set(found)];
  });

const GOOD_CALL = 'the-good-one';

/** After whatever was said: registered, and the next good call is rung, answered and ended as any other. */
export const stillWorks = async (page: Page, server: HostileServer): Promise<void> => {
  await page.waitForFunction(() => desk.state().registration.light === 'registered');
  const offer = await describe(page, null);
  const invite = (method: string, more: string, body: string): string =>
    [
      `${method} sip:agent@odd.example SIP/2.0`,
      `Via: SIP/2.0/WS server.invalid;branch=z9hG4bKgood${method}`,
      'From: <sip:+393470000009@odd.example>;tag=good',
      `To: <sip:agent@odd.example>${more}`,
      `Call-ID: ${GOOD_CALL}`,
      `CSeq: ${method === 'BYE' ? 2 : 1} ${method}`,
      'Contact: <sip:good@server.invalid;transport=ws>',
      'Max-Forwards: 70',
      ...(body === '' ? [] : ['Content-Type: application/sdp']),
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n');
  server.take();
  server.say(invite('INVITE', '', offer));
  const phase = (wanted: string) =>
    page.waitForFunction(
      (wanted) => desk.state().calls.find(({ number, phase }) => number === '+393470000009' && phase === wanted)?.id,
      wanted,
      { timeout: 10_000 },
    );
  const id = await (await phase('incoming')).jsonValue();
  await page.evaluate((id) => desk.phone.answer(id!), id);
  await phase('active');
  // The page may tell of its answer before the answer has come over the wire.
  const said: string[] = [];
  const tag = (): string => {
    said.push(...server.take());
    const answer = said.find((text) => text.startsWith('SIP/2.0 200') && headerOf(text, 'Call-ID') === GOOD_CALL);
    return /(;tag=\S+)/u.exec(headerOf(answer ?? '', 'To'))?.[1] ?? '';
  };
  await expect.poll(tag).not.toBe('');
  server.say(invite('ACK', tag(), ''));
  server.say(invite('BYE', tag(), ''));
  await phase('ended');
  expect(await illegalStates(page)).toEqual([]);
};
