import { describe, expect, test } from 'vitest';
import { readSignals } from '#engine/intake/dialects';
import type { SignalSource } from '#shared/domain';
import { EngineInHand } from '../engine-in-hand.ts';
import { deliver } from './deliver.ts';
import { FACTS } from './dialects/samples.ts';

const MODES = ['auto', 'confirm', 'veto'] as const;
const TTL_MS = 5_000;

/** One trader's cockpit: EURUSD at 1.157, deliveries from TradingView by default. */
class Story {
  readonly hand: EngineInHand;
  readonly #mode: (typeof MODES)[number];
  constructor(mode: (typeof MODES)[number]) {
    this.#mode = mode;
    this.hand = new EngineInHand({ approvals: { mode: 'auto', ttlMs: TTL_MS } });
    this.#as(mode);
  }
  #as(mode: (typeof MODES)[number]): void {
    if (this.hand.cockpit.approvalMode !== mode) this.hand.act({ act: 'set-approval-mode', mode, reason: null });
  }
  /** A long of ticket 11, opened by TradingView a while ago. */
  long(volumeMax: number | null = null): this {
    this.#as('auto');
    const position = this.hand.opened('held', '11', { source: 'tradingview', volumeMax });
    this.hand.observe(this.hand.dealsOf(position, []));
    this.#as(this.#mode);
    this.hand.after(2_000);
    return this;
  }
  send(body: unknown, source: SignalSource = 'tradingview'): readonly (string | undefined)[] {
    return deliver(this.hand.after(300), body, source as 'tradingview');
  }
  /** What is traded of it once the trader, or time, has said yes. */
  get entries() {
    for (const signalId of [...this.hand.cockpit.pending.keys()]) if (this.#mode === 'confirm') this.hand.approve(signalId);
    this.hand.after(TTL_MS + 1_000).beat();
    return this.hand.sends
      .filter(({ op }) => op === 'open')
      .filter(({ clientOrderId }) => this.hand.cockpit.orders.get(clientOrderId)?.signalId !== 'held');
  }
  get closes() {
    return this.hand.sends.filter(({ op }) => op === 'close').map((one) => ('volume' in one ? one.volume : null));
  }
  /** The terminal has closed all that was asked for. */
  gone(): this {
    const position = this.hand.positions[0]!;
    this.hand.answer(this.hand.sends.at(-1)!.clientOrderId, this.hand.confirmed('11'));
    this.hand.positions = [];
    this.hand.after(400).observe(this.hand.dealsOf(position, [{ volume: position.volume, profit: 4 }]));
    this.hand.beat();
    return this;
  }
  ago = (ms: number): string => new Date(this.hand.at - ms).toISOString();
  get refused() {
    return this.hand.cockpit.intake.turnedAway ?? [];
  }
}

const BUY = { ticker: 'EURUSD', action: 'buy', price: 1.15702, sl: 1.1551, tp: 1.1623 };
const SELL = { ticker: 'EURUSD', action: 'sell', price: 1.157, sl: 1.1589, tp: 1.1517 };
const LINE = '70031415926,buy,EURUSD,sl=19,tp=53';

/** What senders do in the field, told in our own words and numbers. */
const CASES: Readonly<Record<string, (story: Story) => void>> = {
  'an alert whose text never changes trades again once it is no echo': (story) => {
    expect([story.send(LINE), story.send(LINE)]).toEqual([['accepted'], ['duplicate']]);
    expect(story.entries).toHaveLength(1);
    story.hand.after(70_000);
    expect(story.send(LINE)).toEqual(['accepted']);
  },
  'the name of an order is no id of the signal': (story) => {
    const alert = () => ({ ...BUY, id: 'Breakout', time: story.ago(0) });
    expect(story.send(alert())).toEqual(['accepted']);
    story.hand.after(90_000);
    expect(story.send(alert())).toEqual(['accepted']);
  },
  'an exit with the id of its entry closes': (story) => {
    story.long().send({ platform: 'mt5', ticker: 'EURUSD', order_action: 'flat', order_contracts: 1.5 });
    expect(story.closes).toEqual([null]);
  },
  'an exit with the time of its bar closes': (story) => {
    story.long().send({ ticker: 'EURUSD', action: 'sell', sentiment: 'flat', time: story.ago(290_000), interval: '5' });
    expect(story.closes).toEqual([null]);
  },
  'an exit is not spoiled by a field that it does not need': (story) => {
    story.long().send({ ticker: 'EURUSD', action: 'sell', sentiment: 'flat', interval: '45', risk: '2%', price: 0, sl: 'NaN' });
    expect(story.closes).toEqual([null]);
  },
  'a turn in one alert closes first': (story) => {
    const turn = { ...SELL, sentiment: 'short', prev_market_position: 'long', time: story.ago(0) };
    expect(story.long().send(turn)).toEqual(['accepted', 'accepted']);
    expect([story.closes, story.hand.sends.filter(({ op }) => op === 'open').length]).toEqual([[null], 1]);
    story.gone();
    expect(story.entries).toMatchObject([{ side: 'SELL' }]);
  },
  'a limit order waits for its price': (story) => {
    const { price: _price, ...rest } = BUY;
    story.send({ ...rest, sl: 1.152, orderType: 'limit', limitPrice: '1.1541', time: story.ago(0) });
    expect(story.entries).toMatchObject([{ pending: { type: 'limit', price: 1.1541 } }]);
  },
  'a body that ends in zero bytes is read': (story) => {
    expect(story.long().send('{"ticker":"EURUSD","action":"close_long"}\0\0')).toEqual(['accepted']);
  },
  "the command of an Expert Advisor's file closes": (story) => {
    story.send({
      signal_id: 'k-9',
      signal_type: 'CLOSE',
      symbol: 'EURUSD',
      action: 'BUY',
      ticket: 8_080_808,
      volume: 0.02,
      sl: 1.15,
      tp: 1.17,
    });
    expect(story.entries).toEqual([]);
  },
  'what could not be obeyed is kept with its reason, and an exit among it is an alarm': (story) => {
    expect(story.long().send({ ticker: 'EURUSD', action: 'partial close' })).toEqual(['invalid']);
    expect(story.send({ ...BUY, note: 'exit was late' })).toEqual(['invalid']);
    expect(story.refused.map(({ text }) => text)).toEqual([
      expect.stringContaining('send percent or quantity'),
      expect.stringContaining('leave out the one that is not meant'),
    ]);
    story.hand.beat();
    expect(story.hand.cockpit.alarms.has('exit_not_read')).toBe(true);
  },
  "TradingView's own text ends a trade and opens none": (story) => {
    expect(story.long().send('Keltner (21): order sell @ 3 filled on EURUSD. New strategy position is 0')).toEqual(['accepted']);
    expect(story.closes).toEqual([null]);
    expect(story.send('Keltner (21): order buy @ 3 filled on EURUSD. New strategy position is 3')).toEqual(['invalid']);
    expect(story.refused.at(-1)?.text).toContain('has no stop');
  },
  'a stop alone is enough, and neither is refused': (story) => {
    const { sl: _sl, tp: _tp, ...bare } = BUY;
    expect(story.send({ ...bare, quantity: '1', time: story.ago(0) })).toEqual(['invalid']);
    story.send({ ...bare, sl: 1.1548, time: story.ago(0) });
    expect(story.entries).toMatchObject([{ stopLoss: 1.1548, takeProfit: expect.any(Number) as number }]);
  },
  'a chart of another timeframe names its strategy': (story) => {
    expect(story.send({ ...BUY, interval: '30', time: story.ago(0) })).toEqual(['invalid']);
    expect(story.send({ ...BUY, interval: '30', strategy_id: 'm5_bos', time: story.ago(0) })).toEqual(['accepted']);
  },
  'break-even and trailing are managed': (story) => {
    story.send('70031415926,buy,EURUSD,sl=22,tp=61,betrigger=11,beoffset=2,trailtrig=22,traildist=11,trailstep=4');
    const life = [...story.hand.cockpit.signals.values()].at(-1);
    expect(life?.signal.management).toMatchObject({ breakEvenAtR: 0.5, trailing: 'r', trailingStartR: 1, trailingDistance: 0.5 });
  },
  'close commands of lines close': (story) => {
    expect([story.long().send('70031415926,closeall,EURUSD'), story.closes]).toEqual([['accepted'], [null]]);
  },
  'a share of lines is closed, and a command that is not carried out says so': (story) => {
    story.long(0.4).send('70031415926,closelongpct,EURUSD,partial_close_pct=25');
    expect([story.closes, story.send('70031415926,newsltplong,EURUSD,sl=9,tp=31')]).toEqual([[0.1], ['invalid']]);
    expect(story.refused.at(-1)?.text).toContain('command: is not carried out by a signal');
  },
  'an exit of a part closes that part': (story) => {
    story.long(0.4).send({ ticker: 'EURUSD', action: 'exit', sentiment: 'long', quantity: 0.1 });
    expect(story.closes).toEqual([0.1]);
  },
  'an exit of a share closes that share': (story) => {
    story.long(0.4).send({ ticker: 'EURUSD', action: 'close_long', percent: 75 });
    expect(story.closes).toEqual([0.3]);
  },
  'a nested strategy is read': (story) => {
    const strategy = {
      position_size: 0,
      order_action: 'sell',
      order_contracts: 2,
      market_position: 'flat',
      prev_market_position: 'long',
    };
    story
      .long()
      .send({ time: story.ago(0), exchange: 'FX', ticker: 'EURUSD', bar: { close: 1.157, time: story.ago(240_000) }, strategy });
    expect(story.closes).toEqual([null]);
  },
  'the type may be the action': (story) => {
    const { action: _action, ...rest } = BUY;
    expect(story.send({ ...rest, type: 'buy', lot: 0.2, time: story.ago(0) })).toEqual(['accepted']);
  },
  'a record of a fill opens nothing': (story) => {
    expect(story.send({ ...BUY, direction: 'BULL', deal: 9_090_909, ticket: 8_181_818 })).toEqual(['invalid']);
    expect(story.send({ ...BUY, status: 'EXECUTED' })).toEqual(['invalid']);
  },
};

describe.each(MODES)('with approvals in %s', (mode) => {
  test.each(Object.entries(CASES))('%s', (_name, tell) => {
    tell(new Story(mode));
  });
});

describe('what the text of a body is told', () => {
  const said = (body: string): string => {
    const [first] = readSignals(body, 'tradingview', Date.UTC(2026, 2, 3), FACTS);
    return first?.arrival.kind === 'malformed' ? first.arrival.detail : JSON.stringify(first?.arrival);
  };
  test.each([
    ['{"ticker":"EURUSD","action":"buy" "sl":1.15}', 'line 1, column'],
    ['{"ticker":"EURUSD","action":', 'a value is missing'],
    ['{"ticker":"EURUSD","action":"buy","sl":NaN}', 'sl'],
    ['{"ticker":"EURUSD","action":"buy","price":"3.360,36","sl":1}', 'write a decimal point'],
  ])('%s', (body, words) => {
    expect(said(body)).toContain(words);
  });

  test('credentials under any usual key are kept nowhere', () => {
    const body = JSON.stringify({ ...BUY, webhook_secret: 'hush-1', bot_secret: 'hush-2', nested: { auth_token: 'hush-3' } });
    expect(JSON.stringify(readSignals(body, 'tradingview', Date.UTC(2026, 2, 3), FACTS))).not.toContain('hush');
  });
});
