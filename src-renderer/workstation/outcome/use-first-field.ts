import { useCallback, useEffect, useState, type RefObject } from 'react';

const FIELDS = ['input', 'textarea', '[role="spinbutton"]', 'button'];

/** The control to write in, or the button to press, inside the first element that fits. */
const focusIn = (form: HTMLElement, within: string): void => {
  const place = form.querySelector(within);
  const found = place?.matches('button') ? place : place?.querySelector(FIELDS.join(', '));
  if (!(found instanceof HTMLElement)) return;
  found.focus();
  // What is suggested gives way to the first key.
  if (found instanceof HTMLInputElement) found.select();
};

/**
 * Takes the keyboard to what has to be filled first, once it is on the screen: after the outcome is chosen, after the
 * identity is verified, after a refused save. It waits while a dialog is open, which would take the focus back.
 */
export const useFirstField = (form: RefObject<HTMLElement | null>, isHeld: boolean): ((within?: string) => void) => {
  const [wanted, setWanted] = useState<{ readonly within: string } | null>(null);
  useEffect(() => {
    if (wanted === null || isHeld) return;
    const frame = requestAnimationFrame(() => {
      if (form.current !== null) focusIn(form.current, wanted.within);
      setWanted(null);
    });
    return () => cancelAnimationFrame(frame);
  }, [wanted, isHeld, form]);
  return useCallback((within = '.outcome-first') => setWanted({ within }), []);
};
