import { useEffect, useState } from 'react';
import type { Refusal } from '#shared/ipc';
import type { Result } from '#shared/lib';

/** While one runs, it is looked at this often. */
const LOOK_MS = 400;

type Answer<V> = Promise<Result<V, Refusal>>;

/** Work of the engine beside itself, looked at while it runs; it goes on while the window shows something else. `look` stays the same. */
export function useBeside<V extends { readonly state: string }>(look: () => Answer<V>) {
  const [view, setView] = useState<V | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const took = (answer: Result<V, Refusal>): void => {
    setRefused(answer.ok ? null : answer.error.detail);
    if (answer.ok) setView(answer.value);
  };
  const isRunning = view === null || view.state === 'running';
  useEffect(() => {
    if (!isRunning) return;
    let isWanted = true;
    const again = async (): Promise<void> => {
      const answer = await look();
      if (isWanted) took(answer);
    };
    void again();
    const timer = setInterval(() => void again(), LOOK_MS);
    return () => {
      isWanted = false;
      clearInterval(timer);
    };
  }, [look, isRunning]);
  /** What `act` is answered is shown. */
  const after = async (act: Answer<V>): Promise<void> => took(await act);
  return { view, refused, after };
}
