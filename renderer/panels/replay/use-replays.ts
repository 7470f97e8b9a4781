import { useCallback, useEffect, useState } from 'react';
import type { Refusal, ReplayView } from '#shared/ipc';
import type { Result } from '#shared/lib';
import { useAct, useUi } from '../../store/index.ts';

/** While a process is under way it is looked at this often; otherwise files may still be put into the folder by hand. */
const [RUNNING_MS, IDLE_MS] = [400, 3_000];

export type Replays = {
  readonly view: ReplayView | null;
  /** Why the last question was not answered; null: it was. */
  readonly refused: string | null;
  /** Takes an answer in, and gives whether it was one. */
  readonly took: (answer: Result<ReplayView, Refusal>) => boolean;
  readonly look: () => Promise<void>;
};

/** Files, runs and what is under way, looked at again and again: the engine does not tell of them by itself. */
export function useReplays(): Replays {
  const act = useAct();
  const dialog = useUi((ui) => ui.dialog);
  const [view, setView] = useState<ReplayView | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const took = useCallback((answer: Result<ReplayView, Refusal>): boolean => {
    setRefused(answer.ok ? null : answer.error.detail);
    if (answer.ok) setView(answer.value);
    return answer.ok;
  }, []);
  const look = useCallback(async (): Promise<void> => {
    const answer = await act.replays();
    // A look that is not answered leaves what an act was refused for.
    if (answer.ok) setView(answer.value);
    else setRefused(answer.error.detail);
  }, [act]);
  const isRunning = view?.job?.state === 'running';
  useEffect(() => {
    void look();
    const timer = setInterval(() => void look(), isRunning ? RUNNING_MS : IDLE_MS);
    return () => clearInterval(timer);
  }, [look, isRunning, dialog]);
  return { view, refused, took, look };
}
