import { recordingRoutes } from '../../../src-shared/contract/recording.ts';
import { deskOf } from '../../e2e/fixtures/desk.ts';
import { recordsOf } from '../../e2e/fixtures/records.ts';
import { PASSWORD } from '../../e2e/fixtures/sample.ts';
import { bothHear } from './fixtures/both-ways.ts';
import { expect, lock, test, unlock } from './fixtures/gated.ts';
import { dial, handsOff, hum, panel } from './fixtures/operator.ts';

test('SH-28 a recording waits behind the lock and goes on by the operator’s own key; the call knows nothing of it', async ({
  gated,
  coordinator,
}) => {
  const { page, pbx, number } = gated;
  const leader = await deskOf(coordinator.url, 'rita', PASSWORD);
  const { policy, revision } = await leader.call(recordingRoutes.readRecordingPolicy, {});
  await leader.call(recordingRoutes.saveRecordingPolicy, { body: { revision, policy: { ...policy, enabled: true } } });
  const state = (words: RegExp) => panel(page).getByRole('status').filter({ hasText: words });
  const pieces = (): number =>
    recordsOf<{ pieces: number }>(coordinator, 'SELECT pieces FROM recordings')[0]?.pieces ?? 0;
  await pbx.setDebtor(await number(), { steps: [{ do: 'ring' }, { do: 'answer' }, hum] });
  await dial(page);
  await expect(panel(page).getByRole('button', { name: /^Registra/u })).toBeVisible();
  await page.keyboard.press('g');
  await panel(page).getByRole('button', { name: 'Acconsente', exact: true }).click();
  await expect(state(/^Registrazione$/u)).toBeVisible();
  await expect.poll(pieces).toBeGreaterThan(0);

  await lock(page);
  await expect(panel(page).getByText('registrazione in pausa')).toBeVisible();
  // What was taken before the lock waits: in nobody's name it would be turned away, and the desk signed out with it.
  await bothHear(page, pbx);
  await expect(page.getByRole('heading', { name: 'Postazione bloccata' })).toBeVisible();
  const before = pieces();
  await unlock(page);
  await expect(state(/^Registrazione in pausa$/u)).toBeVisible();
  await handsOff(page);
  await page.keyboard.press('g');
  await expect(state(/^Registrazione$/u)).toBeVisible();
  await expect.poll(pieces).toBeGreaterThan(before + 1);
  await page.keyboard.press('h');
  await expect(panel(page)).toHaveCount(0);
  await expect
    .poll(() => recordsOf(coordinator, 'SELECT status, reason FROM recordings'))
    .toEqual([{ status: 'finished', reason: 'call-ended' }]);
});
