type OptionalKeys<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T];

/** The same object where `undefined` means "absent". */
export type Present<T> = { [K in Exclude<keyof T, OptionalKeys<T>>]: T[K] } & {
  [K in OptionalKeys<T>]?: Exclude<T[K], undefined>;
};

/** Leaves out the keys whose value is undefined: under `exactOptionalPropertyTypes` absent and undefined differ. */
export const present = <T extends object>(props: T): Present<T> =>
  Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as Present<T>;

/** Joins class names, leaving out what is false or absent. */
export const classes = (...names: readonly (string | false | null | undefined)[]): string =>
  names.filter(Boolean).join(' ');
