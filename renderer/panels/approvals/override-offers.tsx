import { Button, useHeldOrder, useLacking } from '../../controls/index.ts';
import { patternText } from '../../format/index.ts';
import { useAct, useAsk, useEngine, useNow } from '../../store/index.ts';
import { offeredOverrides, overrideRefusal, shortReason, wholeReason } from '../reading/index.ts';
import type { SignalLife } from '#shared/projection';
import './override-offers.css';

/** Refused signals that only soft rules kept out: the trader may set those aside, with a reason. */
export function OverrideOffers({ most }: { readonly most: number }) {
  const cockpit = useEngine((view) => view.cockpit);
  const offered = offeredOverrides(cockpit, useNow(5_000), most);
  const { ids, hold } = useHeldOrder(
    offered.map(({ signalId }) => signalId),
    true,
  );
  const lives = ids.map((id) => cockpit.signals.get(id)).filter((life) => life !== undefined);
  if (lives.length === 0) return null;
  return (
    <ol className="offers" aria-label="Refused by soft rules only" {...hold}>
      {lives.map((life) => (
        <Offer key={life.signalId} life={life} />
      ))}
    </ol>
  );
}

function Offer({ life }: { readonly life: SignalLife }) {
  const act = useAct();
  const { signal, signalId } = life;
  const { asked, refusal } = useAsk(`override:${signalId}`);
  const over = useEngine(({ cockpit }) => overrideRefusal(life, cockpit));
  const lacking = useLacking('signal.override');
  const open = (): void => {
    if (over === null && lacking === null) act.openDialog({ kind: 'override', signalId });
  };
  const line = refusal ?? shortReason(life);
  return (
    <li
      tabIndex={0}
      data-testid="override-offer"
      onKeyDown={(event) => {
        if (event.key.toLowerCase() === 'o' && !event.ctrlKey && !event.altKey && !event.metaKey) open();
      }}
    >
      <span className="cut">
        <b className="strong">{signal.symbol}</b> <span className="side">{signal.side}</span> {patternText(signal.pattern)}
      </span>
      <span className="mid cut" title={refusal ?? wholeReason(life)}>
        {line}
      </span>
      <Button
        size="small"
        about={`${signal.symbol} ${signal.side}`}
        needs="signal.override"
        unavailable={asked ? 'Asked; waiting for the engine' : over}
        onClick={open}
      >
        {asked ? 'Asked…' : 'Override…'}
      </Button>
    </li>
  );
}
