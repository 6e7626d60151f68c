/** The top of the program, seen from the sources and from the bundle (see src-main/coordinator/places.ts). */
export const top = import.meta.url.endsWith('.ts')
  ? new URL('../../../', import.meta.url)
  : new URL('../../', import.meta.url);
