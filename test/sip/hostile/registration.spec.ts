import { connect, expect, test } from './phone.ts';
import { headerOf, respond } from './server.ts';

test('TL-48 a server that grants no shorter registration is asked for as much as it grants, and for that from then on', async ({
  page,
  pages,
  server,
}) => {
  const asked: number[] = [];
  server.onRegister((text) => {
    const seconds = Number(headerOf(text, 'Expires'));
    asked.push(seconds);
    return seconds < 600 ? respond(text, '423 Interval Too Brief', { headers: ['Min-Expires: 600'] }) : null;
  });
  await connect(page, pages, server);
  await page.waitForFunction(() => desk.state().registration.light === 'registered');
  expect(asked).toEqual([120, 600]);
});

test('TL-48 a server that is never content is a server in trouble: it is not asked in a circle', async ({
  page,
  pages,
  server,
}) => {
  const asked: number[] = [];
  server.onRegister((text) => {
    asked.push(Number(headerOf(text, 'Expires')));
    return respond(text, '423 Interval Too Brief', { headers: ['Min-Expires: 600'] });
  });
  await connect(page, pages, server);
  await page.waitForFunction(() => desk.state().registration.reason === 'server-error');
  expect(asked.slice(0, 2)).toEqual([120, 600]);
  // The next one comes after the pause that follows any trouble of a server, and asks for as much at once.
  await expect.poll(() => asked.length).toBeGreaterThan(2);
  expect(asked[2]).toBe(600);
});
