import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createLog, logBook, type KeptLog } from '#main/adapters/log/index.ts';

const root = mkdtempSync(join(tmpdir(), 'cockpit-log-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(root, 'data-'));
});
const quiet = { write: () => undefined };
const written = (book: KeptLog) => {
  const log = createLog({ level: 'debug', destination: quiet });
  log.keepIn(book);
  return log;
};
const ALL = { level: 'debug', text: '', limit: 500 } as const;
const messages = (book: KeptLog, query: Partial<Parameters<KeptLog['tail']>[0]> = {}): readonly string[] =>
  book.tail({ ...ALL, ...query }).lines.map(({ message }) => message);

describe('the log that is kept', () => {
  test('has the newest line first, by level and by a word in it, and no more than asked for', () => {
    const book = logBook(dir, null);
    const log = written(book);
    log.write('debug', 'one');
    log.write('info', 'two', { symbol: 'EURUSD' });
    log.write('warn', 'three');
    log.write('error', 'four');
    expect(messages(book)).toEqual(['four', 'three', 'two', 'one']);
    expect(messages(book, { level: 'warn' })).toEqual(['four', 'three']);
    expect(messages(book, { text: 'eurusd' })).toEqual(['two']);
    expect(messages(book, { limit: 1 })).toEqual(['four']);
    expect(book.tail({ ...ALL, text: 'two' }).lines[0]).toMatchObject({ level: 'info', fields: '{"symbol":"EURUSD"}' });
    if (process.platform !== 'win32') expect(statSync(join(dir, 'logs', 'cockpit.log')).mode & 0o077).toBe(0);
  });

  test('holds no secret: what is written to the one is written to the other', () => {
    const book = logBook(dir, null);
    const log = written(book);
    log.hide(['a-secret-of-this-cockpit']);
    log.write('warn', 'said a-secret-of-this-cockpit', { token: 'another', text: 'a-secret-of-this-cockpit' });
    const kept = readFileSync(join(dir, 'logs', 'cockpit.log'), 'utf8');
    expect([kept.includes('a-secret-of-this-cockpit'), kept.includes('another'), kept.includes('[redacted]')]).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('stays within its bounds, goes on over a restart, and is read over the files', () => {
    const bounds = { bytes: 2_000, files: 3 };
    let book = logBook(dir, null, bounds);
    for (let n = 0; n < 120; n += 1) {
      if (n === 60) book = logBook(dir, null, bounds);
      written(book).write('info', `line ${n}`);
    }
    const files = readdirSync(join(dir, 'logs')).sort();
    expect(files).toEqual(['cockpit.1.log', 'cockpit.2.log', 'cockpit.log']);
    for (const file of files) expect(statSync(join(dir, 'logs', file)).size).toBeLessThanOrEqual(bounds.bytes);
    const told = messages(book);
    expect(told.slice(0, 2)).toEqual(['line 119', 'line 118']);
    expect(told.length).toBeGreaterThan(30);
    expect(told).toEqual([...Array.from({ length: told.length }, (_, back) => `line ${119 - back}`)]);
  });

  test('leaves out half a line of a crash and what is no line of ours', () => {
    const book = logBook(dir, null);
    written(book).write('info', 'whole');
    appendFileSync(join(dir, 'logs', 'cockpit.log'), '{"level":30,"time":"2025-\nnot json\n{"level":99}\n');
    expect(messages(book)).toEqual(['whole']);
  });

  test('that cannot be kept stops nothing, and says so', () => {
    writeFileSync(join(dir, 'logs'), 'a file where the folder belongs');
    const book = logBook(dir, null);
    written(book).write('error', 'lost');
    expect(book.tail(ALL)).toEqual({ lines: [], problem: expect.stringContaining('cannot be kept') });
  });

  test('begins when its data folder is there', () => {
    const later = join(dir, 'later');
    const book = logBook(later, null);
    const log = written(book);
    log.write('info', 'too early');
    expect(existsSync(later)).toBe(false);
    mkdirSync(later);
    log.write('info', 'in time');
    expect([messages(book), book.tail(ALL).problem]).toEqual([['in time'], null]);
  });

  test('is shown on a desktop, and without one says where it is', async () => {
    const opened: string[] = [];
    await logBook(dir, async (folder) => void opened.push(folder)).show();
    expect(opened).toEqual([join(dir, 'logs')]);
    await expect(logBook(dir, null).show()).rejects.toThrow(join(dir, 'logs'));
  });
});
