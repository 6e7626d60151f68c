import { createContext, use, useCallback, useState } from 'react';

/** Small things one person chose on this computer (column widths, keys). Nothing about debtors belongs here. */
export type Memory = {
  readonly read: (key: string) => string | null;
  readonly write: (key: string, value: string) => void;
  readonly forget: (key: string) => void;
};

/** Kept in the browser, apart for each user; where storage is refused it lasts as long as the page. */
export const memoryOf = (owner: string, storage: Storage | null): Memory => {
  const page = new Map<string, string>();
  const name = (key: string): string => `sollecito.${owner}.${key}`;
  return {
    read: (key) => storage?.getItem(name(key)) ?? page.get(key) ?? null,
    write: (key, value) => {
      page.set(key, value);
      try {
        storage?.setItem(name(key), value);
      } catch {
        // A full storage costs a column width, nothing else.
      }
    },
    forget: (key) => {
      page.delete(key);
      storage?.removeItem(name(key));
    },
  };
};

export const MemoryContext = createContext<Memory>(memoryOf('nobody', null));

const parse = <T>(text: string | null, initial: T): T => {
  if (text === null) return initial;
  try {
    return JSON.parse(text) as T;
  } catch {
    return initial;
  }
};

/** State that is there again at the next visit, for this user on this computer. */
export const useRemembered = <T>(key: string, initial: T): readonly [T, (value: T) => void] => {
  const memory = use(MemoryContext);
  const [value, setValue] = useState<T>(() => parse(memory.read(key), initial));
  const remember = useCallback(
    (next: T) => {
      setValue(next);
      memory.write(key, JSON.stringify(next));
    },
    [memory, key],
  );
  return [value, remember];
};

export type Unsaved<T> = {
  readonly value: T;
  readonly set: (value: T) => void;
  /** Back to what is saved; also after saving. */
  readonly forget: () => void;
  /** Something was written and not yet saved. */
  readonly dirty: boolean;
};

/**
 * A form that outlives its screen: what was written is there again when the person comes back, until it is saved or
 * thrown away. `madeFrom` names the state it began with; when that has moved on, what was written over it is void.
 * Nothing about debtors belongs here either.
 */
export const useUnsaved = <T>(key: string, madeFrom: string, saved: T): Unsaved<T> => {
  const memory = use(MemoryContext);
  const [written, setWritten] = useState<T | null>(() => {
    const kept = parse<{ readonly madeFrom: string; readonly value: T } | null>(memory.read(key), null);
    return kept?.madeFrom === madeFrom ? kept.value : null;
  });
  const set = useCallback(
    (value: T) => {
      setWritten(value);
      memory.write(key, JSON.stringify({ madeFrom, value }));
    },
    [memory, key, madeFrom],
  );
  const forget = useCallback(() => {
    setWritten(null);
    memory.forget(key);
  }, [memory, key]);
  return { value: written ?? saved, set, forget, dirty: written !== null };
};
