import { describe, expect, it } from 'vitest';
import { defaultConfig, parseConfig, profileFor, profileIds, profileOf, profileOfMagic, strategyOfProfile } from '#shared/config';
import { magicOf } from '#shared/strategies';

const strategiesOf = (strategies: unknown) => {
  const parsed = parseConfig({ strategies });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value.strategies;
};
const problemsOf = (strategies: unknown): Record<string, string> => {
  const parsed = parseConfig({ strategies });
  return parsed.ok ? {} : Object.fromEntries(parsed.error.map(({ path, message }) => [path, message]));
};

describe('a second profile of a strategy', () => {
  const profiles = strategiesOf({ m5_bos_gold: { kind: 'm5_bos', riskPercent: 0.2 }, asia: { kind: 'm1_retest' } });

  it('begins with the values of its kind', () => {
    const { m5_bos, m1_retest } = defaultConfig().strategies;
    expect(profiles['m5_bos_gold']).toEqual({ ...m5_bos, kind: 'm5_bos', riskPercent: 0.2 });
    expect(profiles['asia']).toEqual({ ...m1_retest, kind: 'm1_retest' });
  });

  it('stands behind those that are named like their strategy, in the order of the names', () =>
    expect(profileIds(profiles)).toEqual(['m5_bos', 'm1_retest', 'by_hand', 'asia', 'm5_bos_gold']));

  it('is looked up by its id and by its magic number, and nothing else is', () => {
    expect(profileOf(profiles, 'm5_bos_gold')?.riskPercent).toBe(0.2);
    expect(strategyOfProfile(profiles, 'm5_bos_gold')?.pattern).toBe('M5_BOS');
    expect(profileOfMagic(profiles, magicOf('m5_bos_gold'))).toBe('m5_bos_gold');
    expect([profileOf(profiles, 'constructor'), profileOf(profiles, 'gold'), strategyOfProfile(profiles, 'gold')]).toEqual([
      null,
      null,
      null,
    ]);
    // A number that another profile would have is foreign while no such profile is configured.
    expect([profileOfMagic(profiles, magicOf('gold')), profileOfMagic(profiles, 0)]).toEqual([null, null]);
  });

  it('that is gone is switched off, whatever its kind allows', () => {
    expect(profileFor(profiles, 'gone', 'M1_BREAK_RETEST')).toEqual({ ...profiles.m1_retest, enabled: false });
    expect(profileFor(profiles, 'm5_bos_gold', 'M5_BOS')).toBe(profiles['m5_bos_gold']);
  });

  it('may repeat the kind of a profile that is named like it', () =>
    expect(strategiesOf({ m5_bos: { kind: 'm5_bos' } }).m5_bos.kind).toBe('m5_bos'));
});

const OWN_NAME = 'A profile under another name says which strategy it is: "kind": "m5_bos" or "m1_retest" or "by_hand".';
describe('a profile that cannot be is refused, by its name', () => {
  it.each([
    [{ m5_boss: {} }, 'strategies.m5_boss', `unknown key; did you mean "m5_bos"? ${OWN_NAME}`],
    [{ gold: { enabled: true } }, 'strategies.gold', `unknown key; known keys: m5_bos, m1_retest, by_hand ${OWN_NAME}`],
    [
      { gold: { kind: 'm5_boss' } },
      'strategies.gold.kind',
      `"m5_boss" is not allowed: a profile's "kind" must be a registered strategy: m5_bos or m1_retest or by_hand`,
    ],
    [
      { gold: 5 },
      'strategies.gold',
      `5 is not allowed: a profile's "kind" must be a registered strategy: m5_bos or m1_retest or by_hand`,
    ],
    [{ gold: { kind: 'm5_bos', riskPercnt: 1 } }, 'strategies.gold.riskPercnt', 'unknown key; did you mean "riskPercent"?'],
    [
      { gold: { kind: 'm5_bos', riskPercent: 2 } },
      'strategies.gold.riskPercent',
      '2 is not allowed: must not be above maxRiskPercent',
    ],
    [{ gold: { knd: 'm5_bos', kind: 'm5_bos' } }, 'strategies.gold.knd', 'unknown key; did you mean "kind"?'],
    [{ m5_bos: { kind: 'm1_retest' } }, 'strategies.m5_bos.kind', '"m1_retest" is not allowed: Invalid input: expected "m5_bos"'],
  ])('%j', (strategies, path, message) => expect(problemsOf(strategies)).toEqual({ [path]: message }));

  it.each(['Gold', '5m', 'all', 'constructor', 'm5-bos', 'a'.repeat(33)])('%s is no name', (id) =>
    expect(Object.values(problemsOf({ [id]: { kind: 'm5_bos' } })).join()).toContain('a profile is named with 1 to 32'),
  );

  it('two names with one magic number', () => {
    expect(magicOf('p15418')).toBe(magicOf('p40456'));
    expect(problemsOf({ p15418: { kind: 'm5_bos' }, p40456: { kind: 'm1_retest' } })['strategies.p40456']).toContain(
      'has the magic number 779832642 of p15418: choose another name',
    );
  });

  it('more than thirty', () => {
    const many = Object.fromEntries(Array.from({ length: 29 }, (_, at) => [`p${at}`, { kind: 'm5_bos' }]));
    expect(problemsOf(many)['strategies']).toContain('at most 30 profiles');
  });
});
