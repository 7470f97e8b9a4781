import { useEffect, useState } from 'react';
import type { Reply } from '#shared/ipc';
import { useAct, useEngine } from '../../store/index.ts';

export type Door =
  | { readonly kind: 'looking' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'known'; readonly view: Reply<'door.view'> };

/** The door as the engine describes it: asked for when the page opens, when the engine is there again, and on demand. */
export function useDoor(): { readonly door: Door; readonly look: () => void } {
  const act = useAct();
  const run = useEngine(({ cockpit }) => cockpit.run);
  const isLive = useEngine(({ link }) => link === 'live');
  const [door, setDoor] = useState<Door>({ kind: 'looking' });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isWanted = true;
    void act.door().then((answer) => {
      if (!isWanted) return;
      setDoor(answer.ok ? { kind: 'known', view: answer.value } : { kind: 'failed', why: answer.error.detail });
    });
    return () => {
      isWanted = false;
    };
  }, [act, run, isLive, round]);
  return { door, look: () => setRound((n) => n + 1) };
}
