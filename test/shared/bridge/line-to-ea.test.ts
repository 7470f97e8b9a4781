import { expect, test } from 'vitest';
import { lineToEa } from '#shared/bridge';

test('a line to the Expert Advisor reads as what was said, and no number of it has an exponent', () => {
  const said = {
    t: 'cmd',
    seq: 7,
    sl: 8.9e-7,
    tp: -1e-8,
    price: 0.00001,
    vol: 0.1,
    at: 1_764_061_200_000,
    zero: 0,
    why: 'a "1e-7" in\nwords',
    is: true,
  };
  const line = lineToEa({ ...said, absent: undefined });
  expect([JSON.parse(line), line.endsWith('}\n'), line.includes('\n', 0) && line.indexOf('\n') === line.length - 1]).toEqual([
    said,
    true,
    true,
  ]);
  expect(line).toContain('"sl":0.00000089,"tp":-0.00000001,"price":0.00001,"vol":0.1,');
});
