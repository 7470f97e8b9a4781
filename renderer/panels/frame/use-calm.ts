import { useEffect, useRef, useState } from 'react';

/** A hand that has just pressed may press again at the same place. */
const CALM_MS = 400;
const LOOK_MS = 100;

/** A value that moves what is on screen: it changes only while no pointer button is down, and not within 400 ms of a press. */
export function useCalm<T>(wanted: T): T {
  const [shown, setShown] = useState(wanted);
  const press = useRef({ isDown: false, at: -CALM_MS });
  useEffect(() => {
    const down = (): void => void (press.current = { isDown: true, at: performance.now() });
    const up = (): void => void (press.current = { ...press.current, isDown: false });
    window.addEventListener('pointerdown', down, true);
    for (const end of ENDS) window.addEventListener(end, up, true);
    return () => {
      window.removeEventListener('pointerdown', down, true);
      for (const end of ENDS) window.removeEventListener(end, up, true);
    };
  }, []);
  useEffect(() => {
    if (Object.is(shown, wanted)) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      const { isDown, at } = press.current;
      if (isDown || performance.now() - at < CALM_MS) timer = setTimeout(look, LOOK_MS);
      else setShown(wanted);
    };
    look();
    return () => clearTimeout(timer);
  }, [shown, wanted]);
  return shown;
}

const ENDS = ['pointerup', 'pointercancel', 'blur'] as const;
