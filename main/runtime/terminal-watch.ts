import { isExit, type Bar, type ClosedTrade, type Deal, type Quote } from '#shared/domain';
import { isResting } from '#shared/projection';
import { isMoveDue, mayReadTerminal } from '#engine';
import type { TerminalNews } from '#ports';
import type { EngineLoop } from './engine-loop.ts';
import { factsFrom } from './facts.ts';
import type { Mail } from './mailbox.ts';
import type { Meters } from './meters.ts';
import type { Performer } from './performer.ts';
import type { RuntimeOptions } from './options.ts';

/** What the terminal says by itself, brought before the engine: closed bars, deals, the link; and a regular look at its snapshot. */
export class TerminalWatch {
  readonly #loop: EngineLoop;
  readonly #options: RuntimeOptions;
  readonly #meters: Meters;
  readonly #performer: Performer;
  readonly #beat: () => void;
  #unsubscribe: (() => void) | null = null;
  #cancelRefresh: (() => void) | null = null;
  /** Candles that closed while older ones are being read; null when none are. */
  #held: Bar[] | null = null;
  /** Deals whose history is being fetched. */
  inFlight = 0;

  constructor(loop: EngineLoop, options: RuntimeOptions, meters: Meters, performer: Performer, beat: () => void) {
    this.#loop = loop;
    this.#options = options;
    this.#meters = meters;
    this.#performer = performer;
    this.#beat = beat;
  }

  /** Loads closed candles that the detector has not seen yet. They shape it and raise no signals. */
  async warmUp(): Promise<void> {
    const { terminal, warmUpBars } = this.#options;
    if (warmUpBars === 0) return;
    for (const symbol of terminal.symbols()) {
      const seen = this.#loop.engine.market.get(symbol)?.lastTime ?? 0;
      for (const bar of await terminal.history(symbol, warmUpBars))
        if (bar.time > seen) this.#take({ ...bar, source: 'history' });
      await this.#settled(); // A lane holds one symbol's history, not four.
      if (this.#loop.isClosed) return;
    }
  }

  /** A terminal that connects has candles the engine has not seen: they are delivered before newer ones. */
  async candles(): Promise<void> {
    if (this.#held !== null) return;
    const held: Bar[] = [];
    this.#held = held;
    try {
      await this.warmUp();
    } catch (error) {
      this.#options.log.write('warn', 'Candles could not be read; the detector goes on with those that close', {
        error: String(error),
      });
    } finally {
      this.#held = null;
      const { market } = this.#loop.engine;
      for (const bar of held) if (bar.time > (market.get(bar.symbol)?.lastTime ?? 0)) this.#take(bar);
    }
  }

  /** The first look at the terminal, before anything may be traded. */
  async catchUp(): Promise<void> {
    await this.#performer.observe();
    await this.#settled();
  }

  listen(): void {
    this.#unsubscribe = this.#options.terminal.onNews((news) => {
      this.#hear(news);
    });
    this.#look();
  }

  stop(): void {
    this.#unsubscribe?.();
    this.#cancelRefresh?.();
  }

  #look(): void {
    this.#cancelRefresh = this.#options.clock.after(this.#options.refreshMs, () => {
      if (mayReadTerminal(this.#loop.engine, this.#options.clock.nowMs())) this.#performer.refresh();
      this.#look();
    });
  }

  #hear(news: TerminalNews): void {
    switch (news.kind) {
      case 'quote':
        this.#meters.agent('terminal').seen(this.#options.clock.nowMs());
        this.#priced(news.quote);
        return;
      case 'bar':
        if (this.#held === null) this.#take(news.bar);
        else this.#held.push(news.bar);
        return;
      case 'deal':
        if (isExit(news.deal) || this.#closedTrade(news.deal) !== undefined) this.#dealt(news.deal);
        else if (this.#isOfResting(news.deal)) this.#performer.refresh();
        return;
      case 'obstacle':
        this.#performer.refresh();
        this.#performer.wake();
        return;
      case 'link':
        this.#performer.refresh();
        if (news.link === 'up') void this.candles();
    }
  }

  /** A managed position moves at the price that asks for it, not with the next look at the clock. */
  #priced(quote: Quote): void {
    const { terminal, clock } = this.#options;
    if (isMoveDue(this.#loop.engine, quote, () => factsFrom(terminal, null), Math.floor(clock.nowMs()))) this.#beat();
  }

  #take(bar: Bar): void {
    const spec = this.#options.terminal.spec(bar.symbol);
    if (spec === null || bar.timeframe !== 'M1') return; // M5 candles are folded from M1, so that both always agree.
    const { point, digits, pip, stopsLevel, tickSize } = spec;
    this.#meters.agent('detector').seen(this.#options.clock.nowMs());
    this.#post('normal', {
      make: () => ({ type: 'bar.closed', payload: { bar, spec: { point, digits, pip, stopsLevel, tickSize } } }),
    });
  }

  /** The trade that a deal belongs to, when that is over already. */
  #closedTrade({ position }: Deal): ClosedTrade | undefined {
    return this.#loop.engine.cockpit.trades.findLast(({ ticket }) => ticket === position);
  }

  /** A resting entry of ours was filled. One that was sent to be filled at once has its answer on the way. */
  #isOfResting({ clientOrderId, order }: Deal): boolean {
    const { openOrders, orders } = this.#loop.engine.cockpit;
    return [...openOrders].some((own) => {
      const life = orders.get(own);
      return life !== undefined && isResting(life) && (own === clientOrderId || life.ticket === order);
    });
  }

  #dealt(deal: Deal): void {
    const held = this.#loop.engine.cockpit.positions.get(deal.position);
    const openedAt = held?.position.openedAt ?? this.#closedTrade(deal)?.openedAt;
    const since = (openedAt ?? deal.at - 86_400_000) - 1;
    this.inFlight += 1;
    this.#options.terminal
      .deals(since)
      .then(
        (deals) => {
          const history = deals.filter((other) => other.position === deal.position).slice(-200);
          this.#post('critical', {
            make: () => ({ type: 'terminal.dealt', payload: { deal, history } }),
            correlationId: this.#storyOf(held?.signalId ?? null),
          });
        },
        (error: unknown) => {
          this.#options.log.write('error', 'Deals could not be read; the next snapshot settles it', { error: String(error) });
          this.#performer.refresh();
        },
      )
      .finally(() => {
        this.inFlight -= 1;
      });
  }

  #storyOf(signalId: string | null): string {
    return (signalId === null ? undefined : this.#loop.engine.cockpit.signals.get(signalId)?.traceId) ?? this.#options.run;
  }

  #post(lane: 'normal' | 'critical', mail: Pick<Mail, 'make'> & { readonly correlationId?: string }): void {
    this.#loop.post(lane, {
      actor: 'terminal',
      causationId: null,
      correlationId: mail.correlationId ?? this.#options.run,
      make: () => mail.make(),
    });
  }

  /** Resolves when the lanes are empty, or stay as they are because the run has ended: a start waits for what it has loaded. */
  #settled(): Promise<void> {
    const { clock } = this.#options;
    return new Promise((resolve) => {
      const check = (): void => {
        if (this.#loop.isIdle || this.#loop.isClosed) resolve();
        else clock.soon(check);
      };
      check();
    });
  }
}
