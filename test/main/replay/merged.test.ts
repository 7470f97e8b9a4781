import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Merged } from '#main/replay/merged.ts';

type Row = { readonly symbol: string; readonly at: number; readonly place: number };

const series = fc.array(fc.array(fc.nat({ max: 9 }), { maxLength: 12 }), { minLength: 1, maxLength: 4 }).map((all) =>
  all.map((times, index) => {
    const symbol = `S${index}`;
    return { symbol, rows: [...times].sort((a, b) => a - b).map((at, place): Row => ({ symbol, at, place })) };
  }),
);

test('rows come by their times, at one moment by their symbols, and those of a symbol in their own order', () => {
  fc.assert(
    fc.property(series, (all) => {
      const merged = new Merged(all, ({ at }) => at);
      const rows: Row[] = [];
      for (let row = merged.one(); row !== null; row = merged.one()) rows.push(row);
      const sorted = all
        .flatMap(({ rows: own }) => own)
        .sort((a, b) => a.at - b.at || (a.symbol < b.symbol ? -1 : a.symbol > b.symbol ? 1 : a.place - b.place));
      expect(rows).toEqual(sorted);
      expect([merged.taken, merged.count]).toEqual([rows.length, rows.length]);
    }),
    { seed: 19, numRuns: 500 },
  );
});

test('only what is next is looked at: no list of all rows is made', () => {
  let seen = 0;
  const rows = (symbol: string): readonly Row[] =>
    new Proxy<Row[]>([], {
      get: (_, key) => {
        if (key === 'length') return 1e9;
        seen += 1;
        return { symbol, at: Number(String(key)), place: Number(String(key)) };
      },
    });
  const merged = new Merged([{ symbol: 'A', rows: rows('A') }, { symbol: 'B', rows: rows('B') }], ({ at }) => at); // prettier-ignore
  for (let minute = 0; minute < 100; minute += 1)
    expect(merged.moment().map(({ symbol, at }) => [symbol, at])).toEqual([['A', minute], ['B', minute]]); // prettier-ignore
  expect([seen < 2_000, merged.taken, merged.ahead('B')]).toEqual([true, 200, 100]);
});
