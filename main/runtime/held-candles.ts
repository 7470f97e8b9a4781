import { CandlePacker, type Bar } from '#shared/domain';
import type { Input, Payload } from '#shared/events';

type Closed = Payload<'bar.closed'>;
type Together = Extract<Input, { type: 'bars.closed' }>;

/** An hour's: so much of what the terminal can tell again is lost with a crash. */
const HELD_MAX = 60;

type Pack = {
  readonly packer: CandlePacker;
  readonly first: Bar;
  readonly spec: Closed['spec'];
  last: Bar;
  count: number;
};

/**
 * Candles that the detector has seen and from which nothing followed. They are recorded together: before anything else is, when
 * one completes a setup, and an hour's at the latest. What a crash takes is read from the terminal again, as what closed while
 * the cockpit was away.
 */
export class HeldCandles {
  readonly #packs = new Map<string, Pack>();

  get isEmpty(): boolean {
    return this.#packs.size === 0;
  }

  /** Holds a candle; false: it cannot stand with those that are held, or not as text. */
  add({ bar, spec }: Closed): boolean {
    const known = this.#packs.get(bar.symbol);
    if (known !== undefined && (known.first.source !== bar.source || !isSame(known.spec, spec))) return false;
    const pack = known ?? { packer: new CandlePacker(spec.digits), first: bar, spec, last: bar, count: 0 };
    if (!pack.packer.add(bar)) return false;
    pack.last = bar;
    pack.count += 1;
    if (known === undefined) this.#packs.set(bar.symbol, pack);
    return true;
  }

  isFull(symbol: string): boolean {
    return (this.#packs.get(symbol)?.count ?? 0) >= HELD_MAX;
  }

  /** All of them, as records in the order in which their symbols came. */
  take(): readonly Together[] {
    const inputs = [...this.#packs.values()].map(together);
    this.#packs.clear();
    return inputs;
  }
}

const together = ({ packer, first, last, count, spec }: Pack): Together => ({
  type: 'bars.closed',
  payload: { candles: packer.packed(first), from: first.time, until: last.time, count, spec },
});

const isSame = (one: Closed['spec'], other: Closed['spec']): boolean =>
  one === other ||
  (one.point === other.point &&
    one.digits === other.digits &&
    one.pip === other.pip &&
    one.stopsLevel === other.stopsLevel &&
    one.tickSize === other.tickSize);
