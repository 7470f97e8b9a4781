import type { RunMode, TradingState } from '#shared/domain';
import type { JournalRecord } from '#shared/events';
import { unpackCockpit } from '#shared/projection';
import type { CockpitService } from '#ports';

/** The little that tray and quit question need to know of the cockpit. */
export type TrayStatus = { readonly mode: RunMode; readonly trading: TradingState; readonly positions: number };

export type TrayStatusWatch = {
  current(): TrayStatus;
  stop(): void;
};

/** Whether a record moved what we watch. */
function note(tickets: Set<string>, record: JournalRecord): boolean {
  switch (record.type) {
    case 'position.opened':
      tickets.add(record.payload.position.ticket);
      return true;
    case 'position.closed':
      tickets.delete(record.payload.trade.ticket);
      return true;
    default:
      return record.type === 'trading.changed';
  }
}

/** Follows the standing from the engine's own state onward. Says `changed` once at once and then at every change. */
export async function watchTrayStatus(
  service: CockpitService,
  changed: (standing: TrayStatus) => void,
): Promise<TrayStatusWatch> {
  const hello = await service.command('cockpit.hello', {}, 'engine');
  if (!hello.ok) throw new Error(`the engine did not tell its state: ${hello.error.detail}`);
  const state = unpackCockpit(hello.value.state);
  const tickets = new Set(state.positions.keys());
  let trading = state.trading.state;
  const current = (): TrayStatus => ({ mode: state.mode, trading, positions: tickets.size });
  const stop = service.onFeed((batch) => {
    const fresh = batch.filter((record) => record.seq > state.lastSeq);
    for (const record of fresh) if (record.type === 'trading.changed') trading = record.payload.to;
    if (fresh.filter((record) => note(tickets, record)).length > 0) changed(current());
  });
  changed(current());
  return { current, stop };
}

const STATE_WORDS: Readonly<Record<TradingState, string>> = { active: 'Trading', reducing: 'Reduce only', halted: 'HALTED' };

/** One line: "PAPER · Trading · 2 positions". */
export function trayStatusLine({ mode, trading, positions }: TrayStatus): string {
  const held = positions === 0 ? 'no positions' : positions === 1 ? '1 position' : `${positions} positions`;
  return `${mode.toUpperCase()} · ${STATE_WORDS[trading]} · ${held}`;
}
