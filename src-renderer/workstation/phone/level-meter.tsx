import { useEffect, useRef } from 'react';
import { useApp } from '../../app/context.tsx';
import { useSay } from '../say.ts';
import './audio-test.css';

const DRAWN_MS = 80;

/** How loud it is now. It is drawn, not announced: a number that jumps ten times a second tells a screen reader nothing. */
export const LevelMeter = ({ what }: { readonly what: 'microphone' | 'voice' }) => {
  const say = useSay();
  const sound = useApp().phone.sound;
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    if (sound === null) return undefined;
    const meter = sound.meter(what);
    const timer = setInterval(() => {
      if (bar.current !== null) bar.current.style.width = `${Math.round(meter.read() * 100)}%`;
    }, DRAWN_MS);
    return () => {
      clearInterval(timer);
      meter.stop();
    };
  }, [sound, what]);
  if (sound === null) return null;
  return (
    <span className="level-meter" role="img" aria-label={say(`phone.level.${what}`)}>
      <i ref={bar} data-what={what} />
    </span>
  );
};
