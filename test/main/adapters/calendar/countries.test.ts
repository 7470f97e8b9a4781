import { expect, test } from 'vitest';
import { currencyIn } from '#main/adapters/calendar/fields.ts';

/** ISO 3166 and ISO 4217: a cell that names a country alone stands for the money of that country. */
test.each([
  ['DE', 'EUR'],
  ['FR', 'EUR'],
  ['IT', 'EUR'],
  ['ES', 'EUR'],
  ['NO', 'NOK'],
  ['DK', 'DKK'],
  ['PL', 'PLN'],
  ['CZ', 'CZK'],
  ['HU', 'HUF'],
  ['TR', 'TRY'],
  ['ZA', 'ZAR'],
  ['MX', 'MXN'],
  ['BR', 'BRL'],
  ['SG', 'SGD'],
  ['HK', 'HKD'],
  ['KR', 'KRW'],
  ['US', 'USD'],
  ['mx', 'MXN'],
  [' br ', 'BRL'],
  ['XX', null],
])('the country %s has the currency %s', (country, currency) => expect(currencyIn(country)).toBe(currency));
