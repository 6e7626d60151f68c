import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openJournal } from '../../../src-main/desktop/journal-file.ts';
import { decodeSegment, encodeFrame, encodeHeader } from '../../../src-main/desktop/journal-frame.ts';

const key = randomBytes(32);
const records = fc.array(fc.uint8Array({ maxLength: 200, size: 'max' }), { maxLength: 30, size: 'max' });

let home = '';
beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'sollecito-journal-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const fresh = () => path.join(home, randomBytes(6).toString('hex'));
const lastSegment = async (directory: string): Promise<string> =>
  path.join(directory, (await readdir(directory)).sort().at(-1) ?? '');

describe('DT-06 what the journal has promised it keeps', () => {
  test('DT-06 all records come back in order, whatever the size of a segment and however often it is reopened', () =>
    fc.assert(
      fc.asyncProperty(records, fc.integer({ min: 20, max: 2000 }), fc.nat(5), async (list, segmentBytes, pause) => {
        const directory = fresh();
        let journal = await openJournal({ directory, key, segmentBytes });
        for (const [index, record] of list.entries()) {
          expect(await journal.append(record)).toBe(index + 1);
          if (index % (pause + 1) === pause) {
            await journal.close();
            journal = await openJournal({ directory, key, segmentBytes });
          }
        }
        expect((await journal.readAll()).map(({ record }) => record)).toEqual(list);
        await journal.close();
      }),
      { numRuns: 40 },
    ));

  test('DT-06 appends that come all at once are kept in the order they came', async () => {
    const directory = fresh();
    const journal = await openJournal({ directory, key, segmentBytes: 500 });
    const list = Array.from({ length: 200 }, (_, index) => new Uint8Array([index]));
    const positions = await Promise.all(list.map((record) => journal.append(record)));
    expect(positions).toEqual(list.map((_, index) => index + 1));
    expect((await journal.readAll()).map(({ record }) => record)).toEqual(list);
    await journal.close();
  });

  test('DT-06 a file cut at any byte keeps every whole record and goes on behind them', () =>
    fc.assert(
      fc.asyncProperty(records, fc.double({ min: 0, max: 1, noNaN: true }), async (list, share) => {
        const directory = fresh();
        const journal = await openJournal({ directory, key });
        const ends = [];
        const file = await lastSegment(directory);
        for (const record of list) {
          await journal.append(record);
          ends.push((await readFile(file)).length);
        }
        await journal.close();
        const bytes = await readFile(file);
        const cut = Math.floor(share * bytes.length);
        await writeFile(file, bytes.subarray(0, cut));
        const kept = ends.filter((end) => end <= cut).length;

        const again = await openJournal({ directory, key });
        expect((await again.readAll()).map(({ record }) => record)).toEqual(list.slice(0, kept));
        expect(await again.append(new Uint8Array([7]))).toBe(kept + 1);
        expect((await again.readAll()).at(-1)?.record).toEqual(new Uint8Array([7]));
        await again.close();
      }),
      { numRuns: 60 },
    ));

  test('DT-06 one flipped bit costs at most one record before the last, and never shows a false one', () =>
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { minLength: 3, maxLength: 12, size: 'max' }),
        fc.nat(),
        (list, spot) => {
          const whole = Buffer.concat([
            encodeHeader(1),
            ...list.map((record, index) => encodeFrame(key, index + 1, record)),
          ]);
          const lastFrame = encodeFrame(key, list.length, list.at(-1) ?? new Uint8Array()).length;
          // Lengths are left alone here: a wrong length hides what follows it, which the cut test covers.
          const payloads: number[] = [];
          let offset = 12;
          while (offset < whole.length - lastFrame) {
            const length = whole.readUInt32BE(offset);
            for (let at = offset + 4; at < offset + 8 + length; at += 1) payloads.push(at);
            offset += 8 + length;
          }
          const target = payloads[spot % payloads.length] ?? 0;
          whole[target] = (whole[target] ?? 0) ^ (1 << (spot % 8));
          const segment = decodeSegment(key, whole);
          expect(segment?.damaged).toHaveLength(1);
          expect(segment?.entries).toEqual(
            list
              .map((record, index) => ({ position: index + 1, record }))
              .filter(({ position }) => position !== segment?.damaged[0]),
          );
          expect(segment?.nextPosition).toBe(list.length + 1);
        },
      ),
    ));

  test('DT-06 a frame moved to another place is not believed', () => {
    const frames = [1, 2, 3].map((position) => encodeFrame(key, position, new Uint8Array([position])));
    const swapped = Buffer.concat(
      [encodeHeader(1), frames[1] ?? '', frames[0] ?? '', frames[2] ?? ''].map((bytes) => Buffer.from(bytes)),
    );
    expect(decodeSegment(key, swapped)?.damaged).toEqual([1, 2]);
    expect(decodeSegment(key, swapped)?.entries.map(({ position }) => position)).toEqual([3]);
  });

  test('DT-06 truncation never takes a record at or above its position', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.nat(70), async (count, position) => {
        const directory = fresh();
        const journal = await openJournal({ directory, key, segmentBytes: 200 });
        for (let index = 1; index <= count; index += 1) await journal.append(new Uint8Array([index]));
        await journal.truncateBefore(position);
        const left = (await journal.readAll()).map((entry) => entry.position);
        const needed = Array.from({ length: count }, (_, index) => index + 1).filter((at) => at >= position);
        expect(left).toEqual(expect.arrayContaining(needed));
        await journal.close();
        const again = await openJournal({ directory, key, segmentBytes: 200 });
        expect(await again.append(new Uint8Array([0]))).toBe(count + 1);
        await again.close();
      }),
      { numRuns: 30 },
    ));

  test('DT-06 nothing of a record can be read in the file', async () => {
    const directory = fresh();
    const journal = await openJournal({ directory, key });
    await journal.append(Buffer.from('Carla Inventata, +393330000001'));
    await journal.close();
    expect((await readFile(await lastSegment(directory))).includes('Inventata')).toBe(false);
  });
});
