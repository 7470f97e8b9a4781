import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Preview, PreviewAsk } from '#shared/events';
import { Button, Panel } from '../../controls/index.ts';
import { lotsText, stateText } from '../../format/index.ts';
import { useAct, useAsk, useEngine, useUi } from '../../store/index.ts';
import { useOldReason, usePricedSymbols } from '../reading/index.ts';
import { OrderAnswer } from './order-answer.tsx';
import { EMPTY_TICKET, wishOf, type TicketDraft, type TicketWish } from './ticket-draft.ts';
import { TicketFields } from './ticket-fields.tsx';

const NO_PRICES = { price: '', stopLimit: '', stop: '', target: '' } as const;
/** Enough to tell two orders of a second apart: it names the order for ever. */
const newClientId = (): string => `hand-${crypto.randomUUID()}`;

/** What is typed, under which name it would go out, and what was placed last. */
function useTicket() {
  const act = useAct();
  const symbols = usePricedSymbols();
  const [picked, setPicked] = useState<string | null>(null);
  const [draft, setDraft] = useState<TicketDraft>(EMPTY_TICKET);
  const [clientId, setClientId] = useState(newClientId);
  const [placed, setPlaced] = useState<string | null>(null);
  const [tried, setTried] = useState('');
  const { asked, refusal } = useAsk('ticket');
  /** Another wish is another order: only a repeated one keeps its name. */
  const change = (part: Partial<TicketDraft>): void => {
    setDraft({ ...draft, ...part });
    setClientId(newClientId());
    setPlaced(null);
  };
  const pick = (symbol: string): void => {
    setPicked(symbol);
    change(NO_PRICES);
  };
  const place = async (ask: PreviewAsk): Promise<void> => {
    setTried(clientId);
    const told = await act.place({ ...ask, clientId });
    if (!told.ok) return;
    // The next order is typed again: a second press must not be a second order.
    setDraft({ ...draft, ...NO_PRICES });
    setClientId(newClientId());
    setPlaced(told.value.signalId);
  };
  const wanted = useUi((view) => view.wanted);
  useEffect(() => {
    if (wanted === null) return;
    setPicked(wanted.symbol);
    setDraft((before) => ({ ...before, ...NO_PRICES, type: 'market', side: wanted.side }));
    setClientId(newClientId());
    setPlaced(null);
    act.ticketFilled();
  }, [act, wanted]);
  const symbol = picked ?? symbols[0] ?? '';
  return { symbol, symbols, draft, placed, asked, refusal: tried === clientId ? refusal : null, change, pick, place };
}

/**
 * An order by hand. What it would come to is asked of the engine while it is typed and again each second; it is placed by its
 * button alone, and by Enter in a field only as far as that button.
 */
export function OrderTicket() {
  const old = useOldReason();
  const { symbol, symbols, draft, placed, asked, refusal, change, pick, place } = useTicket();
  const second = useEngine(({ live }) => Math.floor((live?.at ?? 0) / 1_000));
  const wish = wishOf(symbol, draft, second * 1_000);
  const { preview, why } = usePreview(wish, second);
  const button = useRef<HTMLButtonElement>(null);
  const missing = asked ? 'Asked; waiting for the engine' : waitsFor(wish, preview, why, old);
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>): void => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    button.current?.focus();
  };
  const size = preview?.lots === null || preview === null ? '' : ` ${lotsText(preview.lots)}`;
  const said = old ?? (placed === null ? (refusal ?? missing) : null);
  return (
    <Panel
      title="Order ticket"
      note={old === null ? 'sized by risk, judged like any signal' : 'last known'}
      testId="order-ticket"
    >
      <form className="pad stack" onKeyDown={onKeyDown} onSubmit={(event) => event.preventDefault()}>
        <TicketFields symbol={symbol} symbols={symbols} draft={draft} onSymbol={pick} onChange={change} />
        {preview !== null && old === null && <OrderAnswer preview={preview} testId="ticket-answer" />}
        <div className="row">
          <Button
            needs="order.place"
            look="primary"
            testId="place-order"
            ref={button}
            unavailable={missing}
            onClick={() => void (wish.ok && place(wish.ask))}
          >
            {asked ? 'Asked…' : `Place ${draft.side}${size} ${symbol}`}
          </Button>
          {said !== null && (
            <span className={!wish.ok && wish.isEmpty && old === null ? 'dim' : 'refusal wrap'} role="status">
              {said}
            </span>
          )}
          {placed !== null && <Placed signalId={placed} />}
        </div>
      </form>
    </Panel>
  );
}

/** Why the order cannot be placed yet; null when it can. */
const waitsFor = (wish: TicketWish, preview: Preview | null, why: string | null, old: string | null): string | null => {
  if (old !== null) return old;
  if (!wish.ok) return wish.missing;
  if (why !== null) return why;
  if (preview === null) return 'Being worked out';
  if (preview.verdict === 'passed') return null;
  const [first] = preview.failed;
  return first === undefined ? 'It would be refused' : `It would be refused: ${first.text}`;
};

/** What the engine says of the order as it stands; nothing while it does not stand, and nothing of an order before it. */
function usePreview(wish: TicketWish, second: number): { readonly preview: Preview | null; readonly why: string | null } {
  const act = useAct();
  const [told, setTold] = useState<{ readonly key: string; readonly preview: Preview | null; readonly why: string | null }>({
    ...{ key: '', preview: null, why: null },
  });
  const key = wish.ok ? JSON.stringify({ ...wish.ask, expiresAt: undefined }) : '';
  const text = wish.ok ? JSON.stringify(wish.ask) : '';
  useEffect(() => {
    if (text === '') return;
    let isHere = true;
    void act.preview(JSON.parse(text) as PreviewAsk).then((answer) => {
      if (!isHere) return;
      setTold(answer.ok ? { key, preview: answer.value.preview, why: null } : { key, preview: null, why: answer.error.detail });
    });
    return () => {
      isHere = false;
    };
  }, [act, key, text, second]);
  return told.key === key && key !== '' ? told : { preview: null, why: null };
}

/** Where the order stands that was placed last. */
function Placed({ signalId }: { readonly signalId: string }) {
  const life = useEngine(({ cockpit }) => cockpit.signals.get(signalId) ?? null);
  const state = life === null ? 'taken' : stateText(life.state);
  const reason = life?.reason?.text ?? '';
  return (
    <span className="wrap" role="status" data-testid="ticket-placed">
      Placed, {state}
      {reason === '' ? '' : `: ${reason}`}
    </span>
  );
}
