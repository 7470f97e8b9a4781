import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DroppedFile } from '#ports';
import { openDropFolder } from '#main/adapters/drop-folder/index.ts';
import { bodyText } from '#main/adapters/http/index.ts';
import { canLink } from '../../files/links.ts';
import { temporaryFolder } from '../journal/sample-records.ts';

const NOON = Date.UTC(2026, 7, 3, 12);
function opened(rename?: (from: string, to: string) => void) {
  const path = temporaryFolder();
  let wall = NOON;
  const folder = openDropFolder(path, bodyText, () => wall, rename);
  const put = (name: string, text: string | Buffer, at = NOON): void => {
    writeFileSync(join(path, name), text);
    utimesSync(join(path, name), at / 1_000, at / 1_000);
  };
  const names = () => folder.look().files.map(({ name }) => name);
  /** A file that has settled, as it is handed on. */
  const settled = (name: string): DroppedFile => {
    folder.look();
    const found = folder.look().files.find((file) => file.name === name);
    if (found === undefined) throw new Error(`${name} was not handed on`);
    return found;
  };
  return { path, folder, put, names, settled, later: (ms: number) => void (wall += ms) };
}

describe('a drop folder', () => {
  it('hands a file on once it is the same at two looks, oldest first and then by name', () => {
    const { put, names, folder } = opened();
    put('b.json', 'two', NOON - 1_000);
    put('c.json', 'three', NOON - 1_000);
    put('a.json', 'last', NOON);
    expect(names()).toEqual([]);
    put('a.json', 'written on', NOON + 1);
    expect(names()).toEqual(['b.json', 'c.json']);
    expect(folder.look().files.at(-1)).toEqual({
      name: 'a.json',
      bytes: 10,
      writtenAt: NOON + 1,
      text: 'written on',
      refusal: null,
    });
  });

  it('leaves alone what is not finished, and waits for an empty file for a minute', () => {
    const { put, names, later, folder, path } = opened();
    for (const name of ['a.tmp', '.hidden', '~lock', 'b.json.part', 'c.PARTIAL']) put(name, 'x');
    mkdirSync(join(path, 'a folder'));
    put('empty.json', '');
    names();
    expect(names()).toEqual([]);
    later(61_000);
    expect(folder.look().files).toMatchObject([{ name: 'empty.json', text: null, refusal: { detail: 'It is empty.' } }]);
  });

  it('reads what terminals write, and refuses with the reason what it cannot read', () => {
    const { put, folder } = opened();
    put('a-utf16.txt', Buffer.from('\uFEFFbuy', 'utf16le'));
    put('b-latin.txt', Buffer.from([0x62, 0xfc, 0x79]));
    put('c-large.txt', 'x'.repeat(8_193));
    folder.look();
    const found = new Map(folder.look().files.map(({ name, text, refusal }) => [name, refusal?.detail ?? text]));
    expect([...found.entries()].sort()).toEqual([
      ['a-utf16.txt', 'buy'],
      ['b-latin.txt', 'It is neither UTF-8 nor UTF-16 text.'],
      ['c-large.txt', 'It has 8193 bytes: 8192 is the most.'],
    ]);
  });

  it.runIf(canLink('file'))('follows no link', () => {
    const { put, folder, path } = opened();
    put('outside', 'secret');
    symlinkSync(join(path, 'outside'), join(path, 'a-link.json'));
    folder.look();
    expect(folder.look().files.map(({ name, text, refusal }) => [name, refusal?.detail ?? text])).toEqual([
      ['outside', 'secret'],
      ['a-link.json', 'It is a link or a device: put the file itself there.'],
    ]);
  });

  it('puts a file away under a name that is free, with the reason beside it', () => {
    const { put, folder, path, settled } = opened();
    for (const note of [null, 'malformed: no']) {
      put('a.json', 'x');
      expect(folder.move(settled('a.json'), 'refused', note)).toBeNull();
    }
    expect(readdirSync(join(path, 'refused')).sort()).toEqual(['a-2.json', 'a-2.json.reason.txt', 'a.json']);
    expect(readFileSync(join(path, 'refused', 'a-2.json.reason.txt'), 'utf8')).toBe('malformed: no\n');
    put('gone.json', 'x');
    const gone = settled('gone.json');
    rmSync(join(path, 'gone.json'));
    expect(folder.move(gone, 'done', null)).toBeNull();
    rmSync(join(path, 'done'), { recursive: true, force: true });
    writeFileSync(join(path, 'done'), 'in the way');
    put('b.json', 'x');
    expect(folder.move(settled('b.json'), 'done', null)).toMatch(/b\.json was judged and cannot be moved to done/);
    expect(existsSync(join(path, 'b.json'))).toBe(true);
  });

  it('leaves a reason with all its words or none: it is made beside its place first', () => {
    const { path, folder, put, settled } = opened();
    put('a.json', 'buy gold');
    mkdirSync(join(path, 'refused', 'a.json.reason.txt.new'), { recursive: true });
    const file = settled('a.json');
    expect(folder.move(file, 'refused', 'malformed: no')).toMatch(/cannot be moved/);
    expect(existsSync(join(path, 'refused', 'a.json.reason.txt'))).toBe(false);
  });

  it.each([
    ['longer', 'the next one', NOON],
    ['of another time', 'one', NOON + 1],
    ['that differs in its text alone', 'two', NOON],
  ])('leaves what was written under the name of a judged file, %s, and hands it on', (_what, next, at) => {
    const { put, folder, settled, path } = opened();
    put('signal.json', 'one');
    const judged = settled('signal.json');
    put('signal.json', next, at);
    expect(folder.move(judged, 'done', null)).toBeNull();
    expect([existsSync(join(path, 'done')), settled('signal.json').text]).toEqual([false, next]);
  });

  it('puts back what took the place of a judged file while that was moved, whatever stands there by then', () => {
    let swap = (): void => undefined;
    const { put, folder, settled, path } = opened((from, to) => {
      swap();
      renameSync(from, to);
    });
    put('signal.json', 'one');
    const judged = settled('signal.json');
    swap = () => {
      swap = () => put('signal.json', 'third', NOON + 2);
      put('signal.json', 'second', NOON + 1);
    };
    expect(folder.move(judged, 'refused', 'why')).toBeNull();
    expect(readdirSync(join(path, 'refused'))).toEqual([]);
    folder.look();
    expect(folder.look().files.map(({ text }) => text)).toEqual(['second', 'third']);
  });

  it('hands on twenty at a time, and says with the remedy when it is not there', () => {
    const { put, folder, path } = opened();
    for (let n = 0; n < 30; n += 1) put(`${String(n).padStart(2, '0')}.json`, 'x');
    folder.look();
    expect(folder.look().files.map(({ name }) => name)).toHaveLength(20);
    rmSync(path, { recursive: true });
    expect(folder.look()).toEqual({
      files: [],
      problem: `The folder ${path} is not there: make it, or choose another in Settings, Sources`,
    });
    writeFileSync(path, 'a file');
    expect(folder.look().problem).toMatch(/is no folder/);
  });
});
