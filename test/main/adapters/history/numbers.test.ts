import { describe, expect, it } from 'vitest';
import { loadBars } from '#main/adapters/history/index.ts';
import { sampleFiles, told } from './sample-files.ts';

const written = sampleFiles();
/** Rows of one minute after the other, with the prices as they stand. */
const table = (titles: string, ...prices: readonly string[]): string => {
  const sign = /[;\t]/.exec(titles)?.[0] ?? ',';
  return [titles, ...prices.map((row, minute) => `2026-03-06 12:3${minute}${sign}${row}`)].join('\r\n');
};
const pricesOf = async (name: string, text: string): Promise<readonly string[]> =>
  (await told(written(name, text))).map((row) => row.slice(17));
const TITLES = 'time;open;high;low;close';

describe('a comma before three digits', () => {
  it.each([
    ['thousands, by what the index costs', 'US30_M1.csv', '44,123;44,130;44,120;44,125', '44123 44130 44120 44125'],
    ['thousands of gold', 'XAUUSD_M1.csv', '2,412;2,413;2,411;2,412', '2412 2413 2411 2412'],
    ['decimals, by what a pair costs', 'USDJPY_M1.csv', '151,234;151,240;151,230;151,231', '151.234 151.24 151.23 151.231'],
    ['decimals of silver', 'XAGUSD_M1.csv', '30,123;30,140;30,120;30,131', '30.123 30.14 30.12 30.131'],
    ['decimals of an old index', 'SPX500_M1.csv', '801,234;801,500;801,100;801,300', '801.234 801.5 801.1 801.3'],
    ['decimals, as another cell has two of them', 'THING_M1.csv', '44,12;44,130;44,120;44,125', '44.12 44.13 44.12 44.125'],
    ['thousands, as another cell has decimals too', 'THING_M1.csv', '44,123;44,130.5;44,120;44,125', '44123 44130.5 44120 44125'],
    [
      'thousands, as another cell has millions',
      'THING_M1.csv',
      '944,123;1,044,130;940,120;944,125',
      '944123 1044130 940120 944125',
    ],
    [
      'decimals, as thousands are parted by a space',
      'THING_M1.csv',
      '4 123,123;4 123,130;4 123,120;4 123,125',
      '4123.123 4123.13 4123.12 4123.125',
    ],
    [
      'decimals, as another cell has four digits and no mark',
      'THING_M1.csv',
      '1001;1001;999,120;999,125',
      '1001 1001 999.12 999.125',
    ],
    ['decimals after a naught', 'THING_M1.csv', '0,123;0,130;0,120;0,125', '0.123 0.13 0.12 0.125'],
  ])('%s', async (_name, name, row, prices) => {
    expect(await pricesOf(name, table(TITLES, row))).toEqual([prices]);
  });

  it('is told by other columns where the prices leave it open', async () => {
    const titles = `${TITLES};Change %`;
    expect(await pricesOf('THING_M1.csv', table(titles, '44,123;44,130;44,120;44,125;-0,45%'))).toEqual([
      '44.123 44.13 44.12 44.125',
    ]);
    expect(await pricesOf('THING_M1.csv', table(titles, '44,123;44,130;44,120;44,125;0.45%'))).toEqual([
      '44123 44130 44120 44125',
    ]);
  });

  it('is looked for in the whole file, also where the rows that tell are far down', async () => {
    const rows = Array.from({ length: 30_000 }, (_, at) => `${1_772_800_200 + at * 60};44,123;44,130;44,120;44,125`);
    const last = `${1_772_800_200 + 30_000 * 60};44,12;44,130;44,120;44,125`;
    const file = written('THING_M1.csv', [TITLES, ...rows, last].join('\n'));
    expect((await told(file)).at(-1)).toContain('44.12 44.13 44.12 44.125');
  });

  it('is asked for where nothing tells, with line, column, both readings and the option', async () => {
    const file = written('THING_M1.csv', table(TITLES, '44,123;44,130;44,120;44,125'));
    await expect(loadBars(file)).rejects.toThrow(
      `${file}: line 2, column open: "44,123" may be 44.123 or 44123, and no row tells which: give --decimals comma or --decimals point`,
    );
    expect((await loadBars(file, { decimals: ',' })).bars[0]?.open).toBe(44.123);
    expect((await loadBars(file, { decimals: '.' })).bars[0]?.open).toBe(44_123);
    // A coin was at 300 and may be at 300,000.
    await expect(loadBars(written('BTCUSD_M1.csv', table(TITLES, '300,123;300,130;300,120;300,125')))).rejects.toThrow(
      '--decimals',
    );
  });

  it('two marks that cannot both be right are named with their places', async () => {
    const file = written('EURUSD_M1.csv', table(TITLES, '1,16;1,17;1,15;1,16', '1.16;1.17;1.15;1.16'));
    await expect(loadBars(file)).rejects.toThrow(
      'its numbers do not go together: "1.16" (line 3, column open) has its decimals after a point, "1,16" (line 2, column open) after a comma',
    );
  });
});

describe('a point before three digits', () => {
  it.each([
    [
      'decimals where nothing speaks against it',
      'THING_M1.csv',
      TITLES,
      '44.123;44.130;44.120;44.125',
      '44.123 44.13 44.12 44.125',
    ],
    ['decimals of a pair', 'EURJPY_M1.csv', TITLES, '163.245;163.250;163.240;163.246', '163.245 163.25 163.24 163.246'],
    [
      'thousands, by what the index costs',
      'GER40_M1.csv',
      'Zeit;Eröffnung;Hoch;Tief;Schluss',
      '18.123;18.130;18.120;18.125',
      '18123 18130 18120 18125',
    ],
    [
      'thousands beside decimals after a comma',
      'THING_M1.csv',
      TITLES,
      '18.123;18.130,5;18.120;18.125',
      '18123 18130.5 18120 18125',
    ],
  ])('%s', async (_name, name, titles, row, prices) => {
    expect(await pricesOf(name, table(titles, row))).toEqual([prices]);
  });

  it('is asked for under titles of a language that has decimal commas', async () => {
    const file = written('THING_M1.csv', table('Zeit;Eröffnung;Hoch;Tief;Schluss', '18.123;18.130;18.120;18.125'));
    await expect(loadBars(file)).rejects.toThrow('column open: "18.123" may be 18.123 or 18123');
  });
});

describe('thousands that are parted', () => {
  const [QUOTED, SWISS] = ['time,open,high,low,close', 'time;open;high;low;close'];
  it.each([
    ['in quotes', QUOTED, '"1,234.5","1,235.0","1,233.25","1,234.0"', '1234.5 1235 1233.25 1234'],
    ['in quotes, some rows under a thousand', QUOTED, '999.5,"1,001.0",998.25,"1,000"', '999.5 1001 998.25 1000'],
    ['by apostrophes', SWISS, "1'234.50;1'235.00;1'233.25;1'234.00", '1234.5 1235 1233.25 1234'],
    ['by typographic apostrophes', SWISS, '1’234.50;1’235.00;1’233.25;1’234.00', '1234.5 1235 1233.25 1234'],
    ['by apostrophes, decimals after a comma', SWISS, "1'234,50;1'235,00;1'233,25;1'234,00", '1234.5 1235 1233.25 1234'],
    ['by narrow spaces', SWISS, '1\u202f234,50;1\u202f235,00;1\u202f233,25;1\u202f234,00', '1234.5 1235 1233.25 1234'],
    ['decimal commas in quotes', QUOTED, '"1,1612","1,1615","1,1611","1,1614"', '1.1612 1.1615 1.1611 1.1614'],
  ])('%s', async (_name, titles, row, prices) => {
    expect(await pricesOf('THING_M1.csv', table(titles, row))).toEqual([prices]);
  });

  it.each([
    ['groups of two', "1'23'4.5", 'open is "1\'23\'4.5"'],
    ['two signs', "1'234 567.5", 'open is "1\'234 567.5"'],
  ])('%s are no number', async (_name, open, problem) => {
    const file = written('THING_M1.csv', table(SWISS, `${open};9999999;1;2.5`));
    await expect(loadBars(file)).rejects.toThrow(problem);
  });

  it('a comma without quotes in a file of commas is told, and what mends it', async () => {
    const file = written('US30_M1.csv', table('time,open,high,low,close', '44,123,44,130,44,120,44,125'));
    await expect(loadBars(file)).rejects.toThrow(
      `${file}:2: has 9 cells for 5 titles: numbers with a comma need quotes around them`,
    );
  });

  it('a whole line in quotes is a line', async () => {
    const text = 'time,open,high,low,close\n"2026-03-06 12:30,1.1612,1.1615,1.1611,1.1614"';
    expect(await pricesOf('EURUSD_M1.csv', text)).toEqual(['1.1612 1.1615 1.1611 1.1614']);
  });
});

it('volumes may be counted in thousands and millions, or be missing', async () => {
  const rows = ['1.5;1.5;1.5;1.5;1.23K', '1.5;1.5;1.5;1.5;2M', '1.5;1.5;1.5;1.5;-', '1.5;1.5;1.5;1.5;1,234', '1.5;1.5;1.5;1.5;'];
  const { bars } = await loadBars(written('EURUSD_M1.csv', table(`${TITLES};Vol.`, ...rows)));
  expect(bars.map(({ volume }) => volume)).toEqual([1_230, 2_000_000, 0, 1_234, 0]);
  const comma = await loadBars(
    written('EURUSD_M1.csv', table(`${TITLES};Vol.`, '1,5;1,5;1,5;1,5;1,23K', '1,5;1,5;1,5;1,5;92.5')),
  );
  expect(comma.bars.map(({ volume }) => volume)).toEqual([1_230, 92.5]);
});
