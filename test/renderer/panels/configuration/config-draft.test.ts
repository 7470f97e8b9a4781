import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyShapes, mergePatch, parseConfig, type Json } from '#shared/config';
import {
  changedKeys,
  keptConfig,
  NOT_A_NUMBER,
  patchOf,
  problemsOf,
  typedFrom,
  valueAt,
} from '#renderer/panels/configuration/config-draft.ts';
import { numberTyped } from '#renderer/panels/configuration/number-typed.ts';
import { configView } from './config-file.ts';

const STATED = {
  approvals: { ttlMs: 60_000 },
  mt5: { symbols: { EURUSD: 'EURUSD.r', XAUUSD: 'GOLD' } },
  strategies: { gold: { kind: 'm5_bos', riskPercent: 0.2 } },
};
const config = keptConfig(configView(STATED).keys);
const typed = (entries: Readonly<Record<string, unknown>>) => new Map(Object.entries(entries));
const becomes = (patch: Json): unknown => {
  const parsed = parseConfig(mergePatch(STATED, patch));
  return parsed.ok ? parsed.value : parsed.error;
};

describe('a change of the configuration', () => {
  it('is nothing where what is typed is what is kept', () => {
    expect(changedKeys(config, typed({ 'approvals.ttlMs': 60_000, 'approvals.mode': 'confirm' }))).toEqual([]);
    expect(patchOf(config, typed({ 'approvals.ttlMs': 60_000 }))).toEqual({});
  });

  it('takes a key out where its default is chosen', () => {
    expect(patchOf(config, typed({ 'approvals.ttlMs': 30_000 }))).toEqual({ approvals: { ttlMs: null } });
    expect(becomes({ approvals: { ttlMs: null } })).toMatchObject({ approvals: { ttlMs: 30_000 } });
  });

  it('takes out the names that are gone, and leaves the others', () => {
    const patch = patchOf(config, typed({ 'mt5.symbols': { EURUSD: 'EURUSD.r' } }));
    expect(patch).toEqual({ mt5: { symbols: { XAUUSD: null, EURUSD: 'EURUSD.r' } } });
    expect(becomes(patch)).toMatchObject({ mt5: { symbols: { EURUSD: 'EURUSD.r' } } });
  });

  it('reaches a profile under a name of its own', () => {
    const patch = patchOf(config, typed({ 'strategies.gold.riskPercent': 0.4 }));
    expect(patch).toEqual({ strategies: { gold: { riskPercent: 0.4 } } });
    expect(becomes(patch)).toMatchObject({ strategies: { gold: { kind: 'm5_bos', riskPercent: 0.4 } } });
  });

  it('says at its field what is wrong with it, also where another field makes it so', () => {
    const wrong = (entries: Readonly<Record<string, unknown>>) => [...problemsOf(config, typed(entries)).entries()];
    expect(wrong({})).toEqual([]);
    expect(wrong({ 'approvals.ttlMs': 3 })).toEqual([['approvals.ttlMs', expect.stringMatching(/^3 is not allowed/)]]);
    expect(wrong({ 'approvals.ttlMs': '30 s' })).toEqual([['approvals.ttlMs', NOT_A_NUMBER]]);
    expect(wrong({ 'strategies.m5_bos.maxRiskPercent': 0.1 })).toEqual([
      ['strategies.m5_bos.riskPercent', expect.stringContaining('must not be above maxRiskPercent')],
    ]);
    expect(wrong({ 'mt5.watch': [] })).toEqual([['mt5.watch', expect.any(String)]]);
  });

  it('of any key to any other default-like value makes exactly that value, and nothing else', () => {
    const shapes = config.shapes.filter(({ kind }) => kind === 'number' || kind === 'choice' || kind === 'switch');
    fc.assert(
      fc.property(fc.constantFrom(...shapes), fc.nat({ max: 5 }), (shape, n) => {
        const value =
          shape.kind === 'number'
            ? (shape.min ?? 0) + n + (shape.isAbove ? 1 : 0)
            : shape.kind === 'choice'
              ? shape.options[n % shape.options.length]
              : n % 2 === 0;
        const change = typed({ [shape.path]: value });
        if (problemsOf(config, change).size > 0) return;
        const after = becomes(patchOf(config, change)) as Json;
        expect([shape.path, valueAt(after, shape.path)]).toEqual([shape.path, value]);
        const before = becomes({}) as Json;
        for (const other of config.shapes)
          if (other.path !== shape.path)
            expect([other.path, valueAt(after, other.path)]).toEqual([other.path, valueAt(before, other.path)]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('another file', () => {
  it('brings its own values, and the defaults where it says nothing', () => {
    const { typed: brought, unknown } = typedFrom(config, {
      approvals: { mode: 'veto' },
      strategies: { gold: { kind: 'm5_bos' } },
    });
    expect(unknown).toEqual([]);
    expect(Object.fromEntries(brought)).toMatchObject({ 'approvals.mode': 'veto', 'approvals.ttlMs': 30_000, 'mt5.symbols': {} });
  });

  it('is told about keys that are not here', () => {
    expect(typedFrom(config, { approvals: { mod: 'veto' }, nonsense: 3 }).unknown).toEqual(['approvals.mod', 'nonsense']);
  });
});

describe('a typed number', () => {
  it.each([
    ['', null],
    [' 12 ', 12],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['-3', -3],
    ['1,000', '1,000'],
    ['0,5', '0,5'],
    ['1e9', '1e9'],
    ['0x10', '0x10'],
    ['Infinity', 'Infinity'],
  ])('%j reads %j', (text, value) => expect(numberTyped(text)).toEqual(value));

  it('covers every number of the form', () => {
    expect(keyShapes().filter(({ kind }) => kind === 'number').length).toBeGreaterThan(60);
  });
});
