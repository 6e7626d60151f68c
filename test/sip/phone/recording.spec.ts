import type { Page } from '@playwright/test';
import { recordingRoutes, type CallRow } from '../../../src-shared/contract/recording.ts';
import { dress, takeScreen } from '../../e2e/fixtures/app.ts';
import { recordsOf } from '../../e2e/fixtures/records.ts';
import { LANGS, THEMES } from '../../e2e/fixtures/screens.ts';
import { PASSWORD } from '../../e2e/fixtures/sample.ts';
import {
  type Booth,
  decode,
  DEBTOR_HZ,
  expect,
  keepOpened,
  keptBy,
  OPERATOR_HZ,
  panel,
  SECRET_HZ,
  test,
} from './fixtures/recorded.ts';

// The screens are taken in every language, theme and size.
test.setTimeout(360_000);

const RITA = { login: 'rita', password: PASSWORD };

/** The screens in both languages and themes and at both sizes. */
const pictures = async (page: Page, name: string): Promise<void> => {
  for (const lang of LANGS) {
    for (const theme of THEMES) {
      await dress(page, lang, theme);
      for (const size of [
        { width: 1440, height: 900 },
        { width: 1280, height: 720 },
      ]) {
        await page.setViewportSize(size);
        await takeScreen(page, name);
      }
    }
  }
  await dress(page, 'it', 'light');
  await page.setViewportSize({ width: 1440, height: 900 });
};

const state = (page: Page, words: string | RegExp) => panel(page).getByRole('status').filter({ hasText: words });

/** From the key to the red dot. */
const record = async ({ page }: Booth): Promise<void> => {
  await page.keyboard.press('g');
  await panel(page).getByRole('button', { name: 'Acconsente', exact: true }).click();
  await expect(state(page, /^Registrazione$/u)).toBeVisible();
};

const taken = async (page: Page): Promise<number> => {
  const [minutes = 0, seconds = 0] = (await panel(page).getByRole('timer', { name: 'Tempo registrato' }).innerText())
    .split(':')
    .map(Number);
  return minutes * 60 + seconds;
};
const until = async (page: Page, seconds: number): Promise<void> =>
  expect.poll(() => taken(page), { intervals: [100] }).toBeGreaterThanOrEqual(seconds);

const hangUp = async (page: Page): Promise<void> => {
  await page.locator('.unpaid h2').click();
  await page.keyboard.press('h');
  await expect(panel(page)).toHaveCount(0);
};

/** The call as the leader's list has it, once its record and its recordings have arrived. */
const recordedCall = async ({ leader }: Booth, count = 1): Promise<CallRow> => {
  const found: CallRow[] = [];
  await expect
    .poll(async () => {
      const { calls } = await leader.call(recordingRoutes.listCalls, { query: {} });
      found.splice(0, found.length, ...calls.filter(({ recordings }) => recordings.length > 0));
      return found[0]?.recordings.filter(({ status }) => status !== 'open').length ?? 0;
    })
    .toBe(count);
  const [call] = found;
  if (call === undefined) throw new Error('no call');
  return call;
};

test('RC-12 consent, a notice that both sides hear, both voices in the recording, and the leader listens', async ({
  booth,
  coordinator,
  openProfile,
  signIn,
}) => {
  const { page, policy, call, heard, silence } = booth;
  await policy({ enabled: true });
  await call();
  const before = await keptBy(page);
  await expect(state(page, 'Chiamata non registrata')).toBeVisible();
  // A muted operator: what arrives at the debtor now is the notice and nothing else.
  await page.keyboard.press('m');
  await silence();
  const quiet = await heard();
  await page.keyboard.press('g');
  await expect(panel(page).getByText('Vorremmo registrare questa telefonata')).toBeVisible();
  await takeScreen(page, 'recording-question');
  await panel(page).getByRole('button', { name: 'Acconsente', exact: true }).click();
  await expect(state(page, /^Registrazione$/u)).toBeVisible();
  expect(await heard()).toBeGreaterThan(quiet + 0.001);
  await silence();
  await page.keyboard.press('m');
  const open = await heard();
  await expect.poll(async () => (await heard()) - open, { intervals: [50] }).toBeGreaterThan(0.001);
  await until(page, 8);
  await pictures(page, 'recording-running');
  await hangUp(page);
  const row = await recordedCall(booth);
  expect(row).toMatchObject({ consent: 'given', operator: expect.any(String), direction: 'out' });
  expect(row.recordings[0]).toMatchObject({ status: 'finished', end: 'call-ended' });
  const after = await keptBy(page);
  expect(after.sound).toBe(false);
  // The consent and the call went into the journal; tens of kilobytes of voice did not.
  const [kept] = recordsOf<{ bytes: number }>(coordinator, 'SELECT bytes FROM recordings');
  expect(kept?.bytes).toBeGreaterThan(30_000);
  expect(after.bytes - before.bytes).toBeLessThan((kept?.bytes ?? 0) / 2);

  const { page: desk } = await openProfile();
  await signIn(desk, RITA);
  await desk.goto('/#/calls');
  await pictures(desk, 'calls');
  await keepOpened(desk);
  await desk.getByRole('button', { name: /^Ascolta la registrazione/u }).click();
  const dialog = desk.getByRole('dialog');
  const place = dialog.getByRole('slider', { name: 'Punto della registrazione' });
  await expect(place).toHaveAttribute('aria-valuetext', /^00:00 \/ 00:\d\d$/u);
  // The keyboard alone: the player opens on its first key.
  await desk.keyboard.press('Enter');
  await expect(place).toHaveAttribute('aria-valuetext', /^00:0[1-9]/u);
  await takeScreen(desk, 'recording-player');
  await desk.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  const { seconds, channels } = await decode(desk, [OPERATOR_HZ, DEBTOR_HZ]);
  const [operator, debtor] = channels;
  expect(Math.abs(seconds - (row.recordings[0]?.durationMs ?? 0) / 1000)).toBeLessThan(1);
  expect(operator?.[OPERATOR_HZ]).toBeGreaterThan(0.02);
  expect(debtor?.[DEBTOR_HZ]).toBeGreaterThan(0.02);
  expect(operator?.[DEBTOR_HZ]).toBeLessThan((debtor?.[DEBTOR_HZ] ?? 0) / 4);
  expect(debtor?.[OPERATOR_HZ]).toBeLessThan((operator?.[OPERATOR_HZ] ?? 0) / 4);
  const listened = recordsOf(coordinator, "SELECT user_id FROM audit WHERE action = 'recording.listen'");
  expect(listened).toHaveLength(1);

  // Opened again it is another listening, in whatever language.
  await dress(desk, 'en', 'dark');
  await desk.setViewportSize({ width: 1280, height: 720 });
  await desk.getByRole('button', { name: /^Listen to the recording/u }).click();
  await expect(desk.getByRole('slider', { name: 'Place in the recording' })).toBeVisible();
  await takeScreen(desk, 'recording-player');
  expect(recordsOf(coordinator, "SELECT user_id FROM audit WHERE action = 'recording.listen'")).toHaveLength(2);
});

test('RC-13 what is said while it is paused or on hold is not in the recording', async ({
  booth,
  openProfile,
  signIn,
}) => {
  const { page, policy, call, hum } = booth;
  await policy({ enabled: true });
  await call();
  await record(booth);
  await until(page, 2);
  await page.keyboard.press('g');
  await expect(state(page, 'Registrazione in pausa')).toBeVisible();
  await takeScreen(page, 'recording-paused');
  await hum(SECRET_HZ);
  await hears(page, SECRET_HZ, true);
  await hum(DEBTOR_HZ);
  await hears(page, SECRET_HZ, false);
  const paused = await taken(page);
  await page.keyboard.press('g');
  await until(page, paused + 2);
  await page.keyboard.press('w');
  await expect(state(page, 'Sospesa durante')).toBeVisible();
  await expect(
    panel(page)
      .getByRole('button', { name: /^Riprendi/u })
      .first(),
  ).toBeEnabled();
  const held = await taken(page);
  await page.keyboard.press('w');
  await until(page, held + 2);
  await panel(page).getByRole('button', { name: 'Ferma la registrazione' }).click();
  await expect(state(page, 'Registrazione fermata')).toBeVisible();
  // What is said after it was stopped is nobody's either.
  await hum(SECRET_HZ);
  await hears(page, SECRET_HZ, true);
  await hangUp(page);
  const row = await recordedCall(booth);
  const { page: desk } = await openProfile();
  await signIn(desk, RITA);
  await desk.goto('/#/calls');
  await keepOpened(desk);
  await desk.getByRole('button', { name: /^Ascolta la registrazione/u }).click();
  await expect(desk.getByRole('slider', { name: 'Punto della registrazione' })).toBeVisible();
  const { seconds, channels } = await decode(desk, [DEBTOR_HZ, SECRET_HZ]);
  expect(row.recordings[0]).toMatchObject({ status: 'finished', end: 'stopped' });
  expect(seconds).toBeGreaterThan(5);
  expect(channels[1]?.[DEBTOR_HZ]).toBeGreaterThan(0.02);
  expect(channels[1]?.[SECRET_HZ]).toBeLessThan((channels[1]?.[DEBTOR_HZ] ?? 0) / 20);
});

/** Waits until the page plays a pitch of the debtor's, or does not any more. */
const hears = async (page: Page, hz: number, wanted: boolean): Promise<void> => {
  await page.evaluate(
    async ({ hz, wanted }) => {
      const element = (globalThis as unknown as { played: HTMLAudioElement[] }).played
        .filter(({ srcObject, paused }) => srcObject instanceof MediaStream && !paused)
        .at(-1);
      if (!(element?.srcObject instanceof MediaStream)) throw new Error('the page plays nobody');
      const context = new AudioContext();
      const analyser = context.createAnalyser();
      context.createMediaStreamSource(element.srcObject).connect(analyser);
      const bins = new Float32Array(analyser.frequencyBinCount);
      const bin = Math.round((hz / context.sampleRate) * analyser.fftSize);
      const level = (): number => {
        analyser.getFloatFrequencyData(bins);
        return Math.max(...bins.slice(bin - 1, bin + 2));
      };
      let steady = 0;
      while (steady < 10) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        const now = level();
        steady = (wanted ? now > -50 : now < -70) ? steady + 1 : 0;
      }
      await context.close();
    },
    { hz, wanted },
  );
};

test.beforeEach(async ({ booth }) => {
  await booth.page.evaluate(() => {
    const played: HTMLAudioElement[] = [];
    Object.assign(globalThis, { played });
    const Sound = Audio;
    globalThis.Audio = class extends Sound {
      constructor(source?: string) {
        super(source);
        played.push(this);
      }
    };
  });
});

test('RC-14 where recording is off there is no trace of it; a refusal is written down and nothing is recorded', async ({
  booth,
  coordinator,
}) => {
  const { page, policy, call } = booth;
  await call();
  await expect(panel(page).getByText(/registra/iu)).toHaveCount(0);
  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.getByRole('dialog').getByText(/registra la chiamata/iu)).toHaveCount(0);
  await page.keyboard.press('Escape');
  await hangUp(page);
  const first = page.url();
  await expect(page.getByText('Chiamata terminata.')).toBeVisible();
  await page.keyboard.press('6');
  await page.keyboard.press('Control+Enter');
  // The next case is on the table before its number is looked for.
  await expect(page).not.toHaveURL(first);

  await policy({ enabled: true });
  await call();
  await page.keyboard.press('g');
  await panel(page).getByRole('button', { name: 'Non acconsente' }).click();
  await expect(state(page, 'Il debitore non acconsente')).toBeVisible();
  await takeScreen(page, 'recording-refused');
  await expect(panel(page).getByRole('button', { name: /^Registra/u })).toHaveCount(0);
  await expect(page.getByText('il debitore non ha acconsentito')).toBeVisible();
  await hangUp(page);
  await expect
    .poll(() => recordsOf(coordinator, "SELECT params FROM activities WHERE kind = 'recording-consent'"))
    .toHaveLength(1);
  const [{ params } = { params: '' }] = recordsOf<{ params: string }>(
    coordinator,
    "SELECT params FROM activities WHERE kind = 'recording-consent'",
  );
  expect(JSON.parse(params)).toMatchObject({ given: false });
  expect(recordsOf(coordinator, 'SELECT id FROM recordings')).toEqual([]);
});

test('RC-15 a reload ends the recording, and the coordinator closes what is torn', async ({ booth, coordinator }) => {
  const { page, policy, call } = booth;
  await policy({ enabled: true, operatorsListen: true });
  await call();
  await record(booth);
  await until(page, 4);
  await expect
    .poll(() => recordsOf<{ pieces: number }>(coordinator, 'SELECT pieces FROM recordings')[0]?.pieces ?? 0)
    .toBeGreaterThan(0);
  await page.reload();
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /Telefono registrato/u })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Esito della chiamata' })).toBeVisible();
  await call();
  await record(booth);
  await until(page, 3);
  await hangUp(page);
  await expect
    .poll(() => recordsOf(coordinator, 'SELECT status, reason FROM recordings ORDER BY started_at'))
    .toEqual([
      { status: 'torn', reason: 'torn' },
      { status: 'finished', reason: 'call-ended' },
    ]);
  // Where the policy lets them, operators hear their own calls again, from the history: the torn one too.
  const listen = page.getByRole('button', { name: /^Ascolta la registrazione/u });
  await expect(listen).toHaveCount(2);
  await listen.first().click();
  await expect(page.getByRole('slider', { name: 'Punto della registrazione' })).toBeVisible();
});

test('RC-18 a leader switches recording on from the screen, for some mandates and so many days', async ({
  booth,
  coordinator,
  openProfile,
  signIn,
}) => {
  const { leader } = booth;
  const { page: desk } = await openProfile();
  await signIn(desk, RITA);
  await desk.goto('/#/settings/recording');
  const enabled = desk.getByRole('checkbox', { name: 'Si possono registrare le chiamate' });
  await expect(enabled).not.toBeChecked();
  await takeScreen(desk, 'recording-policy-off');
  await desk.getByText('Si possono registrare le chiamate').click();
  await desk.getByText('Solo di questi').click();
  const save = desk.getByRole('button', { name: 'Salva', exact: true });
  await expect(save).toBeDisabled();
  await desk.locator('label.ui-check', { hasText: ' · ' }).first().click();
  await desk.getByLabel('Per quanti giorni si conservano').fill('30');
  await desk.getByLabel('Per quanti giorni si conservano').blur();
  await pictures(desk, 'recording-policy');
  await save.click();
  await expect(desk.getByText('Regole delle registrazioni salvate.')).toBeVisible();
  const { policy } = await leader.call(recordingRoutes.readRecordingPolicy, {});
  expect(policy).toMatchObject({ enabled: true, retentionDays: 30, operatorsListen: false });
  expect(policy.mandateIds).toHaveLength(1);
  expect(recordsOf(coordinator, "SELECT user_id FROM audit WHERE action = 'recording.policy'")).toHaveLength(1);
});
