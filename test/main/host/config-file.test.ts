import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepRulebook } from '#main/host/config-file.ts';
import { dataPlaces } from '#main/host/data-place/index.ts';
import { loadConfig, StartFault } from '#main/host/index.ts';
import { defaultConfig } from '#shared/config';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'cockpit-config-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

const written = (name: string, text: string): string => {
  writeFileSync(join(dir, name), text);
  return join(dir, name);
};
const linesOf = (file: string): readonly string[] => {
  try {
    loadConfig(file, dir);
    return [];
  } catch (error) {
    if (error instanceof StartFault) return error.lines;
    throw error;
  }
};

describe('the configuration', () => {
  test('is the defaults without a file, and a file is merged over them, byte-order mark and all', () => {
    const file = written('some.json', '\uFEFF{"approvals":{"mode":"veto"}}');
    expect([loadConfig(null, join(dir, 'nowhere')), loadConfig(file, dir)]).toEqual([
      defaultConfig(),
      { ...defaultConfig(), approvals: { mode: 'veto', ttlMs: 30_000 } },
    ]);
  });

  test('is the one kept in the data folder when none is named', () => {
    const file = written('config.json', '{"detector":{"enabled":false}}');
    expect(loadConfig(null, dir).detector).toEqual({ enabled: false });
    rmSync(file);
  });

  test('says every problem in a line: file, path, what is allowed', () => {
    const file = written('bad.json', '{"intake":{"maxAgeMs":"old"},"rulebok":{}}');
    expect(
      linesOf(file)
        .map((line) => line.replace(`${file}: `, '').split(':')[0])
        .sort(),
    ).toEqual(['intake.maxAgeMs', 'rulebok']);
  });

  test('says which entry of an address list is no address', () => {
    const file = written('lists.json', '{"intake":{"ipAllowList":["10.0.0.0/8","foo"],"trustedProxies":["1.2.3.4/33"]}}');
    expect(linesOf(file)).toEqual([
      `${file}: intake.ipAllowList.1: "foo" is not allowed: must be an IP address or a network like 10.0.0.0/8`,
      `${file}: intake.trustedProxies.0: "1.2.3.4/33" is not allowed: must be an IP address or a network like 10.0.0.0/8`,
    ]);
  });

  test.each([
    ['is not JSON', () => written('broken.json', '{')],
    ['cannot be read', () => join(dir, 'missing.json')],
  ])('that %s is one line', (words, make) => {
    const lines = linesOf(make());
    expect([lines.length, lines[0]?.includes(words)]).toEqual([1, true]);
  });
});

test.each([
  ['win32', { APPDATA: 'C:/R', LOCALAPPDATA: 'C:/L' }, join('C:/L', 'Mikrobot Cockpit')],
  ['linux', { XDG_CONFIG_HOME: '/x' }, join('/x', 'Mikrobot Cockpit')],
] as const)('the folder on %s', (platform, env, wanted) => expect(dataPlaces(platform, env).usual).toBe(wanted));

describe('a rulebook that was chosen', () => {
  const chosen = { ...defaultConfig().rulebook, preset: 'ftmo-swing' as const };
  const folder = (content?: string): string => {
    const own = mkdtempSync(join(dir, 'rulebook-'));
    if (content !== undefined) writeFileSync(join(own, 'config.json'), content);
    return own;
  };

  test('is kept in the file that the next start reads, with everything else as it was, and a copy beside it', () => {
    const own = folder('{"detector":{"enabled":false}}');
    expect(keepRulebook(null, own, chosen)).toBeNull();
    expect(loadConfig(null, own)).toMatchObject({ detector: { enabled: false }, rulebook: { preset: 'ftmo-swing' } });
    expect(readFileSync(join(own, 'config.json.before'), 'utf8')).toBe('{"detector":{"enabled":false}}');
  });

  test('makes the file where there was none', () => {
    const own = folder();
    expect([keepRulebook(null, own, chosen), loadConfig(null, own).rulebook.preset]).toEqual([null, 'ftmo-swing']);
  });

  test.each(['{"detectr":{}}', 'not JSON'])('leaves a file alone that does not hold, and says so: %s', (content) => {
    const own = folder(content);
    expect(keepRulebook(null, own, chosen)).toContain('the rules are in force until the next start');
    expect(readFileSync(join(own, 'config.json'), 'utf8')).toBe(content);
  });
});
