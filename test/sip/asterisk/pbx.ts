import type { AsteriskBed } from '../phone/beds/asterisk/asterisk.ts';
import { expect, test as base } from '../phone/fixtures/phone.ts';

const isPbx = (bed: object): bed is AsteriskBed => 'hears' in bed;

/** The telephone's scenarios on a real PBX, with what only that can tell. */
export const test = base.extend<{ readonly pbx: AsteriskBed }>({
  pbx: async ({ bed }, provide) => {
    if (!isPbx(bed)) throw new Error('these tests are for the project of the PBX');
    await provide(bed);
  },
});

export { expect };

/** The strongest frequency that the newest connection of the page hears, in Hz; null while there is none. */
export const heardHz = (): Promise<number | null> => {
  const track = desk.peers.findLast(({ connectionState }) => connectionState === 'connected')?.getReceivers()[0]?.track;
  if (track === undefined) return Promise.resolve(null);
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 8192;
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const bins = new Float32Array(analyser.frequencyBinCount);
  return new Promise((resolve) => {
    setTimeout(() => {
      analyser.getFloatFrequencyData(bins);
      const strongest = bins.indexOf(Math.max(...bins));
      const hz = (bins[strongest] ?? -200) < -60 ? null : (strongest * context.sampleRate) / analyser.fftSize;
      void context.close();
      resolve(hz);
    }, 250);
  });
};
