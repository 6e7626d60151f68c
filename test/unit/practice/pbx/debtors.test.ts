import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { behaviourOf, callerOf, KINDS, sameNumber } from '../../../../src-main/practice/pbx/debtors/choose.ts';
import { createKeys, keyOfInfo } from '../../../../src-main/practice/pbx/debtors/keys.ts';
import { stepsOf } from '../../../../src-main/practice/pbx/debtors/kinds.ts';
import { ENGLISH } from '../../../../src-main/practice/pbx/debtors/lines/english.ts';
import { ITALIAN } from '../../../../src-main/practice/pbx/debtors/lines/italian.ts';
import type { Step } from '../../../../src-main/practice/pbx/debtors/step.ts';
import { spokenLines } from '../../../setup/speech.ts';
import { rmsOf } from '../../../sip/practice/sound.ts';

const numbers = Array.from({ length: 2_000 }, (_, i) => `+39387000${String(i).padStart(4, '0')}`);
const chance = { seed: 'sollecito', day: '2026-11-23' };

describe('PX-15 who is behind a number', () => {
  it('PX-15 is the same whatever prefix is dialled, all day long, and not the next day', () => {
    const [one] = numbers;
    expect(sameNumber(one!)).toBe(sameNumber(`0${one!.slice(3)}`));
    for (const number of numbers.slice(0, 20))
      expect(behaviourOf(number, {}, chance)).toEqual(behaviourOf(`00${number.slice(1)}`, {}, chance));
    const tomorrow = numbers.filter(
      (number) =>
        JSON.stringify(behaviourOf(number, {}, chance).steps) ===
        JSON.stringify(behaviourOf(number, {}, { ...chance, day: '2026-11-24' }).steps),
    );
    expect(tomorrow.length).toBeLessThan(numbers.length / 4);
    for (const number of numbers.slice(0, 50))
      expect(behaviourOf(number, {}, chance).voice).toBe(behaviourOf(number, {}, { ...chance, day: 'other' }).voice);
  });

  it('PX-15 makes more than half of all calls conversations, and each kind happens', () => {
    const firsts = numbers.map((number) => behaviourOf(number, {}, chance).steps);
    const answered = firsts.filter((steps) => steps.some((step) => step.do === 'answer')).length;
    expect(answered / numbers.length).toBeGreaterThan(0.7);
    expect(answered / numbers.length).toBeLessThan(0.9);
    const refusals = firsts.flatMap((steps) =>
      steps.filter((step) => step.do === 'reject').map(({ status }) => status),
    );
    expect(new Set(refusals)).toEqual(new Set([404, 480, 486, 603]));
  });

  it('PX-15 is who was set by hand', () => {
    expect(behaviourOf(numbers[0]!, { kind: 'busy', voice: 'man' }, chance)).toMatchObject({
      voice: 'man',
      steps: [{ do: 'wait' }, { do: 'reject', status: 486 }],
    });
    const steps: readonly Step[] = [{ do: 'answer' }];
    expect(behaviourOf(numbers[0]!, { steps }, chance).steps).toBe(steps);
    expect(callerOf(numbers[0]!, { kind: 'disputes' }, chance).steps).toContainEqual({
      do: 'say',
      line: 'disputes/calling',
    });
  });

  it('PX-12 tells an exchange that gave up ringing from a telephone that is off', () => {
    expect(stepsOf('no-answer', 3)).toMatchObject([{ do: 'ring' }, { do: 'wait' }, { status: 480, because: 19 }]);
    expect(stepsOf('unreachable', 3)).not.toContainEqual({ do: 'ring' });
  });

  it('PX-15 ends every script: no simulated person is on the telephone for ever', () => {
    for (const kind of KINDS) {
      const last = stepsOf(kind, 3).at(-1);
      const ends = last?.do === 'menu' ? last.otherwise.length > 0 : last?.do === 'hang-up' || last?.do === 'reject';
      expect(ends, kind).toBe(true);
    }
  });
});

describe('PX-16 the spoken lines', () => {
  const folder = path.join(import.meta.dirname, '..', '..', '..', '..', 'assets', 'speech');

  it('PX-16 are all there, each a second or so of audible speech, and nothing else is', async () => {
    const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
    expect(files.toSorted()).toEqual(
      spokenLines()
        .map(({ file }) => file)
        .toSorted(),
    );
    for (const { file, text } of spokenLines()) {
      const speech = await readFile(path.join(folder, file));
      // People say ten to thirty letters a second.
      expect(speech.length / 8_000, file).toBeGreaterThan(text.length / 40);
      expect(speech.length / 8_000, file).toBeLessThan(2 + text.length / 6);
      expect(rmsOf(speech.subarray(0, 16_000)), file).toBeGreaterThan(0.03);
    }
  });

  it('PX-16 name no sum, no date and nobody: they fit every case', () => {
    for (const text of [ITALIAN, ENGLISH].flatMap((lines) =>
      Object.values(lines).flatMap((said) => Object.values(said)),
    )) {
      expect(text).not.toMatch(/\d|€|euro\b/i);
      expect(text).toMatch(/[.?!]$/);
    }
  });
});

describe('PX-09 keys that a script reads', () => {
  it('PX-09 are read once each, in order, also when nobody waited yet', async () => {
    const keys = createKeys();
    const { signal } = new AbortController();
    keys.add('1');
    expect(keys.takeStrange()).toBe(true);
    expect(keys.takeStrange()).toBe(false);
    const [first, second] = [keys.next(signal), keys.next(signal)];
    expect(await first).toBe('1');
    keys.add('2');
    expect(await second).toBe('2');
    expect(keys.takeStrange()).toBe(false);
    expect(keys.all()).toBe('12');
    const stop = new AbortController();
    const third = keys.next(stop.signal);
    stop.abort(new Error('over'));
    await expect(third).rejects.toThrow('over');
  });

  it.each([
    ['application/dtmf-relay', 'Signal=5\r\nDuration=160\r\n', '5'],
    ['Application/DTMF-Relay; charset=utf-8', 'Duration=1\r\nSignal = #\r\n', '#'],
    ['application/dtmf', '*', '*'],
    ['application/dtmf-relay', 'Signal=55', null],
    ['text/plain', '5', null],
    ['', '', null],
  ])('PX-09 reads the key of an INFO of %s', (type, body, key) => {
    expect(keyOfInfo(type, body)).toBe(key);
  });
});
