/** The loudest sample of a moment, 0..1. */
export const peakOf = (samples: Float32Array): number =>
  samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);

/** What a meter shows for a peak: voices lie between a hundredth and one, so the scale is that of the ear (60 dB). */
export const meterOf = (peak: number): number => {
  if (peak <= 0.001) return 0;
  return Math.min(1, 1 + (20 * Math.log10(peak)) / 60);
};

export type MicrophoneVerdict = 'silent' | 'quiet' | 'good' | 'loud';

/** What a few spoken seconds say of a microphone, from their loudest sample. */
export const judgeRecording = (peak: number): MicrophoneVerdict => {
  if (peak < 0.005) return 'silent';
  if (peak < 0.05) return 'quiet';
  return peak > 0.98 ? 'loud' : 'good';
};
