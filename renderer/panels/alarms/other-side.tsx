import type { AlarmRow } from '#shared/domain';
import { Button } from '../../controls/index.ts';
import { useAct, useEngine } from '../../store/index.ts';

const SHOWN = 3;

/** What turns that stopped half-way left unopened, newest first: the order ticket filled in with it, or how its signal went. */
export function OtherSide({ rows }: { readonly rows: readonly AlarmRow[] }) {
  const act = useAct();
  const signals = useEngine(({ cockpit }) => cockpit.signals);
  const orders = useEngine(({ cockpit }) => cockpit.orders);
  return rows
    .slice(-SHOWN)
    .reverse()
    .flatMap(({ subject }) => {
      const life = signals.get(subject);
      if (life === undefined) return [];
      const { side, symbol } = life.signal;
      // What may be there is looked for, not opened a second time.
      const isUnknown = life.orders.some((id) => orders.get(id)?.state === 'unknown');
      return (
        <Button key={subject} onClick={() => (isUnknown ? act.showSignal(subject) : act.fillTicket(symbol, side))}>
          {isUnknown ? `Look at the ${side} of ${symbol}` : `${side} ${symbol} by hand…`}
        </Button>
      );
    });
}
