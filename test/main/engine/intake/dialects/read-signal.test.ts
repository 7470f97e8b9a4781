import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { signal as signalSchema, BUILT_IN_SOURCES } from '#shared/domain';
import { inputs } from '#shared/events';
import { isClosePhrase, isEndingLabel, saysClose } from '#engine/intake/intent/closing-words.ts';
import { CANONICAL, issuesOf, malformedOf, read, readAll, signalOf } from './samples.ts';

const arrivalSchema = inputs['signal.arrived'].shape.arrival;

describe('telling dialects apart', () => {
  it.each([
    ['', 'says nothing'],
    ['hello', 'neither JSON'],
    ['[]', 'says nothing'],
    ['"buy"', 'neither JSON'],
    ['null', 'neither JSON'],
    ['[1]', 'must be an object'],
    ['{}', 'none of the shapes'],
    ['{"hello":1}', 'none of the shapes'],
    ['['.repeat(4000) + ']'.repeat(4000), 'nests deeper'],
    ['{"a":'.repeat(1000) + '1' + '}'.repeat(1000), 'nests deeper'],
  ])('is malformed: %.20s', (body, detail) => {
    expect(malformedOf(body)).toContain(detail);
  });

  it('says what a lone symbol lacks', () => {
    expect(issuesOf({ symbol: 'EURUSD' }).map((issue) => issue.split(':')[0])).toEqual([
      'pattern_type',
      'direction',
      'price_levels',
    ]);
  });

  it('gives the same fingerprint to the same content, another to another content or source', () => {
    const reversed = Object.fromEntries(Object.entries(CANONICAL).reverse());
    const { fingerprint } = read(CANONICAL);
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(read(reversed).fingerprint).toBe(fingerprint);
    expect(read(CANONICAL, 'ea').fingerprint).not.toBe(fingerprint);
    expect(read({ ...CANONICAL, symbol: 'GBPUSD' }).fingerprint).not.toBe(fingerprint);
    expect(signalOf({ ...CANONICAL, signal_id: undefined }).signalId).toMatch(/^sha-[0-9a-f]{24}$/);
  });

  it('keeps metadata within its bound and says what it left out', () => {
    const many = Object.fromEntries(Array.from({ length: 80 }, (_, i) => [`k${i}`, i]));
    const { metadata } = signalOf({ ...CANONICAL, ...many });
    expect(Object.keys(metadata)).toHaveLength(51);
    expect(metadata).toMatchObject({ source: 'my-relay', dropped_keys: 31 });
    const large = signalOf({ ...CANONICAL, blob: 'x'.repeat(5000), small: 1 }).metadata;
    expect(large).toEqual({ source: 'my-relay', small: 1, dropped_keys: 1 });
  });

  it('keeps metadata of exactly 4,096 characters or 50 keys, each key with what surrounds it, and not one more', () => {
    // "b":"xx…" is 3 + 2 + 2 characters beside its text.
    const filled = (length: number) => signalOf({ ...CANONICAL, metadata: { b: 'x'.repeat(length) } }).metadata;
    expect(filled(4_089)).toEqual({ b: 'x'.repeat(4_089) });
    expect(filled(4_090)).toEqual({ dropped_keys: 1 });
    const both = signalOf({ ...CANONICAL, metadata: { b: 'x'.repeat(3_000), c: 'y'.repeat(1_200), d: 1 } }).metadata;
    expect(both).toEqual({ b: 'x'.repeat(3_000), d: 1, dropped_keys: 1 });
    const keyed = (count: number) =>
      signalOf({ ...CANONICAL, metadata: Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, i])) }).metadata;
    expect([keyed(50)['k49'], 'dropped_keys' in keyed(50), keyed(51)['k50'], keyed(51)['dropped_keys']]).toEqual([
      49,
      false,
      undefined,
      1,
    ]);
  });

  it('is not fooled by __proto__', () => {
    const body = JSON.stringify(CANONICAL).replace('{', '{"__proto__":{"polluted":1},');
    expect(signalOf(body).metadata).toEqual({ source: 'my-relay' });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe('whatever comes', () => {
  const keys = [
    ...Object.keys(CANONICAL),
    ...Object.keys(CANONICAL.price_levels),
    'ticker',
    'action',
    'price',
    'sl',
    'tp',
    'ea_name',
    'phase_1_bos',
    'phase_4_ylipip',
    'signal_type',
    'kind',
    'volume',
    'risk_percent',
    'risk_money',
    'market_position',
    '__proto__',
    'constructor',
    'toString',
  ];
  const anything = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('buy', 'SELL', 'EURUSD', 'M5', '1.1', '{{x}}', 'flat', 1e308, -0, 5e-324, true, null),
      fc.jsonValue({ maxDepth: 2 }),
      tie('object'),
    ),
    object: fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 12 }),
  }));
  const line = fc.array(
    fc.oneof(
      fc.constantFrom('60012345', 'buy', 'closelong', 'EURUSD', 'sl=1', 'tp=', '=', '__proto__=1', 'price=1e999'),
      fc.string(),
    ),
    { maxLength: 8 },
  );
  const body = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    anything.object.map((value) => JSON.stringify(value)),
    line.map((parts) => parts.join(',')),
  );

  it('is answered with an arrival the record can hold, and the same one again', () => {
    fc.assert(
      fc.property(body, fc.constantFrom(...BUILT_IN_SOURCES.map(({ id }) => id)), (text, source) => {
        const [first] = readAll(text, source);
        if (first === undefined) throw new Error('no answer');
        expect(readAll(text, source).every(({ arrival }) => arrivalSchema.safeParse(arrival).success)).toBe(true);
        expect(arrivalSchema.safeParse(first.arrival).error).toBeUndefined();
        expect(readAll(text, source)[0]).toEqual(first);
        if (first.arrival.kind !== 'signal') return;
        const { side, entry, stopLoss, takeProfit, kind } = first.arrival.signal;
        const gain = (price: number | null) => (price === null ? null : side === 'BUY' ? price - entry : entry - price);
        if (kind === 'entry') expect([(gain(stopLoss) ?? -1) < 0, (gain(takeProfit) ?? 1) > 0]).toEqual([true, true]);
      }),
      { numRuns: 3000 },
    );
  });

  it.each(['na', 'NaN', 'null', 'undefined', '{{alert_name}}'])(
    'is refused under the name %s, which says there is none',
    (id) => {
      expect(issuesOf({ ...CANONICAL, signal_id: id })).toEqual([expect.stringContaining('signal_id: must be text')]);
    },
  );

  it('comes back whole when it is canonical', () => {
    const price = fc.double({ min: 1e-5, max: 1e6, noNaN: true });
    const canonical = fc.record({
      // A name that says there is none is refused, which chance writes too.
      id: fc.stringMatching(/^[\w.:-]{1,128}$/).filter((id) => !/^(nan|na|null|undefined)$/i.test(id)),
      entry: price,
      risk: fc.double({ min: 1e-4, max: 0.5, noNaN: true }),
      buy: fc.boolean(),
      at: fc.integer({ min: 1e11, max: 4e12 }),
      volume: fc.option(price),
      note: fc.string(),
    });
    fc.assert(
      fc.property(canonical, ({ id, entry, risk, buy, at, volume, note }) => {
        // A text that is a command to close is read as one, also where chance wrote it.
        fc.pre(![id, note].some((text) => isClosePhrase(text) || isEndingLabel(text) || saysClose(text)));
        const [down, up] = [entry * (1 - risk), entry * (1 + risk)];
        const [stop_loss, take_profit] = buy ? [down, up] : [up, down];
        const signal = signalOf({
          signal_id: id,
          symbol: 'EURUSD',
          timeframe: 'M1',
          pattern_type: 'M1_BREAK_RETEST',
          direction: buy ? 'long' : 'Bear',
          price_levels: { entry, stop_loss, take_profit },
          timestamp: at,
          volume,
          metadata: { note },
        });
        expect(signalSchema.parse(JSON.parse(JSON.stringify(signal)))).toEqual(signal);
        expect(signal).toMatchObject({
          signalId: id,
          side: buy ? 'BUY' : 'SELL',
          entry,
          stopLoss: stop_loss,
          takeProfit: take_profit,
          madeAt: at,
          volumeMax: volume,
          metadata: { note },
        });
      }),
    );
  });
});

const folder = fileURLToPath(new URL('../../../../../../shared/data/signals/', import.meta.url));
const present = existsSync(folder);
if (!present) console.warn(`SKIPPED recorded signals: ${folder} is not there`);
describe.skipIf(!present)('recorded signals', () => {
  const json = (name: string) => JSON.parse(readFileSync(`${folder}${name}`, 'utf8'));

  it('reads the complete message of the EA and refuses the one that lost its phases', () => {
    const [whole, torn] = json('ea_4phase_signals_real.json');
    expect(signalOf(whole.signal)).toMatchObject({
      symbol: '_FERRARI.IT',
      side: 'SELL',
      entry: 376.18,
      stopLoss: null,
      madeAt: Date.UTC(2025, 7, 4, 8, 10),
    });
    const issues = issuesOf(torn.signal).join('\n');
    for (const path of ['phase_2_m1_break', 'phase_3_m1_retest', 'phase_1_m5_bos.price'])
      expect(issues).toContain(`${path}: is missing`);
  });

  it('never trades the connection test', () => {
    expect(issuesOf(json('ea_m5m1_connection_test.json'))).toEqual(['signal_type: connection test, never traded']);
  });

  it('reads the documented shapes', () => {
    const shapes = json('documented_payload_shapes.json');
    const outcome = (name: string) => {
      const { arrival } = read(shapes[name]);
      return arrival.kind === 'signal'
        ? arrival.signal.dialect
        : arrival.kind === 'invalid'
          ? arrival.issues.map(({ path }) => path)
          : arrival.kind;
    };
    expect(Object.fromEntries(Object.keys(shapes).map((name) => [name, outcome(name)]))).toEqual({
      fastapi_webhook_readme_sample: 'canonical',
      e2e_test_sample: 'canonical',
      validation_readme_m5_bos: 'canonical',
      validation_readme_m1_retest: 'canonical',
      mql5_m5m1_ea: 'ea-webhook',
      pure_ea_h1_m15: ['h1_bos_level', 'm15_break_high', 'm15_break_low', 'm1_break_high', 'm1_break_low', 'm5_bos_level'],
      mpc_kafka_signal: 'flat',
      mpc_string_prices: 'flat',
      fastversion_json_protocol: 'flat',
    });
  });
});
