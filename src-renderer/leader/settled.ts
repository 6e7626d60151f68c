import { useEffect, useState } from 'react';

/** The value once nobody has changed it for a moment: what is typed is asked for when the hand rests. */
export const useSettled = <T>(value: T, ms = 250): T => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
};
