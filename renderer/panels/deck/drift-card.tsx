import { Button, Clock } from '../../controls/index.ts';
import { useAct } from '../../store/index.ts';

type DriftItem = { readonly kind: string; readonly ticket: string; readonly text: string };

/** The terminal and the ledger disagree: entries wait until that is explained. */
export function DriftCard({ items, since }: { readonly items: readonly DriftItem[]; readonly since: number }) {
  const act = useAct();
  return (
    <article className="alarm-card" aria-label="Drift">
      <h3>
        The terminal holds something else{' '}
        <span className="since">
          since <Clock at={since} />
        </span>
      </h3>
      <dl className="kv">
        {items.slice(0, 4).map(({ ticket, text }) => (
          <div key={ticket} className="unboxed">
            <dt>{ticket}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <div className="row">
        <Button onClick={() => act.openDialog({ kind: 'adopt-drift' })}>Take the terminal’s word…</Button>
        <span className="dim">
          {items.length > 4 ? `${items.length - 4} more. ` : ''}Only risk-reducing orders until this is explained.
        </span>
      </div>
    </article>
  );
}
