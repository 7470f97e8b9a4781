import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startDesk, startFile } from '#main/host/index.ts';
import { USUAL_START, type StartChoice } from '#shared/domain';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'start-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Ports that nobody asks for by chance. */
const CHOICE: StartChoice = { ...USUAL_START, http: '127.0.0.1:0', bridge: '127.0.0.1:0' };
const deskOf = () => {
  const file = startFile(folder);
  return { file, desk: startDesk({ file, now: USUAL_START, fixed: [], restart: () => undefined }) };
};
const choose = (change: Partial<StartChoice>) => deskOf().desk.choose({ ...CHOICE, ...change });

describe('what a desktop starts with', () => {
  test('is the usual start where nothing was chosen, and what was chosen from the next reading on', async () => {
    expect([startFile(folder).next(), startFile(folder).problem]).toEqual([USUAL_START, null]);
    const { desk } = deskOf();
    const mt5 = { ...CHOICE, terminal: 'mt5' } as const;
    expect(await desk.choose(mt5)).toEqual([]);
    expect([desk.standing().next, startFile(folder).next(), desk.standing().now]).toEqual([mt5, mt5, USUAL_START]);
  });

  test('is kept as it was when it is refused', async () => {
    await choose({ terminal: 'mt5' });
    expect(await choose({ http: 'nowhere' })).toHaveLength(1);
    expect(startFile(folder).next().terminal).toBe('mt5');
  });

  test.each([
    [{ http: '127.0.0.1' }, /^HTTP address: "127\.0\.0\.1" is not HOST:PORT/],
    [{ bridge: '127.0.0.1:99999' }, /^Bridge address: .* is not HOST:PORT/],
    [{ bridge: '192.168.1.9:0' }, /^Bridge address: 192\.168\.1\.9 is not this computer/],
    [{ http: '127.0.0.1:4567', bridge: '127.0.0.1:4567' }, /the same port 4567/],
    [{ market: 'prices.csv' }, /^Market: "prices\.csv" is neither demo nor the whole path/],
    [{ market: join(tmpdir(), 'not-there', 'prices.csv') }, /^Market: .* cannot be read \(ENOENT\)/],
    [{ market: tmpdir() }, /^Market: .* is not a file/],
    [{ data: 'journals' }, /^Data folder: "journals" is not a whole path/],
    [{ data: '//server/share' }, /^Data folder: .* another computer/],
  ])('%j is refused with what is wrong', async (change, line) => {
    expect(await choose(change)).toEqual([expect.stringMatching(line)]);
    expect(existsSync(join(folder, 'start.json'))).toBe(false);
  });

  test('an address that another program has is refused now, and not at the next start', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const taken = `127.0.0.1:${(other.address() as AddressInfo).port}`;
    expect(await choose({ http: taken })).toEqual([expect.stringMatching(/^HTTP address: .* is taken by another program/)]);
    const file = startFile(folder);
    const ours = startDesk({ file, now: { ...CHOICE, http: taken }, fixed: [], restart: () => undefined });
    expect(await ours.choose({ ...CHOICE, http: taken }), 'our own door').toEqual([]);
    other.close();
  });

  test('what an option gives is neither another choice nor kept', async () => {
    const now = { ...CHOICE, data: folder };
    const file = startFile(folder);
    const desk = startDesk({ file, now, fixed: ['data'], restart: () => undefined });
    expect(desk.standing().next).toEqual({ ...USUAL_START, data: folder });
    expect(await desk.choose({ ...now, terminal: 'mt5' })).toEqual([]);
    expect([desk.standing().next.data, startFile(folder).next()]).toEqual([folder, { ...CHOICE, terminal: 'mt5' }]);
  });

  test('a folder is made when it is chosen; one that cannot be is refused', async () => {
    const data = join(folder, 'a', 'b');
    expect([await choose({ data }), existsSync(data)]).toEqual([[], true]);
    writeFileSync(join(folder, 'file'), '');
    expect(await choose({ data: join(folder, 'file', 'under') })).toEqual([expect.stringMatching(/^Data folder: .* cannot be/)]);
  });

  test('a file that cannot be written says so', async () => {
    const { file, desk } = deskOf();
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
    expect(await desk.choose(CHOICE)).toEqual([expect.stringContaining(`${file.file} could not be written`)]);
  });
});

describe('when a start fails', () => {
  const broken = { ...CHOICE, terminal: 'mt5' } as const;

  test('what worked last is offered; a second time, nothing is', async () => {
    const worked = { ...CHOICE, market: 'demo', data: folder };
    startFile(folder).keep(worked);
    startFile(folder).worked();
    startFile(folder).keep(broken);
    const next = startFile(folder);
    expect(next.earlier()).toEqual(worked);
    next.keep(worked);
    expect(startFile(folder).earlier()).toBeNull();
  });

  test('where nothing ever worked, the usual start is', () => {
    startFile(folder).keep(broken);
    expect([startFile(folder).earlier(), startFile(folder).next()]).toEqual([USUAL_START, broken]);
  });

  test('a start that was never chosen leaves no file behind', () => {
    startFile(folder).worked();
    expect([existsSync(join(folder, 'start.json')), startFile(folder).earlier()]).toEqual([false, null]);
  });

  test.each(['', '{', '[]', '{"next":{"terminal":"mt4"},"worked":null}'])(
    'a file that says %j is told, and the usual start taken',
    (text) => {
      writeFileSync(join(folder, 'start.json'), text);
      const { problem, next } = startFile(folder);
      expect([problem, next()]).toEqual([expect.stringContaining('start.json cannot be used'), USUAL_START]);
      expect(readFileSync(join(folder, 'start.json'), 'utf8'), 'nothing is lost by reading').toBe(text);
    },
  );

  test('a file as Notepad saves it is read', () => {
    writeFileSync(join(folder, 'start.json'), `\uFEFF${JSON.stringify({ next: broken, worked: null }).replaceAll(',', ',\r\n')}`);
    expect(startFile(folder).next()).toEqual(broken);
  });
});
