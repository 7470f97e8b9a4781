import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deskOn, uploaded } from './desk.ts';

const inFolder = (dataDir: string): readonly string[] => readdirSync(join(dataDir, 'replays'));

describe('price files', () => {
  it('come in by parts, and are there once they are whole', async () => {
    const { desk, dataDir } = deskOn();
    const text = 'time,open\n'.repeat(1_000);
    const bytes = Buffer.from(text);
    const first = { name: 'A_M1.csv', size: bytes.length, offset: 0, data: bytes.subarray(0, 6_000).toString('base64') };
    expect(await desk.upload(first)).toEqual({ ok: true, value: { received: 6_000 } });
    expect((await desk.view()).files).toEqual([]);
    const rest = bytes.subarray(6_000).toString('base64');
    expect(await desk.upload({ ...first, offset: 6_000, data: rest })).toEqual({ ok: true, value: { received: 10_000 } });
    expect((await desk.view()).files).toMatchObject([{ name: 'A_M1.csv', bytes: 10_000, look: null }]);
    expect(readFileSync(join(dataDir, 'replays', 'A_M1.csv'), 'utf8')).toBe(text);
    expect(inFolder(dataDir)).toEqual(['A_M1.csv']);
  });

  it('whose parts do not follow each other leave nothing, and can begin again', async () => {
    const { desk, dataDir, put } = deskOn();
    const data = Buffer.from('abcdef').toString('base64');
    await desk.upload({ name: 'A.csv', size: 20, offset: 0, data });
    expect(await desk.upload({ name: 'A.csv', size: 20, offset: 12, data })).toMatchObject({ ok: false });
    expect(inFolder(dataDir)).toEqual([]);
    await desk.upload({ name: 'A.csv', size: 20, offset: 0, data });
    expect(await desk.upload({ name: 'A.csv', size: 21, offset: 6, data })).toMatchObject({ ok: false });
    await desk.upload({ name: 'A.csv', size: 8, offset: 0, data });
    expect(await desk.upload({ name: 'A.csv', size: 8, offset: 6, data })).toMatchObject({ ok: false });
    expect(await put('A.csv', 'whole')).toMatchObject({ ok: true });
    expect(readFileSync(join(dataDir, 'replays', 'A.csv'), 'utf8')).toBe('whole');
  });

  it('of the same name are not written over, also where only the case differs', async () => {
    const { desk, dataDir, put } = deskOn();
    await put('A.csv', 'first');
    expect(await uploaded(desk, 'a.CSV', 'second')).toMatchObject({ ok: false, error: { code: 'name_taken' } });
    expect(readFileSync(join(dataDir, 'replays', 'A.csv'), 'utf8')).toBe('first');
  });

  it('put there by hand are listed, unfinished ones are not, and one that is gone is told', async () => {
    const { desk, dataDir, put } = deskOn();
    await put('A.csv', 'first');
    writeFileSync(join(dataDir, 'replays', 'B.csv'), 'by hand');
    writeFileSync(join(dataDir, 'replays', 'C.csv.part'), 'half');
    expect((await desk.view()).files.map(({ name }) => name).sort()).toEqual(['A.csv', 'B.csv']);
    expect((await deskOn(dataDir).desk.view()).files).toHaveLength(2);
    expect([...inFolder(dataDir)].sort()).toEqual(['A.csv', 'B.csv']);
    expect(await desk.remove({ what: 'file', name: 'A.csv' })).toMatchObject({ ok: true });
    expect(existsSync(join(dataDir, 'replays', 'A.csv'))).toBe(false);
    expect(await desk.remove({ what: 'file', name: 'A.csv' })).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });
});
