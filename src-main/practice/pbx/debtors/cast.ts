import type { Character, LineName } from './lines/italian.ts';

export type Language = 'it' | 'en';
export const LANGUAGES = ['it', 'en'] as const satisfies readonly Language[];

/** People are heard as a woman or a man; machines have one voice. */
export type Voice = 'woman' | 'man';

/** How a voice is made: a variant of the synthesiser, its pitch (0–99) and its pace in words a minute. */
export type Sound = { readonly variant: string; readonly pitch: number; readonly pace: number };

/** Ten tempers in eighteen voices. The synthesiser has one Italian and one English speaker; variants make the rest. */
export const CAST = {
  cooperative: { woman: { variant: 'f2', pitch: 55, pace: 165 }, man: { variant: 'm3', pitch: 40, pace: 160 } },
  confused: { woman: { variant: 'f5', pitch: 35, pace: 130 }, man: { variant: 'm1', pitch: 25, pace: 125 } },
  annoyed: { woman: { variant: 'f3', pitch: 70, pace: 200 }, man: { variant: 'm4', pitch: 50, pace: 195 } },
  promises: { woman: { variant: 'f4', pitch: 50, pace: 160 }, man: { variant: 'm2', pitch: 45, pace: 165 } },
  disputes: { woman: { variant: 'f1', pitch: 45, pace: 175 }, man: { variant: 'm7', pitch: 35, pace: 175 } },
  relative: { woman: { variant: 'f2', pitch: 75, pace: 170 }, man: { variant: 'm3', pitch: 65, pace: 175 } },
  stranger: { woman: { variant: 'f4', pitch: 65, pace: 170 }, man: { variant: 'm6', pitch: 40, pace: 165 } },
  company: { woman: { variant: 'f1', pitch: 60, pace: 170 }, man: { variant: 'm5', pitch: 45, pace: 170 } },
  voicemail: { woman: { variant: 'f3', pitch: 50, pace: 155 } },
  network: { woman: { variant: 'f5', pitch: 60, pace: 155 } },
} as const satisfies Readonly<Record<Character, { readonly woman: Sound; readonly man?: Sound }>>;

/** The file of a line below assets/speech: raw µ-law, 8,000 samples a second. */
export function speechFile(language: Language, line: LineName, voice: Voice): string {
  const [character, name] = line.split('/') as [Character, string];
  return `${language}/${character}-${voice in CAST[character] ? voice : 'woman'}/${name}.ulaw`;
}
