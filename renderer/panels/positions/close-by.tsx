import type { PositionAsk } from '#shared/events';
import { isTheirs, type LedgerPosition } from '#shared/projection';
import { Button } from '../../controls/index.ts';
import { lotsText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import { useHeldPositions } from './held-positions.ts';

type CloseByProps = { readonly held: LedgerPosition; readonly onAsk: (wish: PositionAsk) => void };

/** Opposite positions of the symbol that may close this one. There are none on a netting account. */
export function CloseBy({ held: { position }, onAsk }: CloseByProps) {
  const isHedging = useEngine(({ live }) => live?.account?.marginMode === 'hedging');
  const others = useHeldPositions().filter(
    (one) => one.position.symbol === position.symbol && one.position.direction !== position.direction && !isTheirs(one),
  );
  if (!isHedging || others.length === 0) return null;
  return (
    <span className="row" role="group" aria-label="Close by an opposite position">
      {others.map(({ position: { ticket, direction, volume } }) => (
        <Button
          key={ticket}
          size="small"
          testId={`close-by-${ticket}`}
          onClick={() => onAsk({ ticket: position.ticket, by: ticket })}
        >
          Close by {direction} {lotsText(volume)} ({ticket})
        </Button>
      ))}
    </span>
  );
}
