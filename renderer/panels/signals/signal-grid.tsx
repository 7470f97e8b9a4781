import { useMemo } from 'react';
import type { SignalLife } from '#shared/projection';
import { Grid, HeldList, useHeldOrder, type GridColumn } from '../../controls/index.ts';
import { useAct, useEngine } from '../../store/index.ts';

type SignalGridProps = {
  readonly columns: readonly GridColumn<SignalLife>[];
  readonly tracks: string;
  readonly keep?: (life: SignalLife) => boolean;
  readonly selected?: string | null;
};
const all = (): boolean => true;

/** Newest first; while the pointer or the focus is on the list, new signals wait above it. */
export function SignalGrid({ columns, tracks, keep = all, selected }: SignalGridProps) {
  const act = useAct();
  const signals = useEngine(({ cockpit }) => cockpit.signals);
  const current = useMemo(
    () =>
      [...signals.values()]
        .filter(keep)
        .map(({ signalId }) => signalId)
        .reverse(),
    [signals, keep],
  );
  const held = useHeldOrder(current, false, keep);
  const { ids } = held;
  const rows = useMemo(() => ids.map((id) => signals.get(id)).filter((life) => life !== undefined), [ids, signals]);
  return (
    <HeldList held={held}>
      <Grid
        label="Signals, newest first"
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
