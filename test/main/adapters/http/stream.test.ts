import { describe, expect, it } from 'vitest';
import { systemClock } from '#main/adapters/system/index.ts';
import { sha256Hex } from '#shared/lib';
import { until } from '#test/main/adapters/mt5/waiting.ts';
import { OPERATOR, openDoor } from './open-door.ts';
import { openStream, StreamDesk } from './stream-reader.ts';

const SECOND = 1_000;
const SLOW = 30_000;

/** A door whose desk has a journal, and whose seconds and patience pass by hand. */
async function open() {
  const desk = new StreamDesk();
  const waiting = new Map<number, (() => void)[]>();
  const clock = systemClock({ unref: true });
  const skew = { ms: 0 };
  const after = (delayMs: number, act: () => void): (() => void) => {
    if (delayMs !== SECOND && delayMs !== SLOW) return clock.after(delayMs, act);
    waiting.set(delayMs, [...(waiting.get(delayMs) ?? []), act]);
    return () =>
      waiting.set(
        delayMs,
        (waiting.get(delayMs) ?? []).filter((one) => one !== act),
      );
  };
  const own = { ...clock, after, monoMs: () => clock.monoMs() + skew.ms };
  const door = await openDoor({ service: desk, clock: own });
  /** Everything that waits for so long is due. */
  const pass = (delayMs: number): number => {
    const due = waiting.get(delayMs) ?? [];
    waiting.set(delayMs, []);
    for (const act of due) act();
    return due.length;
  };
  const waits = (delayMs: number): number => waiting.get(delayMs)?.length ?? 0;
  return {
    ...door,
    desk,
    pass,
    waits,
    skew,
    stream: (path = '/stream', headers = OPERATOR) => openStream(door.port, path, headers),
  };
}
const holder = (desk: StreamDesk, name: string, isExpired = false) => {
  desk.holders.set(sha256Hex(`mk_${name}`), { actor: `operator:${name}`, role: 'read', isExpired });
  return { authorization: `Bearer mk_${name}` };
};

describe('what a reader gets', () => {
  it('is every record since it came, in order, alarms under their own name', async () => {
    const { desk, stream } = await open();
    desk.add(3);
    const reader = await stream();
    expect([reader.status, reader.headers['content-type'], reader.headers['cache-control']]).toEqual([
      ...[200, 'text/event-stream; charset=utf-8', 'no-store'],
    ]);
    await until(() => desk.ears === 1);
    desk.add(2);
    desk.add(1, 'alarm.raised');
    const events = await reader.first(3);
    expect(events.map(({ id, event }) => [id, event])).toEqual([
      ['4', 'record'],
      ['5', 'record'],
      ['6', 'alarm'],
    ]);
    expect(events[2]?.data).toMatchObject({ seq: 6, type: 'alarm.raised' });
    // A reader that is up to date costs no look into the journal.
    expect(desk.reads).toBe(0);
  });

  it.each([
    ['?kind=alarm', ['2', '5']],
    ['?kind=record', ['1', '3', '4']],
    ['?type=order.ended,alarm.raised', ['2', '3', '5']],
    ['?type=order.ended,alarm.raised&kind=record', ['3']],
  ])('is narrowed by %s, of what was and of what comes', async (query, wanted) => {
    const { desk, stream } = await open();
    const types = ['act.noted', 'alarm.raised', 'order.ended', 'act.noted', 'alarm.raised'];
    for (const type of types.slice(0, 3)) desk.add(1, type);
    const reader = await stream(`/stream${query}&since=0`);
    await until(() => desk.ears === 1);
    for (const type of types.slice(3)) desk.add(1, type);
    await reader.first(wanted.length);
    expect(reader.events().map(({ id }) => id)).toEqual(wanted);
  });

  it('is the status where it asks for it, as often as it asks, from one look for all', async () => {
    const { desk, stream, pass } = await open();
    let looks = 0;
    const { status } = desk;
    desk.status = () => {
      looks += 1;
      return status();
    };
    const [every, seldom, none] = [
      await stream('/stream?kind=status&statusSeconds=1'),
      await stream('/stream?kind=status,record&statusSeconds=2'),
      await stream(),
    ];
    const before = looks;
    for (let second = 0; second < 4; second += 1) pass(SECOND);
    expect(await every.first(4, 'status')).toHaveLength(4);
    expect((await seldom.first(2, 'status')).map(({ data }) => data)).toEqual([status(), status()]);
    expect([looks - before, none.events()]).toEqual([4, []]);
  });

  it('is a beat every fifteen seconds, which moves its place on', async () => {
    const { desk, stream, pass } = await open();
    const reader = await stream('/stream?kind=alarm');
    await until(() => desk.ears === 1);
    desk.add(7);
    for (let second = 0; second < 15; second += 1) pass(SECOND);
    await until(() => reader.text.includes(': beat'));
    expect([reader.text.includes(': beat\nid: 7\n\n'), reader.events()]).toEqual([true, []]);
  });

  it('ends, and nothing is listened to any more, when it goes', async () => {
    const { desk, stream, waits } = await open();
    const reader = await stream();
    await until(() => desk.ears === 1);
    reader.close();
    await until(() => desk.ears === 0);
    expect([desk.ears, waits(SECOND)]).toEqual([0, 0]);
  });
});

describe('a reader that comes back', () => {
  it('gets what it has not, once, though more comes meanwhile', async () => {
    const { desk, stream } = await open();
    desk.add(950);
    const reader = await stream('/stream?since=3', { ...OPERATOR, 'last-event-id': '40' } as typeof OPERATOR);
    await until(() => desk.ears === 1);
    for (let round = 0; round < 50; round += 1) {
      desk.add(1);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const events = await reader.first(960);
    expect(events.map(({ id }) => Number(id))).toEqual(Array.from({ length: 960 }, (_, index) => index + 41));
  });

  it('is told of the gap when that is too much, or of another journal', async () => {
    const { desk, stream } = await open();
    desk.add(10_250);
    const late = await stream('/stream?since=100');
    const [gap, first] = await late.first(2);
    expect(gap).toEqual({ id: '250', event: 'gap', data: { reason: 'too_far_back', asked: 100, resumesAfter: 250 } });
    expect(first?.id).toBe('251');
    const lost = await stream('/stream', { ...OPERATOR, 'last-event-id': '99999' } as typeof OPERATOR);
    const told = { reason: 'another_journal', asked: 99_999, resumesAfter: 10_250 };
    expect(await lost.first(1)).toEqual([{ id: '10250', event: 'gap', data: told }]);
    const just = await stream('/stream?since=250');
    expect((await just.first(1))[0]?.event).toBe('record');
  });

  it.each(['x', '-1', '1, 2', '1.5'])('with the place %s is told so', async (place) => {
    const { ask } = await open();
    const told = await ask('GET', '/stream', { headers: { ...OPERATOR, 'last-event-id': place } });
    expect([told.status, told.json['code']]).toEqual([400, 'malformed']);
  });
});

describe('a reader that does not read', () => {
  it('is not kept anything for, is cut in the end, and finds everything when it comes back', async () => {
    const { desk, port, pass, waits, logged, stream } = await open();
    const reader = await openStream(port, '/stream', OPERATOR, { paused: true });
    await until(() => desk.ears === 1);
    const note = 'x'.repeat(20_000);
    let sent = 0;
    while (waits(SLOW) === 0 && sent < 4_000) {
      desk.add(10, 'act.noted', note);
      sent += 10;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(waits(SLOW)).toBe(1);
    const reads = desk.reads;
    // However much comes now, nothing is read or written for it.
    desk.add(500, 'act.noted', note);
    expect([desk.reads, waits(SLOW)]).toEqual([reads, 1]);
    pass(SLOW);
    await until(() => desk.ears === 0);
    expect(logged.filter((line) => line.includes('stream_cut'))).toHaveLength(1);
    reader.read();
    await reader.over();
    const last = Number(reader.events().at(-1)?.id ?? 0);
    expect([last > 0, last < sent + 500]).toEqual([true, true]);
    const again = await stream(`/stream?since=${String(last)}`);
    const rest = await again.first(sent + 500 - last);
    expect(rest.map(({ id }) => Number(id))).toEqual(Array.from({ length: sent + 500 - last }, (_, index) => last + 1 + index));
  });

  it('but reads on in time is not cut', async () => {
    const { desk, port, waits } = await open();
    const reader = await openStream(port, '/stream', OPERATOR, { paused: true });
    await until(() => desk.ears === 1);
    while (waits(SLOW) === 0) {
      desk.add(10, 'act.noted', 'x'.repeat(20_000));
      await new Promise((resolve) => setImmediate(resolve));
    }
    reader.read();
    await until(() => waits(SLOW) === 0);
    const all = await reader.first(desk.records.length);
    expect([waits(SLOW), all.length, desk.ears]).toEqual([0, desk.records.length, 1]);
  });
});

describe('a token', () => {
  it.each([
    ['was deleted', 'bad_token', (desk: StreamDesk) => desk.holders.clear()],
    ['has expired', 'token_expired', (desk: StreamDesk) => holder(desk, 'dash', true)],
  ])('that %s ends its streams before the next record', async (_name, code, change) => {
    const { desk, stream, ask } = await open();
    const headers = holder(desk, 'dash');
    const [reader, other] = [await stream('/stream', headers), await stream()];
    await until(() => desk.ears === 1);
    desk.add(1);
    change(desk);
    desk.add(1);
    await reader.over();
    expect(reader.events().map(({ event, data }) => data['code'] ?? event)).toEqual(['record', code]);
    expect(await other.first(2)).toHaveLength(2);
    expect((await ask('GET', '/stream', { headers })).status).toBe(401);
  });

  it('that ends while nothing happens ends them within a second', async () => {
    const { desk, stream, pass } = await open();
    const reader = await stream('/stream', holder(desk, 'dash'));
    await until(() => desk.ears === 1);
    desk.holders.clear();
    pass(SECOND);
    await reader.over();
    expect(reader.events()).toEqual([{ id: null, event: 'end', data: { code: 'bad_token' } }]);
  });
});

describe('a ticket', () => {
  const ticketOf = async ({ ask }: Awaited<ReturnType<typeof open>>, headers: Record<string, string> = OPERATOR) => {
    const told = await ask('POST', '/stream/tickets', { headers });
    expect(told.status).toBe(201);
    return told.json as { ticket: string; path: string };
  };

  it('opens streams without a header, and nothing else', async () => {
    const door = await open();
    const { ticket, path } = await ticketOf(door);
    const reader = await openStream(door.port, path);
    await until(() => door.desk.ears === 1);
    door.desk.add(1);
    expect(await reader.first(1)).toHaveLength(1);
    for (const other of ['/system/status', '/events', '/openapi.json'])
      expect((await door.ask('GET', `${other}?ticket=${ticket}`)).status).toBe(401);
    expect((await door.ask('POST', `/stream/tickets?ticket=${ticket}`)).status).toBe(401);
    expect((await door.ask('GET', '/system/status', { headers: { authorization: `Bearer ${ticket}` } })).status).toBe(401);
    expect((await door.ask('GET', '/stream?ticket=st_none')).json).toMatchObject({ code: 'bad_token' });
    expect(door.logged.join('')).not.toContain(ticket);
  });

  it('is good for a minute, while its stream is open, and a minute after that', async () => {
    const door = await open();
    const [used, unused] = [await ticketOf(door), await ticketOf(door)];
    const reader = await openStream(door.port, used.path);
    door.skew.ms += 61_000;
    expect((await door.ask('GET', unused.path)).status).toBe(401);
    const second = await openStream(door.port, used.path);
    expect(second.status).toBe(200);
    reader.close();
    second.close();
    await until(() => door.desk.ears === 0);
    door.skew.ms += 59_000;
    expect((await door.ask('GET', used.path)).status).toBe(200);
    await until(() => door.desk.ears === 0);
    door.skew.ms += 61_000;
    expect((await door.ask('GET', used.path)).status).toBe(401);
  });

  it('ends with the token that it was issued to', async () => {
    const door = await open();
    const { path } = await ticketOf(door, holder(door.desk, 'dash'));
    const reader = await openStream(door.port, path);
    await until(() => door.desk.ears === 1);
    door.desk.holders.clear();
    door.desk.add(1);
    await reader.over();
    expect(reader.events().map(({ data }) => data['code'])).toEqual(['bad_token']);
    expect((await door.ask('GET', path)).status).toBe(401);
  });

  it('of more than a few makes room for newer ones, but not while its stream is open', async () => {
    const door = await open();
    const [used, oldest] = [await ticketOf(door), await ticketOf(door)];
    await openStream(door.port, used.path);
    for (let more = 0; more < 63; more += 1) await ticketOf(door);
    expect([(await door.ask('GET', used.path)).status, (await door.ask('GET', oldest.path)).status]).toEqual([200, 401]);
  });
});

describe('the door', () => {
  it('serves eight streams of a token and sixteen in all; a place is free when its reader has gone', async () => {
    const { desk, stream, ask } = await open();
    const readers = [];
    for (const name of ['one', 'two'])
      for (let count = 0; count < 8; count += 1) readers.push(await stream('/stream', holder(desk, name)));
    for (const name of ['one', 'three']) {
      const told = await ask('GET', '/stream', { headers: holder(desk, name) });
      expect([told.status, told.json['code'], told.headers['retry-after']]).toEqual([503, 'overloaded', '10']);
    }
    readers.at(-1)?.close();
    const third = holder(desk, 'three');
    let status = 503;
    for (let tries = 0; tries < 1_000 && status === 503; tries += 1)
      status = (await ask('GET', '/stream', { headers: third })).status;
    expect(status).toBe(200);
  });

  it('ends them when it stops, each with a word', async () => {
    const { desk, stream, door } = await open();
    const readers = [await stream(), await stream()];
    await until(() => desk.ears === 1);
    await door.stop();
    for (const reader of readers) {
      await reader.over();
      expect(reader.events()).toEqual([{ id: null, event: 'end', data: { code: 'stopping' } }]);
    }
    expect(desk.ears).toBe(0);
  });

  it.each([
    ['HEAD', '/stream', 405],
    ['POST', '/stream', 405],
    ['GET', '/stream?kind=orders', 400],
    ['GET', '/stream?type=none', 400],
    ['GET', '/stream?since=-1', 400],
    ['GET', '/stream?statusSeconds=0', 400],
    ['GET', '/stream?live=true', 400],
  ])('answers %s %s with %i', async (method, path, status) => {
    const { ask } = await open();
    expect((await ask(method, path, { headers: OPERATOR })).status).toBe(status);
  });
});
