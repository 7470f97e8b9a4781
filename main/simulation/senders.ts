import { createHmac } from 'node:crypto';
import { profileIds, strategyOfProfile } from '#shared/config';
import { DEFAULT_STRATEGY, defaultStrategy } from '#shared/strategies';
import type { SubmitAnswer } from '#ports';
import type { Dice } from './dice.ts';
import { BOUNDS } from '#shared/projection';
import { waitingTerms } from './pending-terms.ts';
import { SECRETS } from './secrecy.ts';
import { NATURE, SYMBOLS, type SimulatedSymbol } from './walking-market.ts';
import type { World } from './world.ts';

type Body = Record<string, unknown> & { readonly signal_id: string };
type Changes = { readonly stopPips?: number; readonly targetPips?: number } & Record<string, unknown>;

/** What a sender is answered, and whether a signal of that id was ever accepted. */
const ended = (answer: SubmitAnswer): string => ('code' in answer ? answer.code : answer.kind);

/** A clock that is further off, where no server tells it, makes any signal too old. */
const AGE_MS = 30_000;

/** The other end of the webhook: it signs well and may say anything. */
export class Sender {
  readonly #world: World;
  readonly #accepted = new Set<string>();
  readonly #bodies: string[] = [];
  /** Deliveries that were taken: their nonces are on record. */
  readonly #deliveries: Signed[] = [];
  #count = 0;

  constructor(world: World) {
    this.#world = world;
  }

  async good(dice: Dice): Promise<string> {
    const symbol = dice.pick(SYMBOLS);
    const other = dice.hits(0.25) ? this.#other(dice) : {};
    return this.#send(
      this.#body(symbol, dice.hits(0.5), {
        stopPips: dice.pick([8, 20, 20, 35]),
        ...other,
      }),
    );
  }

  /** An entry that waits for its price. */
  async waiting(dice: Dice): Promise<string> {
    const { symbol, isBuy, ...terms } = waitingTerms(this.#world.broker, dice, this.#count);
    return `${terms.order_type} ${await this.#send(this.#body(symbol, isBuy, terms))}`;
  }

  /** More signals than are kept, each refused at once. */
  async many(): Promise<string> {
    const count = BOUNDS.signals + 50;
    for (let i = 0; i < count; i += 1) await this.#send(this.#body('EURUSD', true, { stopPips: 0.5 }));
    return `${count} signals`;
  }

  async bad(dice: Dice): Promise<string> {
    const symbol = dice.pick(SYMBOLS);
    const isBuy = dice.hits(0.5);
    const what = dice.pick([
      'again',
      'again',
      'same id, other body',
      'tight',
      'old',
      'nowhere',
      'wrong side',
      'poor',
      'not json',
    ]);
    switch (what) {
      case 'again': {
        const body = dice.any(this.#bodies);
        return body === undefined ? 'nothing to repeat' : `again: ${await this.#raw(body, idOf(body), 'entry')}`;
      }
      case 'same id, other body': {
        const body = dice.any(this.#bodies);
        if (body === undefined) return 'nothing to repeat';
        return `same id: ${await this.#send({ ...this.#body(symbol, isBuy), signal_id: idOf(body) })}`;
      }
      case 'tight':
        return `tight: ${await this.#send(this.#body(symbol, isBuy, { stopPips: 0.5 }))}`;
      case 'old': {
        const timestamp = new Date(this.#world.clock.wallMs() - 301_000).toISOString();
        return `old: ${await this.#send(this.#body(symbol, isBuy, { timestamp }))}`;
      }
      case 'nowhere':
        return `nowhere: ${await this.#send({ ...this.#body(symbol, isBuy), symbol: 'EURXYZ' })}`;
      case 'wrong side':
        return `wrong side: ${await this.#send(this.#body(symbol, isBuy, { stopPips: -20 }))}`;
      case 'poor':
        return `poor: ${await this.#send(this.#body(symbol, isBuy, { targetPips: 10 }))}`;
      case 'not json':
        return `not json: ${await this.#raw('{"signal_id":', '', 'entry')}`;
    }
  }

  /** An exit or a cancel takes risk away: nothing but a dead journal may refuse it. */
  async takeAway(dice: Dice): Promise<string> {
    const kind = dice.pick(['exit', 'cancel']);
    const body = this.#body(dice.pick(SYMBOLS), dice.hits(0.5), { kind });
    return `${kind} ${await this.#send(body, kind)}`;
  }

  /** Through the gate that stands before signed deliveries, as the HTTP door does it. */
  async signed(dice: Dice): Promise<string> {
    const { clock, pc, witnesses, service, gate } = this.#world;
    const what = dice.pick(['well', 'well', 'forged', 'stale', 'altered', 'again']);
    const body = JSON.stringify(this.#body(dice.pick(SYMBOLS), dice.hits(0.5)));
    const fresh = sign(body, Math.floor(clock.wallMs()) - (what === 'stale' ? 40_000 : 0), `nonce-${this.#count}-0123456789`);
    const earlier = what === 'again' ? dice.any(this.#deliveries) : undefined;
    const delivery = earlier ?? (what === 'forged' ? { ...fresh, headers: { ...fresh.headers, 'x-signature': FORGED } } : fresh);
    const sent = what === 'altered' ? `${delivery.body} ` : delivery.body;
    const passed = gate({ headers: delivery.headers, body: Buffer.from(sent) });
    // The gate knows the PC's clock alone, and with a wrong one it turns well-signed deliveries away.
    const isTold = Math.abs(pc.offsetMs) < OFF_MS;
    const isGood = what === 'well' || (what === 'again' && earlier === undefined);
    if (!passed.ok) {
      if (isGood && isTold) witnesses.fail('A2', `A delivery that was signed well was turned away: ${passed.error.code}`);
      const { code, detail } = passed.error;
      service.refuseAtDoor({ code, source: 'webhook', detail, nonce: null });
      return `${what}: ${code}`;
    }
    if (!isGood && isTold) witnesses.fail('A2', `A delivery that was ${what} passed the gate`);
    const end = await this.#raw(sent, idOf(sent), 'entry', { nonce: passed.value });
    if (TAKEN.has(end)) this.#deliveries.push(delivery);
    return `${what}: ${end}`;
  }

  /** A sender that puts its secret into the body, where it belongs and where it does not. */
  async secret(dice: Dice): Promise<string> {
    const secret = SECRETS.tradingviewToken;
    const body = this.#body(dice.pick(SYMBOLS), dice.hits(0.5));
    const what = dice.pick(['in json', 'in a line', 'in broken json', 'in metadata']);
    const texts = {
      'in json': JSON.stringify({ ...body, secret }),
      'in a line': `60123456,buy,${body['symbol'] as string},sl_pips=20,tp_pips=70,secret=${secret}`,
      'in broken json': `{"secret":"${secret}","signal_id":`,
      'in metadata': JSON.stringify({ ...body, metadata: { token: secret, note: 'mine' } }),
    };
    return `${what}: ${await this.#raw(texts[what], `${what}-${this.#count}`, 'entry', { source: 'tradingview' })}`;
  }

  /** What makes a body one of another strategy than the default: its pattern, and its name where the pattern is not enough. */
  #other(dice: Dice): Changes {
    const { strategies } = this.#world.cockpit.config;
    const [first, ...more] = profileIds(strategies).filter(
      (id) => id !== DEFAULT_STRATEGY && strategyOfProfile(strategies, id)?.isByHand === false,
    );
    // Chance is only asked where there is a choice, so that a table of two keeps the stories it has.
    const id = first === undefined || more.length === 0 ? first : dice.pick([first, ...more]);
    const strategy = id === undefined ? null : strategyOfProfile(strategies, id);
    if (id === undefined || strategy === null) return {};
    const named = id === strategy.id ? {} : { strategy_id: id };
    return { pattern_type: strategy.pattern, timeframe: strategy.timeframe, ...named };
  }

  #body(symbol: SimulatedSymbol, isBuy: boolean, { stopPips = 20, targetPips = 70, ...rest }: Changes = {}): Body {
    this.#count += 1;
    const { timeframe, pattern } = defaultStrategy();
    const quote = this.#world.broker.quote(symbol);
    const { pip, bid } = NATURE[symbol];
    const entry = (isBuy ? quote?.ask : quote?.bid) ?? bid;
    const level = (pips: number): number => Number((entry + (isBuy ? 1 : -1) * pips * pip).toFixed(NATURE[symbol].digits));
    return {
      signal_id: `s${this.#count}`,
      symbol,
      timeframe,
      pattern_type: pattern,
      direction: isBuy ? 'BUY' : 'SELL',
      timestamp: new Date(this.#world.clock.wallMs()).toISOString(),
      price_levels: { entry, stop_loss: level(-stopPips), take_profit: level(targetPips) },
      ...rest,
    };
  }

  async #send(body: Body, kind: 'entry' | 'exit' | 'cancel' = 'entry'): Promise<string> {
    const text = JSON.stringify(body);
    if (kind === 'entry') this.#bodies.push(text);
    return `${body.signal_id} ${await this.#raw(text, body.signal_id, kind)}`;
  }

  async #raw(
    body: string,
    signalId: string,
    kind: 'entry' | 'exit' | 'cancel',
    { nonce = null, source = 'webhook' }: { readonly nonce?: string | null; readonly source?: 'webhook' | 'tradingview' } = {},
  ): Promise<string> {
    const { service, runtime, life, witnesses } = this.#world;
    this.#count += 1;
    const wasReady = this.#world.isSound && this.#world.runtime.ready;
    let answer: SubmitAnswer | null = null;
    void service
      .submit({ source, body, receivedAt: Math.floor(runtime.options.clock.nowMs()), traceId: `trace-${this.#count}`, nonce })
      .then((given) => {
        answer = given;
      });
    await this.#world.settle();
    const given = answer as SubmitAnswer | null;
    if (!life.alive || given === null) return 'unanswered';
    if (given.kind === 'accepted') {
      if (this.#accepted.has(given.signalId)) witnesses.fail('I2', `Signal ${given.signalId} was accepted twice`);
      this.#accepted.add(given.signalId);
    }
    const isTimeRight = Math.abs(runtime.options.clock.nowMs() - this.#world.clock.nowMs()) < AGE_MS;
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- The wait in between may have changed it.
    if (kind !== 'entry' && wasReady && isTimeRight && this.#world.isSound) this.#checkTaken(signalId, kind, given);
    return ended(given);
  }

  #checkTaken(signalId: string, kind: string, answer: SubmitAnswer): void {
    const { witnesses, cockpit } = this.#world;
    const state = cockpit.signals.get(signalId)?.state;
    if (answer.kind !== 'accepted') witnesses.fail('I13', `The ${kind} signal ${signalId} was turned away: ${ended(answer)}`);
    else if (state === 'rejected' || state === 'failed' || state === 'expired')
      witnesses.fail('I13', `The ${kind} signal ${signalId} was ${state}`);
  }
}

/** What a delivery ended in whose nonce is known from then on. */
const TAKEN: ReadonlySet<string> = new Set(['accepted', 'duplicate']);
/** A PC's clock that is so far off makes good deliveries stale. */
const OFF_MS = 5_000;
const FORGED = `sha256=${'0'.repeat(64)}`;

type Signed = { readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** As a sender does it who knows the secret. */
function sign(body: string, timestamp: number, nonce: string): Signed {
  const mac = createHmac('sha256', SECRETS.webhookSecret).update(`${timestamp}.${nonce}.${body}`).digest('hex');
  const headers = { 'x-mikrobot-timestamp': String(timestamp), 'x-mikrobot-nonce': nonce, 'x-signature': `sha256=${mac}` };
  return { headers, body };
}

const idOf = (body: string): string => (JSON.parse(body) as Body).signal_id;
