import type { DriftItem } from '#shared/events';
import type { ReadonlyCockpit } from '#shared/projection';
import { Button, Clock } from '../../controls/index.ts';
import { countText, lotsText, priceText } from '../../format/index.ts';
import { useAct, useEngine } from '../../store/index.ts';
import { digitsOf } from '../reading/index.ts';

type Side = NonNullable<DriftItem['ledger']>;
const sideText = (side: Side | null | undefined, digits: number): string => {
  if (side === undefined || side === null) return 'nothing';
  const level = (name: string, price: number | null): string =>
    price === null ? `no ${name}` : `${name} ${priceText(price, digits)}`;
  return `${lotsText(side.volume)} lots at ${priceText(side.entry, digits)}, ${level('stop', side.stopLoss)}`;
};

/** The terminal and the ledger disagree: entries wait until that is explained. Both sides stand beside what adopting does. */
export function DriftCard({ drift }: { readonly drift: NonNullable<ReadonlyCockpit['drift']> }) {
  const { items, since, digest } = drift;
  const act = useAct();
  const live = useEngine((view) => view.live);
  return (
    <article className="alarm-card" aria-label="Drift">
      <h3>
        The terminal holds something else{' '}
        <span className="since">
          since <Clock at={since} />
        </span>
      </h3>
      <dl className="kv">
        {items.slice(0, 4).map(({ ticket, text, symbol = '', ledger, terminal, adopting }) => (
          <div key={ticket} className="unboxed">
            <dt>{ticket}</dt>
            <dd>
              {text}
              {(ledger !== undefined || terminal !== undefined) && (
                <span className="dim">
                  {' '}
                  Ours: {sideText(ledger, digitsOf(live, symbol))}. Terminal: {sideText(terminal, digitsOf(live, symbol))}.{' '}
                  {adopting}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <div className="row">
        <Button needs="drift.adopt" onClick={() => act.openDialog({ kind: 'adopt-drift', digest })}>
          Take the terminal’s word…
        </Button>
        <span className="dim">
          {items.length > 4 ? `${countText(items.length - 4)} more. ` : ''}Only risk-reducing orders until this is explained.
        </span>
      </div>
    </article>
  );
}
