import { useEffect, useState } from 'react';
import type { SourceView } from '#shared/ipc';
import { useAct, useEngine, useNow } from '../../store/index.ts';

const LOOK_MS = 5_000;

type Sources = {
  /** Null: not known yet. */
  readonly sources: readonly SourceView[] | null;
  /** Why they cannot be had. */
  readonly why: string | null;
  readonly look: () => void;
};

/** The sources as the engine has them: asked for again every few seconds, and after a change. */
export function useSources(): Sources {
  const act = useAct();
  const isLive = useEngine(({ link }) => link === 'live');
  const turn = useNow(LOOK_MS);
  const [round, setRound] = useState(0);
  const [sources, setSources] = useState<readonly SourceView[] | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const due = isLive ? turn : 0;
  useEffect(() => {
    let isWanted = true;
    void act.sources().then((answer) => {
      if (!isWanted) return;
      setWhy(answer.ok ? null : answer.error.detail);
      if (answer.ok) setSources(answer.value.sources);
    });
    return () => {
      isWanted = false;
    };
  }, [act, due, round]);
  return { sources, why, look: () => setRound((n) => n + 1) };
}
