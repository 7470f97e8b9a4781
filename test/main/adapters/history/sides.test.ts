import { describe, expect, it } from 'vitest';
import { loadBars, type BarsOptions } from '#main/adapters/history/index.ts';
import { paperSymbol } from '#main/paper-broker/index.ts';
import { inspectFile, rowOptionsOf } from '#main/replay/index.ts';
import { sampleFiles } from './sample-files.ts';

const written = sampleFiles();
const OPTIONS: BarsOptions = { pointOf: (symbol) => (symbol === 'EURUSD' ? 0.00001 : undefined) };
const AT = '2026-01-02T14:05:00Z';
/** The middle lies between them; the ask's high is the furthest from the bid's: 8 points. */
const PRICES = {
  bid: ['1.16120', '1.16150', '1.16110', '1.16140'],
  mid: ['1.16123', '1.16154', '1.16113', '1.16143'],
  ask: ['1.16126', '1.16158', '1.16116', '1.16146'],
} as const;
const NUMBERS = { bid: [1.1612, 1.1615, 1.1611, 1.1614], mid: [1.16123, 1.16154, 1.16113, 1.16143] };

/** A file with a column for each price of these sides, named by `title`. */
function sided(sides: readonly (keyof typeof PRICES)[], title: (side: string, price: string) => string, more = ''): string {
  const titles = sides.flatMap((side) => ['open', 'high', 'low', 'close'].map((price) => title(side, price)));
  const cells = sides.flatMap((side) => PRICES[side]);
  return written(
    'EURUSD_sides.csv',
    [`time,${titles.join(',')}${more === '' ? '' : ',spread'}`, `${AT},${cells.join(',')}${more}`].join('\n'),
  );
}
const read = async (file: string, options = OPTIONS): Promise<readonly number[]> => {
  const [bar] = (await loadBars(file, options)).bars;
  return bar === undefined ? [] : [bar.open, bar.high, bar.low, bar.close, bar.spreadPoints];
};
const formOf = async (file: string, options = OPTIONS): Promise<string> => (await inspectFile(file, null, options)).form;
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

describe('titles that say whose prices they are', () => {
  it.each([
    ['OANDA v20', (side: string, price: string) => `${side}.${price.charAt(0)}`],
    ['OANDA v20, joined otherwise', (side: string, price: string) => `${side}_${price.charAt(0)}`],
    ['OANDA v20, with what lies above', (side: string, price: string) => `candles.${side}.${price}`],
    ['OANDA v1', (side: string, price: string) => `${price}${capital(side)}`],
    ['FXCM', (side: string, price: string) => `${side}${price}`],
    ['FXCM in capitals', (side: string, price: string) => `${capital(side)}${capital(price)}`],
    ['behind, with a sign', (side: string, price: string) => `${price}_${side}`],
    ['behind, in brackets', (side: string, price: string) => `${capital(price)} (${capital(side)})`],
    ['parted by a blank', (side: string, price: string) => `"${capital(side)} ${price}"`],
  ])('%s', async (_name, title) => {
    expect(await read(sided(['mid'], title))).toEqual([...NUMBERS.mid, 0]);
    expect(await read(sided(['bid', 'ask'], title))).toEqual([...NUMBERS.bid, 8]);
    // The bids are a broker's own chart, whatever stands first.
    expect(await read(sided(['mid', 'ask', 'bid'], title))).toEqual([...NUMBERS.bid, 8]);
    expect(await read(sided(['mid', 'ask'], title))).toEqual([...NUMBERS.mid, 0]);
    await expect(read(sided(['ask'], title))).rejects.toThrow('its prices are the ask’s alone, and bars are those of the bid');
  });

  const fxcm = (side: string, price: string): string => `${side}${price}`;

  it('what is chosen is told', async () => {
    const spread = 'spread to the ask';
    expect(await formOf(sided(['mid'], fxcm))).toContain('mid prices, taken for bids');
    expect(await formOf(sided(['bid'], fxcm))).toMatch(/bid prices, zone/);
    expect(await formOf(sided(['bid', 'ask'], fxcm))).toContain(`bid prices, ${spread}`);
    expect(await formOf(sided(['bid', 'ask'], fxcm, ',7'))).not.toContain(spread);
    expect(await formOf(sided(['bid', 'ask'], fxcm), {})).toContain(`no ${spread} without a specification`);
    expect(await formOf(written('EURUSD_M1.csv', `time,open,high,low,close\n${AT},1,1,1,1`))).not.toContain('prices');
  });

  it('a spread of the file’s own, and the trader’s for a file without one', async () => {
    expect(await read(sided(['bid', 'ask'], fxcm, ',7'))).toEqual([...NUMBERS.bid, 7]);
    expect(await read(sided(['bid', 'ask'], fxcm, ','))).toEqual([...NUMBERS.bid, 8]);
    expect(await read(sided(['bid', 'ask'], fxcm), { ...OPTIONS, spreadPoints: 3 })).toEqual([...NUMBERS.bid, 8]);
    expect(await read(sided(['bid'], fxcm), { ...OPTIONS, spreadPoints: 3 })).toEqual([...NUMBERS.bid, 3]);
    // Nobody knows the point of a symbol without a specification.
    expect(await read(sided(['bid', 'ask'], fxcm), { spreadPoints: 3 })).toEqual([...NUMBERS.bid, 3]);
  });

  it('is counted in the points of the specification, rounded up', async () => {
    expect(await read(sided(['bid', 'ask'], fxcm), { pointOf: () => 0.000035 })).toEqual([...NUMBERS.bid, 3]);
    expect(await read(sided(['bid', 'ask'], fxcm), rowOptionsOf({}))).toEqual([...NUMBERS.bid, 8]);
    const [known] = [paperSymbol('EURUSD')].flatMap((spec) => spec ?? []);
    const own = known === undefined ? [] : [{ ...known, point: 0.0001 }];
    expect(await read(sided(['bid', 'ask'], fxcm), rowOptionsOf({}, own))).toEqual([...NUMBERS.bid, 1]);
  });

  it('prices in points are scaled on both sides', async () => {
    const text = 'time,bidopen,bidhigh,bidlow,bidclose,askopen,askhigh,asklow,askclose';
    const file = written('EURUSD_M1.csv', `${text}\n${AT},116120,116150,116110,116140,116126,116158,116116,116146`);
    expect(await read(file, { ...OPTIONS, scale: 0.00001 })).toEqual([...NUMBERS.bid, 8]);
  });

  it.each([
    ['1.16126,1.16149,1.16116,1.16146', 'the ask’s high 1.16149 is below the bid’s 1.1615'],
    ['1.16126,1.16158,x,1.16146', 'the ask’s low must be a number'],
  ])('a bad ask (%s) is told', async (asks, problem) => {
    const titles = 'time,bidopen,bidhigh,bidlow,bidclose,askopen,askhigh,asklow,askclose';
    const file = written('EURUSD_M1.csv', `${titles}\n${AT},${PRICES.bid.join(',')},${asks}`);
    await expect(read(file)).rejects.toThrow(`:2: ${problem}`);
  });

  it('prices without a side are taken before those with one', async () => {
    const titles = 'time,bid_open,bid_high,bid_low,bid_close,open,high,low,close';
    const file = written('EURUSD_M1.csv', `${titles}\n${AT},${PRICES.bid.join(',')},${PRICES.mid.join(',')}`);
    expect(await read(file)).toEqual([...NUMBERS.mid, 0]);
  });

  it.each(['EURUSD_Candlestick_1_M_ASK_01.05.2026-02.05.2026.csv', 'eurusd-m1-ask-2026-01-01.csv', 'EURUSD.Ask.txt'])(
    'a name that says the ask is a hint: %s',
    async (name) => {
      const plain = `time,open,high,low,close\n${AT},${PRICES.ask.join(',')}`;
      const hint = 'its name says prices of the ask, and they are taken for bids: give a file of the bid';
      const hints = async (asked: string, text: string): Promise<readonly string[]> =>
        (await loadBars(written(asked, text), { stamps: 'start' })).hints;
      expect(await hints(name, plain)).toEqual([hint]);
      expect(await hints(name.replace(/ask/i, 'bid'), plain)).toEqual([]);
      expect(await hints(name, `time,bid.o,bid.h,bid.l,bid.c\n${AT},${PRICES.bid.join(',')}`)).toEqual([]);
    },
  );

  it('FXCM’s own order, and its number of ticks', async () => {
    const titles = 'date,bidopen,bidclose,bidhigh,bidlow,askopen,askclose,askhigh,asklow,tickqty';
    const file = written(
      'EURUSD_fxcm.csv',
      `${titles}\n2026-01-02 14:05:00,1.1612,1.1614,1.1615,1.1611,1.1613,1.1615,1.1616,1.1612,81`,
    );
    expect([await read(file), (await loadBars(file)).bars[0]?.volume]).toEqual([[...NUMBERS.bid, 10], 81]);
  });

  it('a table that has only a part of the bids has its middle read', async () => {
    const file = written('EURUSD_M1.csv', `time,bid_open,mid.o,mid.h,mid.l,mid.c\n${AT},1.1612,${PRICES.mid.join(',')}`);
    expect(await read(file)).toEqual([...NUMBERS.mid, 0]);
  });
});
