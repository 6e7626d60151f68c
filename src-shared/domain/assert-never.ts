/** Closes an exhaustive switch: the compiler refuses a forgotten case, and at run time bad data is named. */
export function assertNever(value: never): never {
  throw new TypeError(`Unexpected value: ${JSON.stringify(value)}`);
}
