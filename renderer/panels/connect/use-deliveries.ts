import { useEffect, useState } from 'react';
import type { DeliveryView } from '#shared/ipc';
import { useAct, useEngine, useNow } from '../../store/index.ts';

const LAST = 50;
/** Looked for again this often while the page is open: what is turned away at an unknown address is in no record. */
const LOOK_MS = 3_000;

export type Wanted = { readonly source: string | null; readonly onlyRefused: boolean; readonly text: string };
export type Deliveries = {
  /** Null: not known yet. Newest first. */
  readonly rows: readonly DeliveryView[] | null;
  readonly total: number;
  /** Why they cannot be had, or are not kept. */
  readonly problem: string | null;
};

/** The last deliveries that fit, as they are now. */
export function useDeliveries({ source, onlyRefused, text }: Wanted): Deliveries {
  const act = useAct();
  const received = useEngine(({ cockpit }) => cockpit.lastSeq);
  const isLive = useEngine(({ link }) => link === 'live');
  const turn = useNow(LOOK_MS);
  const [found, setFound] = useState<Deliveries>({ rows: null, total: 0, problem: null });
  // One look a turn, whatever comes in meanwhile.
  const due = isLive ? turn : 0;
  useEffect(() => {
    let isWanted = true;
    const ask = {
      source,
      fate: onlyRefused ? ('refused' as const) : null,
      text,
      from: null,
      to: null,
      before: null,
      limit: LAST,
    };
    void act.deliveries(ask).then((answer) => {
      if (!isWanted) return;
      if (!answer.ok) setFound((old) => ({ ...old, problem: answer.error.detail }));
      else setFound({ rows: answer.value.deliveries, total: answer.value.total, problem: answer.value.problem });
    });
    return () => {
      isWanted = false;
    };
  }, [act, source, onlyRefused, text, due, received === 0]);
  return found;
}
