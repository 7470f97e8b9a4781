import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { CandlePane } from './candle-pane.ts';
import type { CandlePicture } from './candle-picture.ts';
import { markRows, gapText, pictureText, slotText } from './candle-words.ts';
import type { Shaded } from './layers.ts';
import { LevelHandles, type LevelHandle } from './level-handles.tsx';
import './candle-chart.css';

type CandleChartProps = {
  /** What it is of, such as EURUSD M5. */
  readonly name: string;
  readonly picture: CandlePicture;
  readonly digits: number;
  /** The moment to begin at: some candles before it and after are looked at. Null: the newest ones. */
  readonly around: number | null;
  readonly shaded: readonly Shaded[];
  /** What `shaded` means. */
  readonly shadedBy: string;
  /** Calls with the price of the moment, again and again, until its answer is called. Stable, so that no price draws React. */
  readonly follow: (show: (price: number | null) => void) => () => void;
  /** Another one: the colours are read again. */
  readonly look: object;
  readonly isSmall?: boolean;
  readonly handles?: readonly LevelHandle[];
};

const BEFORE = 80;
const AFTER = 40;
const SMALL = 40;
/** Candles that a key goes: with Shift, and without. */
const FAR = 10;

/** Candles with everything that was drawn over them. The newest one, or the one looked at, is told above it; keys look at others. */
export function CandleChart(props: CandleChartProps) {
  const { name, picture, digits, isSmall = false, handles = [] } = props;
  const { host, pane, slot, drawn } = usePane(props);
  const id = useId();
  const look = slotText(picture, slot, digits);
  const gaps = gapText(picture);
  return (
    <div className={isSmall ? 'candles small' : 'candles'}>
      {!isSmall && (
        <p className="candles-look" role="status">
          {look}
        </p>
      )}
      <div
        className="candles-plot"
        tabIndex={0}
        role="group"
        aria-label={`${name}, candles. Arrow keys look at one after the other, plus and minus change how many are seen.`}
        aria-describedby={id}
        onKeyDown={(event) => pane.current !== null && onKey(event, pane.current, drawn.look)}
      >
        <div className="candles-host" ref={host} aria-hidden="true" />
        <LevelHandles handles={handles} pane={pane} place={drawn.place} />
      </div>
      <p className="candles-foot">
        {isSmall ? '' : 'H and L are swings, R a retest. '}
        {gaps === '' ? '' : `${gaps}. `}
        {props.shaded.length > 0 && !isSmall ? `Darker: ${props.shadedBy}. ` : ''}
        <Attribution />
      </p>
      <p className="unseen" id={id}>
        {pictureText(name, picture, digits)}
      </p>
      {!isSmall && <Marks name={name} rows={markRows(picture, digits)} />}
    </div>
  );
}

/** Apache-2.0 of the library asks for its notice and a link where its charts are seen. */
function Attribution() {
  return (
    <a className="candles-by" href="https://www.tradingview.com/" target="_blank" rel="noopener noreferrer">
      TradingView Lightweight Charts™, © 2025 TradingView, Inc. https://www.tradingview.com/
    </a>
  );
}

function Marks({ name, rows }: { readonly name: string; readonly rows: readonly (readonly [string, string, string])[] }) {
  return (
    <table className="unseen">
      <caption>What is marked in {name}</caption>
      <tbody>
        {rows.map(([at, text, price]) => (
          <tr key={`${at} ${text} ${price}`}>
            <th scope="row">{at}</th>
            <td>{text}</td>
            <td>{price}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function onKey(event: KeyboardEvent, pane: CandlePane, look: (slot: number | null) => void): void {
  if (event.target !== event.currentTarget || event.ctrlKey || event.altKey || event.metaKey) return;
  const far = event.shiftKey ? FAR : 1;
  if (event.key === 'ArrowLeft') look(pane.step(-far));
  else if (event.key === 'ArrowRight') look(pane.step(far));
  else if (event.key === 'Home') look(pane.step(-Infinity));
  else if (event.key === 'End') look(pane.step(Infinity));
  else if (event.key === '+') pane.zoom(1.25);
  else if (event.key === '-') pane.zoom(0.8);
  else return;
  event.preventDefault();
}

/** The pane for as long as the chart is there; new candles, levels and themes are drawn into it. */
function usePane({ picture, digits, around, shaded, follow, look, isSmall = false }: CandleChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const pane = useRef<CandlePane | null>(null);
  const [slot, setSlot] = useState<number | null>(null);
  const place = useRef<(() => void) | null>(null);
  const focused = useRef<string | null>(null);
  useEffect(() => {
    if (host.current === null) return;
    const made = new CandlePane(host.current, setSlot, () => place.current?.());
    pane.current = made;
    return () => {
      pane.current = null;
      focused.current = null;
      made.destroy();
    };
  }, []);
  useEffect(() => {
    // Another timeframe or another signal begins at its own place; one more candle does not move what is looked at.
    const begin = `${String(picture.spanMs)} ${String(around)}`;
    const focus = focused.current === begin ? null : focusOf(picture, around, isSmall);
    focused.current = begin;
    pane.current?.show({ picture, digits, shaded }, focus);
  }, [picture, digits, shaded, around, isSmall]);
  useEffect(() => pane.current?.recolour(), [look]);
  useEffect(() => follow((price) => pane.current?.price(price)), [follow]);
  return { host, pane, slot, drawn: { look: setSlot, place } };
}

function focusOf(
  { slots }: CandlePicture,
  around: number | null,
  isSmall: boolean,
): { readonly from: number; readonly to: number } {
  const last = slots.length - 1;
  if (isSmall) return { from: last - SMALL, to: last + 3 };
  if (around === null) return { from: last - BEFORE, to: last + 8 };
  const at = slots.findLastIndex(({ time }) => time <= around);
  return { from: at - BEFORE, to: Math.min(at + AFTER, last + 8) };
}
