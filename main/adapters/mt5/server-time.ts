import type { FromEa } from '#shared/bridge';
import type { Clock, ServerReading } from '#ports';

/** Prices that come in as time passes, for so long, with this much jitter at most, and not longer ago. */
const LIVE_AFTER_MS = 3_000;
const JITTER_MS = 2_000;
const LIVE_FOR_MS = 10_000;

type Heard = { readonly ms: number; readonly monoMs: number };

/** What the trade server's clock says, in the server's own zone: by the heartbeat, and by the times of its prices. */
export class ServerTime {
  readonly #clock: Clock;
  #server = '';
  #beat: { readonly serverMs: number; readonly pcMs: number; readonly monoMs: number } | null = null;
  /** The newest price's time, and the price since which they came in as time passed. */
  #quote: Heard | null = null;
  #steadySince: Heard | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A new session, with a server that may be another one. */
  begin(server: string): void {
    this.#server = server;
    this.#beat = null;
    this.#quote = null;
    this.#steadySince = null;
  }

  take(message: FromEa): void {
    const monoMs = this.#clock.monoMs();
    // 0 before the terminal's first login: that is no time.
    if (message.t === 'hb' && message.serverMs <= 0) this.#beat = null;
    else if (message.t === 'hb') this.#beat = { serverMs: message.serverMs, pcMs: message.gmtMs, monoMs };
    else if (message.t === 'symbol') this.#seen(message.ms, monoMs);
    else if (message.t === 'tick') {
      this.#seen(message.ms, monoMs);
      const since = this.#steadySince;
      const isSteady = since !== null && Math.abs(message.ms - since.ms - (monoMs - since.monoMs)) <= JITTER_MS;
      if (!isSteady) this.#steadySince = { ms: message.ms, monoMs };
    }
  }

  /** The UTC that a heartbeat's server time is held against: the PC's in it, while that is in doubt what is known better; null: hold on. */
  utcOf(gmtMs: number): number | null {
    const standing = this.#clock.keeper?.standing();
    if (standing === undefined || standing.trusted) return gmtMs;
    return standing.source === 'server' ? this.#clock.nowMs() : null;
  }

  reading(): ServerReading | null {
    const [beat, quote, since] = [this.#beat, this.#quote, this.#steadySince];
    if (beat === null) return null;
    const isLive =
      quote !== null &&
      since !== null &&
      quote.monoMs - since.monoMs >= LIVE_AFTER_MS &&
      beat.monoMs - quote.monoMs <= LIVE_FOR_MS;
    const quoteMs = quote === null ? null : isLive ? quote.ms + (beat.monoMs - quote.monoMs) : quote.ms;
    return { server: this.#server, ...beat, quoteMs, isLive };
  }

  #seen(ms: number, monoMs: number): void {
    if (ms > (this.#quote?.ms ?? 0)) this.#quote = { ms, monoMs };
  }
}
