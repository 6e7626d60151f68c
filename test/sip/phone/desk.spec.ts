import { formatPhone } from '../../../src-shared/domain/phone.ts';
import type { Bed, Role } from './beds/bed.ts';
import { DEBTORS } from './fixtures/office.ts';
import { expect, test, type Seat } from './fixtures/seat.ts';

const poll = { intervals: [100], timeout: 15_000 };

/** Waits until both of them get half a second of sound more; a new stream is counted from its own beginning. */
const goOnTalking = async (bed: Bed, roles: readonly Role[]): Promise<void> => {
  for (const role of roles) {
    let last = (await bed.heard(role)).packets;
    let sum = 0;
    const more = async (): Promise<number> => {
      const { packets } = await bed.heard(role);
      sum += packets < last ? packets : packets - last;
      last = packets;
      return sum;
    };
    await expect.poll(more, poll).toBeGreaterThan(25);
  }
};

/** A word with somebody else before the call is handed over. */
const askAnother = async ({ panel, press }: Seat, number: string, state: string | null = 'In conversazione') => {
  await press('f');
  await panel.getByLabel('Interno o numero').fill(number);
  await panel.getByRole('button', { name: 'Parla prima' }).click();
  if (state !== null) await expect(panel.getByRole('region', { name: 'Altra chiamata' })).toContainText(state);
};

test.describe('a call to a debtor', () => {
  test('OS-01 two keys, heard both ways, a key to hang up, an outcome; and what is kept of it', async ({
    seat,
    bed,
  }) => {
    const { page, panel } = seat;
    await seat.talk('answers');
    await expect(panel).toContainText(formatPhone(bed.number('answers')));
    await expect(panel.getByRole('img', { name: /^Qualità dell’audio: [34] su 4$/u })).toBeVisible();
    await expect(seat.word).toHaveText('');
    await seat.hangUp();
    await seat.isOver('answers');
    await expect(page.getByText('Chiamata terminata.')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Esito della chiamata' })).toBeVisible();
    const call = await seat.settle('answers', 'TER', '7');
    expect(call).toMatchObject({ number: bed.number('answers'), direction: 'out', cause: 'ended-here', silentS: 0 });
    expect(call.mos).toBeGreaterThan(3);
    await seat.open('answers');
    const line = page.getByRole('region', { name: 'Storico' }).getByRole('listitem').first();
    await expect(line).toContainText('Risponde terza persona');
    await expect(line).toContainText(formatPhone(bed.number('answers')));
  });

  for (const [role, words, suggested, code] of [
    ['busy', 'Occupato.', 'Occupato', 'OCC'],
    ['rejects', 'Chiamata rifiutata.', 'Riaggancia', 'RIA'],
    ['unassigned', 'Numero inesistente o non attivo.', 'Numero inesistente o non attivo', 'NIN'],
    ['silent', 'Nessuna risposta.', 'Non risponde', 'NRI'],
  ] as const) {
    test(`OS-02 ${role}: its own words, and the outcome that they suggest`, async ({ seat, bed }) => {
      const { page } = seat;
      const status = { busy: 486, rejects: bed.declinedWith, unassigned: 404, silent: 480 }[role];
      await seat.dial(role);
      await expect(page.getByText(`${words} (codice ${status})`)).toBeVisible();
      await page.getByRole('button', { name: `Esito suggerito: ${suggested}` }).click();
      const { cause } = await seat.settle(role, code);
      expect(cause).toBe({ busy: 'busy', rejects: 'rejected', unassigned: 'wrong-number', silent: 'no-answer' }[role]);
    });
  }

  test('OS-21 unreachable: its own words, and the outcome that they suggest', async ({ seat }) => {
    const { page } = seat;
    await seat.dial('unreachable');
    await expect(page.getByText('Non raggiungibile in questo momento. (codice 480)')).toBeVisible();
    await page.getByRole('button', { name: 'Esito suggerito: Non risponde' }).click();
    expect(await seat.settle('unreachable', 'NRI')).toMatchObject({ cause: 'unreachable', mos: null });
  });

  test('OS-03 nobody picks up, and the operator gives up by a key', async ({ seat }) => {
    const { page, panel } = seat;
    await seat.dial('rings');
    await expect(panel.getByText('Squilla')).toBeVisible();
    await seat.hangUp();
    await expect(page.getByText(/^Chiamata annullata prima della risposta\./u)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Esito suggerito: Non risponde' })).toBeVisible();
    await seat.isOver('rings');
    expect(await seat.settle('rings', 'NRI', '6')).toMatchObject({ cause: 'cancelled', mos: null });
  });
});

test.describe('in a call', () => {
  test('OS-04 held, neither is heard; resumed, both are; muted, the operator is not', async ({ seat }) => {
    await seat.talk('answers');
    await seat.press('w');
    await expect(seat.word).toHaveText('In attesa');
    await expect.poll(() => seat.isStill('answers'), { message: 'neither side is heard' }).toBe(true);
    await seat.press('w');
    await expect(seat.word).toHaveText('');
    await seat.bothHear('answers');
    await seat.press('m');
    await expect(seat.word).toHaveText('Microfono chiuso: non ti sentono');
    await expect.poll(() => seat.isSilent('answers'), { message: 'the operator is not heard' }).toBe(true);
    await seat.press('m');
    await expect(seat.word).toHaveText('');
    await seat.bothHear('answers');
    await seat.hangUp();
    await seat.settle('answers', 'NRI', '6');
  });

  test('OS-05 a code is pasted, and received whole', async ({ seat, bed }) => {
    const { page, panel } = seat;
    await seat.talk('answers');
    await page.evaluate(() => navigator.clipboard.writeText('4024 0071-22#'));
    await seat.press('d');
    await panel.getByLabel('Codice da inviare').click();
    await page.keyboard.press('Control+v');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await bed.heard('answers')).keys, poll).toBe('4024007122#');
    await seat.bothHear('answers');
    await seat.hangUp();
    await seat.settle('answers', 'NRI', '6');
  });
});

test.describe('a call that came in', () => {
  test('OS-20 sent elsewhere before anybody answers: the caller talks there, and its record says so', async ({
    seat,
    bed,
  }) => {
    const { page, panel } = seat;
    const pop = page.getByRole('region', { name: 'Chiamata in arrivo' });
    await seat.open('rings');
    void bed.call('rings');
    await expect(pop).toContainText(DEBTORS.rings.name);
    await pop.getByRole('button', { name: 'Manda a un altro interno' }).click();
    await pop.getByLabel('Interno o numero').fill(bed.number('answers'));
    await page.keyboard.press('Enter');
    await expect(pop).toHaveCount(0);
    await expect(panel).toHaveCount(0);
    await expect.poll(() => bed.live('answers'), poll).toBe(1);
    await goOnTalking(bed, ['rings', 'answers']);
    await expect(seat.row('rings')).toContainText('Esito mancante');
    const call = await seat.settle('rings', 'NRI', '6');
    expect(call).toMatchObject({ number: bed.number('rings'), direction: 'in', cause: 'transferred', mos: null });
    await bed.hangUp('answers');
    await expect.poll(() => bed.live('answers'), poll).toBe(0);
    await expect.poll(() => bed.live('rings'), poll).toBe(0);
  });
});

test.describe('two calls', () => {
  test('OS-06 a second call holds the first, and they are swapped', async ({ seat, bed }) => {
    const { page, panel } = seat;
    const other = panel.getByRole('region', { name: 'Altra chiamata' });
    await seat.talk('answers');
    await seat.press('f');
    await panel.getByLabel('Interno o numero').fill(bed.number('answers-too'));
    await panel.getByRole('button', { name: 'Parla prima' }).click();
    await expect(other).toContainText(formatPhone(bed.number('answers-too')));
    await expect(other).toContainText('In conversazione');
    await expect(seat.word).toHaveText('In attesa');
    await seat.bothHear('answers-too');
    await other.getByRole('button', { name: 'Scambia' }).click();
    await expect(other).toContainText('In attesa');
    await expect(seat.word).toHaveText('');
    await seat.bothHear('answers');
    await other.getByRole('button', { name: 'Chiudi questa' }).click();
    await expect(other).toHaveCount(0);
    await expect.poll(() => bed.live('answers-too'), poll).toBe(0);
    await seat.bothHear('answers');
    await seat.hangUp();
    await expect(page.getByText('Chiamata terminata.')).toBeVisible();
    await seat.settle('answers', 'NRI', '6');
  });

  test('OS-07 handed over at once: the two far sides talk, and the operator is out', async ({ seat, bed }) => {
    const { page, panel } = seat;
    await seat.talk('answers');
    await seat.press('f');
    await panel.getByLabel('Interno o numero').fill(bed.number('answers-too'));
    await page.keyboard.press('Enter');
    await expect(panel).toHaveCount(0);
    await expect(page.getByText('Chiamata trasferita.')).toBeVisible();
    await expect.poll(() => bed.live('answers-too'), poll).toBe(1);
    await goOnTalking(bed, ['answers', 'answers-too']);
    expect(await seat.settle('answers', 'NRI', '6')).toMatchObject({ cause: 'transferred' });
    await bed.hangUp('answers-too');
    await seat.isOver('answers');
  });

  test('OS-08 handed over after a word with the other: the two are joined, and both calls are over', async ({
    seat,
    bed,
  }) => {
    const { page, panel } = seat;
    const other = panel.getByRole('region', { name: 'Altra chiamata' });
    await seat.talk('answers');
    await seat.press('f');
    await panel.getByLabel('Interno o numero').fill(bed.number('answers-too'));
    await panel.getByRole('button', { name: 'Parla prima' }).click();
    await expect(other).toContainText('In conversazione');
    await seat.bothHear('answers-too');
    await other.getByRole('button', { name: 'Metti in contatto' }).click();
    await expect(panel).toHaveCount(0);
    await expect(page.getByText('Chiamata trasferita.')).toBeVisible();
    await expect.poll(() => bed.live('answers-too'), poll).toBe(1);
    await goOnTalking(bed, ['answers', 'answers-too']);
    expect(await seat.settle('answers', 'NRI', '6')).toMatchObject({ cause: 'transferred' });
    await bed.hangUp('answers-too');
    await seat.isOver('answers');
  });

  test('OS-15 the debtor hangs up while another is asked: that one stays, with keys to mute and to hang up', async ({
    seat,
    bed,
  }) => {
    const { page, panel } = seat;
    const second = page.getByRole('region', { name: 'Altra chiamata' });
    await seat.talk('answers');
    await askAnother(seat, bed.number('answers-too'));
    await seat.bothHear('answers-too');
    await bed.hangUp('answers');
    await expect(panel).toHaveCount(0);
    await expect(page.getByText('L’altra parte ha riagganciato.', { exact: true })).toBeVisible();
    await expect(second).toContainText(formatPhone(bed.number('answers-too')));
    await expect(second.getByRole('timer')).toBeVisible();
    await seat.bothHear('answers-too');
    await seat.press('m');
    await expect(second.getByRole('status').first()).toHaveText('Microfono chiuso: non ti sentono');
    await expect.poll(() => seat.isSilent('answers-too'), { message: 'the operator is not heard' }).toBe(true);
    await seat.press('h');
    await expect(second).toHaveCount(0);
    await expect.poll(() => bed.live('answers-too'), poll).toBe(0);
    await seat.settle('answers', 'NRI', '6');
  });

  test('OS-16 somebody calls while a number rings: answered, he alone is heard, and the other call is given up', async ({
    seat,
    bed,
  }) => {
    const { page, panel } = seat;
    const pop = page.getByRole('region', { name: 'Chiamata in arrivo' });
    await seat.dial('rings');
    await expect(panel.getByText('Squilla')).toBeVisible();
    void bed.call('answers');
    await expect(pop).toContainText('Rispondendo, la chiamata che stai facendo si annulla.');
    await seat.press('r');
    await expect(panel).toContainText(DEBTORS.answers.name);
    await seat.bothHear('answers');
    await seat.isOver('rings');
    await seat.hangUp();
    await expect.poll(() => bed.live('answers'), poll).toBe(0);
    await seat.open('rings');
    expect(await seat.settle('rings', 'NRI', '6')).toMatchObject({ direction: 'out', cause: 'cancelled' });
    await seat.open('answers');
    expect(await seat.settle('answers', 'NRI', '6')).toMatchObject({ direction: 'in', cause: 'ended-here' });
  });

  test('OS-18 whoever is asked for a word is busy: it is said, and the debtor is taken back', async ({ seat, bed }) => {
    const { panel } = seat;
    await seat.talk('answers');
    await askAnother(seat, bed.number('busy'), null);
    await expect(panel.getByText(`${formatPhone(bed.number('busy'))}: Occupato.`)).toBeVisible();
    await expect(seat.word).toHaveText('In attesa');
    await seat.press('w');
    await expect(seat.word).toHaveText('');
    await seat.bothHear('answers');
    await seat.hangUp();
    await seat.settle('answers', 'NRI', '6');
    // It was a call to a debtor like any other.
    await seat.open('busy');
    expect(await seat.settle('busy', 'OCC', '8')).toMatchObject({ direction: 'out', cause: 'busy' });
  });
});
