import { useMemo } from 'react';
import type { SignalLife } from '#shared/projection';
import { Grid, HeldList, useHeldOrder, useSorting, type GridColumn } from '../../controls/index.ts';
import { useAct, useEngine } from '../../store/index.ts';

type SignalGridProps = {
  readonly columns: readonly GridColumn<SignalLife>[];
  readonly tracks: string;
  readonly keep?: (life: SignalLife) => boolean;
  readonly selected?: string | null;
};
const all = (): boolean => true;
/** The name of the list's sorting, on the deck as in its own view. */
export const SIGNAL_LIST = 'signals';

/** Newest first, or as its heads sort it; while the pointer or the focus is on the list, new signals wait above it. */
export function SignalGrid({ columns, tracks, keep = all, selected }: SignalGridProps) {
  const act = useAct();
  const signals = useEngine(({ cockpit }) => cockpit.signals);
  const { sortRows, ...sorting } = useSorting(SIGNAL_LIST, columns);
  const { sort } = sorting;
  const newest = useMemo(() => [...signals.values()].filter(keep).reverse(), [signals, keep]);
  const current = useMemo(() => sortRows(newest).map(({ signalId }) => signalId), [sortRows, newest]);
  const question = useMemo(() => ({ keep, sort }), [keep, sort]);
  const held = useHeldOrder(current, sort !== null, question);
  const { ids } = held;
  const rows = useMemo(() => ids.map((id) => signals.get(id)).filter((life) => life !== undefined), [ids, signals]);
  return (
    <HeldList held={held}>
      <Grid
        label={sort === null ? 'Signals, newest first' : `Signals, sorted by ${sort.column}`}
        sorting={sorting}
        columns={columns}
        tracks={tracks}
        rows={rows}
        rowKey={(life) => life.signalId}
        onOpen={(life) => act.showSignal(life.signalId)}
        {...(selected === undefined ? {} : { selected })}
      />
    </HeldList>
  );
}
