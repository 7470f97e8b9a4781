import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { VERSION } from '#main/host/version.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'assets', 'mql5');
const SOURCE = readFileSync(join(FOLDER, 'MikrobotBridge.mq5'), 'utf8');
const PAGE = readFileSync(join(FOLDER, 'README.md'), 'utf8');
/** Where the Expert Advisor says on its chart what is so: the functions whose texts come there. */
const SPEAKING = /^(?:string (?:Idle|Unfit)\(\)|void Status\(const string text\))\n {2}\{\n([\s\S]*?)\n {2}\}$/gm;

/** Rows of the table whose head begins so: their cells, without the marks of code. */
function rows(head: string): readonly (readonly string[])[] {
  const [, table = ''] = PAGE.split(new RegExp(`^\\| ${head} .*\\n\\|[- |]+\\n`, 'm'));
  return table
    .slice(0, table.indexOf('\n\n'))
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim().replaceAll('`', ''))
        .slice(1, -1),
    );
}

/** A text with what is put in at run time as dots: a number, a name, an address. */
const fixed = (text: string): string => text.replaceAll(/%[\w.]+(?::%[\w.]+)?/g, '...').replaceAll(/" \+ \w+ \+ "/g, '...');

/** Everything that may stand in the corner of the chart, as the source has it. */
function messages(): readonly string[] {
  const said = [...SOURCE.matchAll(/\bStatus\((.*)\);$/gm)].map(([, given = '']) => given);
  const inside = [...SOURCE.matchAll(SPEAKING)].flatMap(([, body = '']) => body.split('\n'));
  return [...said, ...inside].flatMap((line) => {
    const text = /"(.*)"/.exec(line.replaceAll('""', ''))?.[1] ?? '';
    if (text === '' || text === '; ' || text.startsWith('Mikrobot')) return [];
    const tail = /" \+ \w+$/.test(line) ? '...' : '';
    return [(text.startsWith('; ') && !text.endsWith('; ') ? '...' : '') + fixed(text) + tail];
  });
}

describe('the page of the Expert Advisor', () => {
  test('has every input with the default of the source, and no other', () => {
    const inputs = [...SOURCE.matchAll(/^input (?!group)\w+ +(Inp\w+) = (.*?);/gm)].map(([, name = '', value = '']) => {
      return [name, value === '""' ? 'empty' : value.replaceAll('"', '')];
    });
    expect(inputs.length).toBeGreaterThan(14);
    expect(rows('input').map(([name, value]) => [name, value])).toEqual(inputs);
  });

  test('has every message of the chart, word for word, and none that it does not say', () => {
    const said = new Set(messages());
    const told = new Set(rows('in the corner').map(([text = '']) => text));
    expect(said.size).toBeGreaterThan(13);
    expect([[...said].filter((text) => !told.has(text)), [...told].filter((text) => !said.has(text))]).toEqual([[], []]);
  });

  test('names files, numbers and words as the source has them', () => {
    const defined = (name: string): number => Number(new RegExp(`#define ${name} +(\\d+)`).exec(SOURCE)?.[1]);
    expect(SOURCE).toContain(`#define EA_VERSION  "${VERSION}"`);
    expect(SOURCE).toContain('StringFormat("MikrobotBridge-%I64d.csv"');
    expect(PAGE).toContain('`MikrobotBridge-LOGIN.csv`');
    expect(PAGE).toContain(`the newest ${defined('TABLE_KEPT').toLocaleString('en-US')} ids stay`);
    expect(PAGE).toContain(`asked for again after ${defined('REPEAT_MS') / 1_000} to ${defined('UNHEARD_MS') / 1_000} s`);
    expect(PAGE).toContain(defined('SHUT_MS') === 60_000 ? 'after a minute where its market is closed' : 'another time');
    const words = [...PAGE.matchAll(/\b(Inp[A-Z]\w+|SILENCE_\w+)/g)].map(([word]) => word);
    expect(words.filter((word) => !SOURCE.includes(word))).toEqual([]);
  });

  test('says what stays unproven, and refers to what the simulated terminal does at each call', () => {
    expect(PAGE).toMatch(/## What is not proven\n\nNo MetaTrader ran here\./);
    expect(PAGE).toContain('](../../test/ea/shim/calls.md)');
  });
});
