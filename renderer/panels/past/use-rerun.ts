import { useEffect, useState } from 'react';
import type { Refusal, RerunView } from '#shared/ipc';
import type { Result } from '#shared/lib';
import { useAct } from '../../store/index.ts';

/** While one runs, it is looked at this often. */
const LOOK_MS = 400;

/** The engine's re-run, looked at while it runs; it goes on while the window shows something else. */
export function useRerun() {
  const act = useAct();
  const [view, setView] = useState<RerunView | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const took = (answer: Result<RerunView, Refusal>): void => {
    setRefused(answer.ok ? null : answer.error.detail);
    if (answer.ok) setView(answer.value);
  };
  const isRunning = view === null || view.state === 'running';
  useEffect(() => {
    if (!isRunning) return;
    let isWanted = true;
    const look = async (): Promise<void> => {
      const answer = await act.rerun();
      if (isWanted) took(answer);
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => {
      isWanted = false;
      clearInterval(timer);
    };
  }, [act, isRunning]);
  return {
    view,
    refused,
    start: async (change: RerunView['change'], from: number | null, to: number | null) =>
      took(await act.startRerun({ change, from, to })),
    cancel: async () => took(await act.cancelRerun()),
  };
}
