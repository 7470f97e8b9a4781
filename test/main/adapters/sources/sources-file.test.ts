import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openSources } from '#main/adapters/sources/index.ts';
import { sourceOf } from '#shared/domain';
import { patience } from '#test/time/pace.ts';
import { temporaryFolder } from '../journal/sample-records.ts';

const given = (contents: unknown): string => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'sources.json'), typeof contents === 'string' ? contents : JSON.stringify(contents));
  return folder;
};
/** Changes the sources of a folder over and over, as a cockpit does, until it is ended. */
const WRITER = join(import.meta.dirname, 'write-sources.ts');
const alerts = { id: 'alerts', kind: 'tradingview', name: 'Alerts' };

describe('sources.json', () => {
  it('is not needed: without it there is nothing configured', () => {
    expect(openSources(temporaryFolder()).sources).toEqual([]);
  });

  it('gives what is left out its default, and reads a byte-order mark and CRLF as an editor on Windows writes them', () => {
    const text = `\uFEFF${JSON.stringify({ sources: [alerts] }, null, 2).replaceAll('\n', '\r\n')}`;
    const [read] = openSources(given(text)).sources;
    expect(read).toEqual(sourceOf({ ...alerts, kind: 'tradingview' }));
    expect(read).toMatchObject({ enabled: true, symbols: [], approval: null, size: { maxLots: null }, limits: { perDay: null } });
  });

  it('keeps what is there beside it, and reads back what was kept', () => {
    const folder = given({ sources: [alerts] });
    const book = openSources(folder);
    const changed = book.sources.map((one) => ({ ...one, enabled: false }));
    expect(book.keep(changed)).toBeNull();
    expect(openSources(folder).sources).toEqual(changed);
    expect(readFileSync(join(folder, 'sources.json.before'), 'utf8')).toBe(JSON.stringify({ sources: [alerts] }));
  });

  it('tells of a change that was cut short, unless the file was changed since, and not of one that ended', () => {
    const folder = given({ sources: [alerts] });
    const book = openSources(folder);
    const next = book.sources.map((one) => ({ ...one, enabled: false }));
    expect([book.begun, book.begin(next)]).toEqual([null, null]);
    expect([openSources(folder).sources, openSources(folder).begun]).toEqual([book.sources, next]);
    expect(book.keep(next)).toBeNull();
    expect(openSources(folder).begun).toBeNull();
    book.begin([]);
    book.drop();
    expect(openSources(folder).begun).toBeNull();
    book.begin([]);
    writeFileSync(join(folder, 'sources.json'), JSON.stringify({ sources: [{ ...alerts, name: 'By hand' }] }));
    expect(openSources(folder).begun).toBeNull();
    writeFileSync(join(folder, 'sources.json.begun'), '{"before":');
    expect(openSources(folder).begun).toBeNull();
  });

  it('is the old one or the new one, wherever a change of it was cut', () => {
    const next = [sourceOf({ id: 'next', kind: 'webhook', name: 'Next' })];
    const folder = given({ sources: [alerts] });
    const old = openSources(folder).sources;
    openSources(folder).begin(next);
    const begun = readFileSync(join(folder, 'sources.json.begun'), 'utf8');
    const whole = `${JSON.stringify({ sources: next }, null, 2)}\n`;
    const found = new Set<string>();
    for (let cut = 0; cut <= begun.length; cut += 1) {
      // The draft of the note, or of the file itself, as far as it came.
      for (const draft of ['sources.json.begun.new', 'sources.json.new', 'sources.json.before'])
        writeFileSync(join(folder, draft), draft.includes('begun') ? begun.slice(0, cut) : whole.slice(0, cut));
      const book = openSources(folder);
      expect(book.sources).toEqual(old);
      found.add(JSON.stringify(book.begun));
    }
    expect([...found]).toEqual([JSON.stringify(next)]);
    expect(openSources(folder).keep(next)).toBeNull();
    expect([openSources(folder).sources, openSources(folder).begun]).toEqual([next, null]);
  });

  it(
    'is whole, and the old or the new one, after a SIGKILL at any moment of a change',
    async () => {
      const folder = given({ sources: [alerts] });
      const names = new Set<string>();
      for (let round = 0; round < 12; round += 1) {
        const child = spawn(process.execPath, [WRITER, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
        const ended = once(child, 'exit');
        await once(child.stdout, 'data');
        // Not one moment is like another: as many writes as fit in before it is killed.
        await pause(round * 3);
        child.kill('SIGKILL');
        await ended;
        const { sources, begun } = openSources(folder);
        for (const [one] of [sources, ...(begun === null ? [] : [begun])]) names.add(one?.name.replace(/\d+/, 'N') ?? 'none');
      }
      expect([...names].every((name) => name === 'Change N' || name === 'Alerts')).toBe(true);
      expect(names).toContain('Change N');
    },
    patience(60_000),
  );

  it.each([
    ['is no JSON', '{"sources":[', /sources\.json: is not JSON/],
    [
      'has a misspelt key',
      { sources: [{ ...alerts, enabeld: true }] },
      /sources\.0\.enabeld is not known here: known are id, kind/,
    ],
    [
      'has a misspelt bound',
      { sources: [{ ...alerts, size: { maxLot: 1 } }] },
      /sources\.0\.size\.maxLot is not known here: known are maxLots/,
    ],
    ['holds a secret', { sources: [{ ...alerts, secret: 'x' }] }, /sources\.0\.secret is not known here/],
    ['has an id that is none', { sources: [{ ...alerts, id: 'My Alerts' }] }, /sources\.0\.id must be a small letter/],
    ['names one twice', { sources: [alerts, alerts] }, /sources\.1\.id alerts is there twice/],
    ['makes a built-in one another', { sources: [{ ...alerts, id: 'webhook' }] }, /sources\.0\.kind of webhook is webhook/],
    ['has a second detector', { sources: [{ ...alerts, kind: 'detector' }] }, /detector is there once, as detector/],
    ['is a drop folder', { sources: [{ ...alerts, kind: 'drop' }] }, /sources\.0\.folder is missing/],
    ['has a folder', { sources: [{ ...alerts, folder: 'C:\\x' }] }, /sources\.0\.folder is read for a drop folder/],
    ['has half a folder', { sources: [{ ...alerts, kind: 'ea', folder: 'x' }] }, /sources\.0\.folder has to be a whole path/],
    [
      'lets a chat trade by itself',
      { sources: [{ ...alerts, kind: 'chat', approval: 'auto' }] },
      /approval of a chat source can only be confirm/,
    ],
    [
      'expects something in no hour',
      { sources: [{ ...alerts, rhythm: { everyMinutes: 5, hours: { from: '08:00', to: '08:00' } } }] },
      /rhythm\.hours begin when they end/,
    ],
  ])('that %s is an error that says so, and stays as it is', (_what, contents, line) => {
    const folder = given(contents);
    const before = readFileSync(join(folder, 'sources.json'), 'utf8');
    expect(() => openSources(folder)).toThrow(line);
    expect(readFileSync(join(folder, 'sources.json'), 'utf8')).toBe(before);
  });

  it('that cannot be written is told, and the old one stays', () => {
    const folder = given({ sources: [alerts] });
    const book = openSources(folder);
    mkdirSync(join(folder, 'sources.json.new'));
    expect(book.keep([])).toMatch(/could not be written/);
    expect(openSources(folder).sources).toHaveLength(1);
  });
});
