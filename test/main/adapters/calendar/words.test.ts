import { describe, expect, it } from 'vitest';
import { currencyIn, currencyOfWords, impactIn, missingColumns, rawEvent } from '#main/adapters/calendar/fields.ts';
import { dayOrderOf, instantIn, isKnownZone, readMoment } from '#main/adapters/calendar/moment.ts';

/** ISO 3166 and ISO 4217: a cell that names a country alone stands for the money of that country. */
describe('the currency of a cell', () => {
  it.each<readonly [string, string | null]>([
    ...['US', 'us', 'USA', 'USD', ' usd '].map((cell) => [cell, 'USD'] as const),
    ...['EU', 'EA', 'EMU', 'DE', 'FR', 'IT', 'ES', 'eur', 'Germany', 'Euro Zone'].map((cell) => [cell, 'EUR'] as const),
    ...['UK', 'GB', 'gbp', 'United Kingdom'].map((cell) => [cell, 'GBP'] as const),
    ...['JP', 'jpy', 'Japan'].map((cell) => [cell, 'JPY'] as const),
    ...['CH', 'chf', 'Switzerland'].map((cell) => [cell, 'CHF'] as const),
    ...['AU', 'aud', 'Australia'].map((cell) => [cell, 'AUD'] as const),
    ...['NZ', 'nzd', 'New Zealand'].map((cell) => [cell, 'NZD'] as const),
    ...['CA', 'cad', 'Canada'].map((cell) => [cell, 'CAD'] as const),
    ...['CN', 'cny', 'China'].map((cell) => [cell, 'CNY'] as const),
    ...['SE', 'sek', 'Sweden'].map((cell) => [cell, 'SEK'] as const),
    ...['NO', 'nok', 'Norway'].map((cell) => [cell, 'NOK'] as const),
    ['DK', 'DKK'],
    ['PL', 'PLN'],
    ['CZ', 'CZK'],
    ['HU', 'HUF'],
    ['TR', 'TRY'],
    ['ZA', 'ZAR'],
    ...['MX', 'mx'].map((cell) => [cell, 'MXN'] as const),
    ...['BR', ' br '].map((cell) => [cell, 'BRL'] as const),
    ['SG', 'SGD'],
    ['HK', 'HKD'],
    ['KR', 'KRW'],
    ['All', 'ALL'],
    ['global', 'ALL'],
    ['World', 'ALL'],
    ['', null],
    ['XX', null],
    ['Elsewhere', null],
  ])('%j: %s', (cell, currency) => {
    expect(currencyIn(cell)).toBe(currency);
  });
});

describe('the currency of a title', () => {
  it.each<readonly [string, string | null]>([
    ['US CPI YoY', 'USD'],
    ['FOMC Statement', 'USD'],
    ['Non-Farm Payrolls', 'USD'],
    ['ECB Press Conference', 'EUR'],
    ['BoE: MPC Vote', 'GBP'],
    ['BoE: MPC Vote USD', 'USD'],
    ['Tankan Large Manufacturers', 'JPY'],
    ['SNB Policy Rate', 'CHF'],
    ['RBA Minutes', 'AUD'],
    ['RBNZ Rate Statement', 'NZD'],
    ['BoC Rate Decision', 'CAD'],
    ['Caixin PMI', 'CNY'],
    ['Riksbank Rate', 'SEK'],
    ['Norges Bank Rate', 'NOK'],
    ['let us see', null],
    ['CPI', null],
  ])('%s: %s', (title, currency) => {
    expect(currencyOfWords(title)).toBe(currency);
  });
});

describe('how far it moves prices', () => {
  it.each<readonly [string, string | null]>([
    ...['3', 'H', 'red', '***', '\u2605\u2605\u2605', 'High Impact Expected', 'IMPORTANCE_HIGH', ''].map(
      (word) => [word, 'high'] as const,
    ),
    ...['2', 'm', 'Orange', '**', '\u2605\u2605', 'Medium', 'moderate'].map((word) => [word, 'medium'] as const),
    ...['0', '1', 'l', 'yellow', 'none', '*', '\u2605', 'Low', 'IMPORTANCE_NONE'].map((word) => [word, 'low'] as const),
    ...['Holiday', 'Non-Economic', 'grey', 'GRAY'].map((word) => [word, null] as const),
    ...['huge', '4', '****', '33'].map((word) => [word, 'unknown'] as const),
  ])('%j: %s', (word, impact) => {
    expect(impactIn(word)).toBe(impact);
  });
});

describe('when it is', () => {
  const at = (date: string, time = '', order: Parameters<typeof readMoment>[2] = null): string => {
    const written = readMoment(date, time, order);
    if (written.kind === 'instant') return new Date(written.at).toISOString();
    return written.kind === 'wall' ? written.wall.toString() : written.kind;
  };
  it.each([
    ['1796137200', '', '2026-12-01T15:00:00.000Z'],
    ['1796137200000', '', '2026-12-01T15:00:00.000Z'],
    ['2026-12-01T15:00:00Z', '', '2026-12-01T15:00:00.000Z'],
    ['2026-12-01 15:00 UTC', '', '2026-12-01T15:00:00.000Z'],
    ['2026.12.01 15:00 +0530', '', '2026-12-01T09:30:00.000Z'],
    ['2026-12-01T15:00:00.5-05:00', '', '2026-12-01T20:00:00.000Z'],
    ['2026-12-01', '15:00', '2026-12-01T15:00:00'],
    ['2026-12-01', '12:00am', '2026-12-01T00:00:00'],
    ['2026-12-01', '12:30 PM', '2026-12-01T12:30:00'],
    ['2026-12-01', '1:05pm', '2026-12-01T13:05:00'],
    ['2026-12-01', '11:59 am', '2026-12-01T11:59:00'],
    ['2026-12-01', '13:00pm', 'unreadable'],
    ['2026-12-01', '24:00', 'unreadable'],
    ['2026-12-01', '15:60', 'unreadable'],
    ['2026-02-30', '15:00', 'unreadable'],
    ['2026-12-01', '', 'day'],
    ['2026-12-01', 'All Day', 'day'],
    ['2026-12-01', 'Tentative', 'day'],
    ['Day 1', '', 'day'],
    ['soon', '', 'unreadable'],
    ['04/09/2026 10:00', '', 'unreadable'],
  ])('%s %s: %s', (date, time, wanted) => {
    expect(at(date, time)).toBe(wanted);
  });

  it('reads what comes first as it is told', () => {
    expect([at('04/09/2026 10:00', '', 'day-first'), at('04/09/2026 10:00', '', 'month-first')]).toEqual([
      '2026-09-04T10:00:00',
      '2026-04-09T10:00:00',
    ]);
  });

  it.each([
    [['04/09/2026', '13/09/2026'], 'day-first'],
    [['04/09/2026', '09/13/2026'], 'month-first'],
    [['12/12/2026', '01/12/2026'], null],
    [['24.12.2026'], 'day-first'],
    [['2026-12-24'], null],
    [[], null],
  ] as const)('finds what comes first in %j: %s', (dates, order) => {
    expect(dayOrderOf(dates)).toBe(order);
  });

  it('knows zones by name, and the trade server as New York and seven hours', () => {
    expect(['mt5', 'Europe/Prague', 'UTC', 'Nowhere/City'].map(isKnownZone)).toEqual([true, true, true, false]);
    const written = readMoment('2026-12-01', '10:00', null);
    if (written.kind !== 'wall') throw new Error('no wall time');
    const zoned = (zone: string): string => new Date(instantIn(written.wall, zone)).toISOString();
    expect([zoned('mt5'), zoned('Europe/Prague')]).toEqual(['2026-12-01T08:00:00.000Z', '2026-12-01T09:00:00.000Z']);
  });
});

describe('a record', () => {
  it('is read by the names of its columns, whichever a source uses, and a lone time is the whole moment', () => {
    expect(rawEvent({ dateutc: ' 2026-12-01 ', time: '10:00', ccy: 'USD', stars: '3', event_name: 'CPI' }, 'row 2, ')).toEqual({
      row: 'row 2, ',
      column: 'dateutc',
      date: '2026-12-01',
      time: '10:00',
      currency: 'USD',
      impact: '3',
      title: 'CPI',
    });
    expect(rawEvent({ time: '2026-12-01 10:00', date: ' ' }, '')).toMatchObject({
      column: 'time',
      date: '2026-12-01 10:00',
      time: '',
    });
  });

  it('names the columns that a table lacks', () => {
    expect(missingColumns([])).toEqual(['time', 'currency', 'impact', 'title']);
    expect(missingColumns(['start', 'country', 'volatility', 'description'])).toEqual([]);
  });
});
