import { describe, expect, it } from 'vitest';
import { FACTS, issuesOf, malformedOf, read, readAll, signalOf } from './samples.ts';

/** The market stands at 1.1000 to 1.1001. */
const short = (text: string): string => {
  const { kind, side, entry, stopLoss, takeProfit, exit, pending } = signalOf(text);
  const part = exit?.part === undefined ? '' : ` ${JSON.stringify(exit.part)}`;
  if (kind !== 'entry') return `${kind} ${exit?.anySide === true ? 'any' : side}${part}`;
  return `${pending?.type ?? 'market'} ${side} ${entry} ${stopLoss} ${takeProfit}`;
};
const refusal = (text: string): string => issuesOf(text)[0] ?? '';
const endsOf = (text: string): unknown => {
  const { arrival } = read(text);
  return 'ends' in arrival ? arrival.ends : undefined;
};

describe('what people write', () => {
  it.each([
    ['BUY EURUSD\nSL 1.0962\nTP 1.1077', 'market BUY 1.1001 1.0962 1.1077'],
    ['#EURUSD SELL NOW 1.1002\nStop Loss: 1.1043\nTake Profit 1: 1.0961', 'market SELL 1.1002 1.1043 1.0961'],
    ['long eur/usd here, sl below at 1.0955, tp 1.1088', 'market BUY 1.1001 1.0955 1.1088'],
    ['🚀 LONG EURUSD 🚀\n💰 Entry: 1.1003\n🎯 TP: 1.1090\n🛑 SL: 1.0950\n⚡ Leverage: 10x', 'market BUY 1.1003 1.095 1.109'],
    ['*Pair:* EURUSD\n*Direction:* Short\n*Stop:* 1.1046\n*Target:* 1.0941', 'market SELL 1.1 1.1046 1.0941'],
    ['EURUSD | SHORT | S/L 1.1047 | T/P 1.0912', 'market SELL 1.1 1.1047 1.0912'],
    ['Buy EURUSD now @1.1004. SL@1.0954. TP@1.1104.', 'market BUY 1.1004 1.0954 1.1104'],
    ['BUY EURUSD stop 1.0953 target 1.1092', 'market BUY 1.1001 1.0953 1.1092'],
    ['EURUSD buy limit 1.0952 sl 1.0911 tp 1.1033', 'limit BUY 1.0952 1.0911 1.1033'],
    ['Sell stop EURUSD at 1.0948, S/L 1.0997, T/P 1.0846', 'stop SELL 1.0948 1.0997 1.0846'],
    ['ЛОНГ EURUSD\nВход: 1.1003\nТП: 1.1098\nСЛ: 1.0951', 'market BUY 1.1003 1.0951 1.1098'],
    ['COMPRA EURUSD\nSL 1.0949\nTP 1.1099', 'market BUY 1.1001 1.0949 1.1099'],
    ['PRODEJ EURUSD SL 1.1049 TP 1.0899', 'market SELL 1.1 1.1049 1.0899'],
  ])('opens %j', (text, wanted) => expect(short(text)).toBe(wanted));

  it('has the last of several targets with the broker, and equal parts before it', () => {
    const { takeProfit, management } = signalOf('SELL EURUSD 1.1 SL 1.1050\nTP1 1.0950 TP2 1.0900\nTP3: open');
    expect([takeProfit, management?.partials]).toEqual([1.09, [{ atR: 1, percent: 50 }]]);
    expect(signalOf('SELL EURUSD 1.1 SL 1.1050 TP 1.0950/1.0900').takeProfit).toBe(1.09);
  });

  it('reads lists whose lines are numbered', () => {
    const lists = ['Entry Targets:\n1) 1.1003', 'Take-Profit Targets:\n1) 1.0953\n2) 1.0903', 'Stop Targets:\n1) 1.1053'];
    const text = ['⚡⚡ #EUR/USD ⚡⚡', 'Signal Type: Regular (Short)', 'Leverage: Cross (10X)', ...lists].join('\n');
    expect([short(text), signalOf(text).management?.partials]).toEqual([
      'market SELL 1.1003 1.1053 1.0903',
      [{ atR: 1, percent: 50 }],
    ]);
    expect(short('SIGNAL ALERT\n\nBUY EURUSD 1.1004\n\n🤑TP1: 1.1054\n🤑TP2: 1.1104\n🛑SL: 1.0954 (50 pips)')).toBe(
      'market BUY 1.1004 1.0954 1.1104',
    );
  });

  it('takes a distance, a size and a share of the risk', () => {
    const { stopLoss, takeProfit, volumeMax, riskPercent } = signalOf('buy EURUSD sl 35 pips tp 70 pips lot 0.03 risk 0.4%');
    expect([stopLoss?.toFixed(4), takeProfit?.toFixed(4), volumeMax, riskPercent]).toEqual(['1.0966', '1.1071', 0.03, 0.4]);
  });

  it.each([
    ['BUY EURUSD 1.1008-1.0996 SL 1.0950', 1.1008],
    ['SELL EURUSD 1.1008/1.0996 SL 1.1050', 1.0996],
  ])('of a zone counts the end from which more is risked: %s', (text, entry) => expect(signalOf(text).entry).toBe(entry));

  it('is no position of nothing where a number only begins with it', () =>
    expect(short('SELL EURUSD size 0.2 SL 1.1043')).toBe(short('SELL EURUSD SL 1.1043')));

  it.each([
    ['close EURUSD', 'exit any'],
    ['Close all EURUSD trades now!', 'exit any'],
    ['exit eurusd long', 'exit BUY'],
    ['flat EURUSD', 'exit any'],
    ['#EURUSD: close EURUSD, eur/usd', 'exit any'],
    ['Close half EURUSD', 'exit any {"percent":50}'],
    ['EURUSD sell: close 30%', 'exit SELL {"percent":30}'],
    ['Cerrar EURUSD', 'exit any'],
    ['Закрыть EURUSD', 'exit any'],
    ['Zavřít EURUSD', 'exit any'],
    ['Delete EURUSD sell limit', 'cancel SELL'],
    ['cancel EURUSD', 'cancel any'],
  ])('ends %j', (text, wanted) => expect(short(text)).toBe(wanted));

  it.each([
    ['EURUSD buy TP1 hit +40 pips', 'running or over'],
    ['SELL EURUSD SL 1.1043, position now 0', 'nothing is to be held'],
    ['symbol: EURUSD\naction: sell\nremaining: 0.00\nsl: 1.1043', 'nothing is to be held'],
    ['EURUSD sell, size zero, sl 1.1043', 'nothing is to be held'],
    ['EURUSD BUY running +25 pips, SL 1.1003 TP 1.1100', 'running or over'],
    ['EURUSD long is still open. SL 1.0950 TP 1.1100', 'running or over'],
    ['Buy EURUSD if it breaks 1.1050, SL 1.1000', 'what may come'],
    ['Should we buy EURUSD? SL 1.0950', 'what may come'],
    ["Don't buy EURUSD, SL 1.0950 is too near", 'against a trade'],
    ['EURUSD buy tomorrow, SL 1.0950', 'what may come'],
    ['Buy EURUSD later tonight, SL 1.0950', 'what may come'],
    ['EURUSD buy SL 1.0950: setup invalidated', 'against a trade'],
    ['EURUSD sell SL 1.1050 expired', 'against a trade'],
    ['EURUSD sell limit 1.1040 SL 1.1080 valid till 18:00', 'names its end'],
    ['EURUSD sell limit 1.1040 SL 1.1080, expires tonight', 'what may come'],
    ['EURUSD sell limit 1.1040 SL 1.1080, expires 18:00', 'names its end'],
    ['EURUSD buy: move SL to 1.1000', 'changes levels'],
    ['Remove SL on EURUSD', 'changes levels'],
    ['Buy EURUSD SL 1.0950 TP 1.1100\nSell GBPUSD SL 1.3120', 'EURUSD and GBPUSD'],
    ['buy or sell EURUSD, sl 1.0950', 'both sides'],
    ['EURUSD SL 1.0950 TP 1.1100', 'neither buy nor sell'],
    ['buy the dip, SL 1.0950', 'no symbol'],
    ['BUY EURUSD SL 1.0950 SL 1.0900', 'more than one stop'],
    ['BUY GOLD 2345-43 SL 2335', 'both prices in full'],
    ['BUY EURUSD 1,1000-1,0990 SL 1.0950', 'decimal point in both prices'],
    ['Buy EURUSD', 'sl: is missing'],
    ['BUY EURUSD SL 1.1050 TP 1.0900', 'sl: must be below the entry'],
    ['SELL EURUSD 1,1000 SL 1.1050', 'write a decimal point'],
  ])('does nothing with %j', (text, why) => {
    expect(refusal(text)).toContain(why);
    expect(endsOf(text)).toBeUndefined();
  });

  it.each(['Reverse EURUSD to short, SL 1.1050', 'EURUSD flip short SL 1.1050', 'EURUSD: turn around, sell SL 1.1050'])(
    'turns nothing round, and says that something may have to be closed: %j',
    (text) => expect([refusal(text).slice(0, 29), endsOf(text)]).toEqual(['text: turns to the other side', { symbol: 'EURUSD' }]),
  );

  it('opens nothing that speaks of closing, and says which symbol may have to be closed', () => {
    const text = 'EURUSD sell SL 1.1050 was closed with +30 pips';
    expect(refusal(text)).toContain('speaks of closing and says more');
    const plan = 'EURUSD short, entry 1.1003, SL 1.1051, TP1 1.0968: close 30%, TP2 1.0942: close all';
    expect([refusal(plan).slice(0, 17), endsOf(plan)]).toEqual(['text: speaks of c', { symbol: 'EURUSD' }]);
    expect([endsOf(text), endsOf('close everything')]).toEqual([{ symbol: 'EURUSD' }, { symbol: null }]);
  });

  it.each('close exit closing closed liquidate flatten reduce cover schliessen cerrar fermer zamknij закрыть 平仓'.split(' '))(
    'opens nothing wherever %s stands',
    (word) => {
      for (const text of [
        `${word} BUY EURUSD SL 1.0955 TP 1.1088`,
        `BUY EURUSD ${word}\nSL 1.0955`,
        `BUY EURUSD SL 1.0955\n${word}!`,
      ])
        expect(readAll(text).filter(({ arrival }) => arrival.kind === 'signal' && arrival.signal.kind === 'entry')).toEqual([]);
    },
  );

  it('knows markets by their names at large, and shares by a mark before them', () => {
    const known = { ...FACTS, symbolNames: () => ({ known: ['XAUUSD', 'NOW', 'EURUSD'], atBroker: new Map() }) };
    const symbolOf = (text: string): unknown => {
      const { arrival } = read(text, 'webhook', { ...known, priceOf: () => 100, lastPriceOf: () => 100 });
      return arrival.kind === 'signal' ? arrival.signal.symbol : arrival;
    };
    expect([symbolOf('Gold sell now, SL 104'), symbolOf('buy $NOW SL 96')]).toEqual(['XAUUSD', 'NOW']);
  });

  it('is one message, however many lines it has; lines of programs stay lines', () => {
    expect(readAll('BUY EURUSD\n\nSL 1.0950\n\nTP 1.1100')).toHaveLength(1);
    expect(signalOf('60123456,closelong,EURUSD').dialect).toBe('pine-line');
    expect(malformedOf('bitfinex(EURUSD) { market(side=buy); }')).toContain('neither JSON nor a line');
    expect(malformedOf('good morning')).toContain('neither JSON nor a line');
  });

  it('opens only where a person is asked; closes everywhere', () => {
    const auto = { ...FACTS, isAsked: false };
    expect(issuesOf('BUY EURUSD SL 1.0950 TP 1.1100', auto)[0]).toContain('only where you are asked');
    for (const text of ['close EURUSD', 'close and buy EURUSD']) {
      const kinds = readAll(text, 'webhook', auto).map(({ arrival }) =>
        arrival.kind === 'signal' ? arrival.signal.kind : 'none',
      );
      expect(kinds.filter((kind) => kind !== 'none')).toEqual(['exit']);
    }
  });
});
