import { useSyncExternalStore } from 'react';

/** Whether the window is at least so wide, in CSS pixels; true where that cannot be asked. */
export function useWide(px: number): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = ask(px);
      query?.addEventListener('change', changed);
      return () => query?.removeEventListener('change', changed);
    },
    () => ask(px)?.matches ?? true,
  );
}

const ask = (px: number): MediaQueryList | null =>
  'matchMedia' in window ? window.matchMedia(`(min-width: ${String(px)}px)`) : null;
