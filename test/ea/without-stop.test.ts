import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { hasCompiler } from './compiled-ea.ts';
import { until } from '../main/adapters/mt5/waiting.ts';
import { clock, pause } from './ea-clock.ts';
import { CommonFolder, EaProcess } from './ea-process.ts';
import { ScriptedCockpit } from './scripted-cockpit.ts';
import { Venue } from './venue.ts';

const SL = 1.15;
const TP = 1.17;
/** How long the Expert Advisor tries before it closes, and how long a test waits for either. */
const SECONDS = 3;
const WITHIN_MS = 15_000;

class Stage {
  readonly venue: Venue;
  readonly cockpit = new ScriptedCockpit('well');
  readonly folder = new CommonFolder();
  ea!: EaProcess;
  #port = 0;
  readonly #inputs: Readonly<Record<string, string>>;

  constructor(inputs: Readonly<Record<string, string>>, marginMode: 'hedging' | 'netting') {
    this.venue = new Venue('', 100, marginMode);
    this.#inputs = { InpStopSeconds: String(SECONDS), ...inputs };
  }

  async start(): Promise<this> {
    await this.venue.start();
    await this.cockpit.start();
    this.again();
    await until(() => this.cockpit.saidOf('hb').length > 0);
    return this;
  }

  again(): void {
    this.#port ||= this.cockpit.port;
    this.ea = new EaProcess(this.venue.port, this.#port, this.folder, this.#inputs);
  }

  /** The terminal is killed, and started again with the session that follows. */
  async restart(): Promise<void> {
    await this.ea.kill();
    const sessions = this.cockpit.saidOf('auth').length;
    this.again();
    await until(() => this.cockpit.saidOf('auth').length > sessions);
  }

  async end(): Promise<void> {
    await this.ea.kill();
    this.cockpit.stop();
    this.venue.stop();
    this.folder.remove();
  }

  get bare(): number {
    return this.venue.positions.filter(({ stopLoss }) => stopLoss === null).length;
  }

  /** The newest word about a missing stop, or about the order. */
  said(t: 'protected' | 'result' | 'found'): Record<string, unknown> | undefined {
    return this.cockpit.saidOf(t).at(-1);
  }

  /** Requests that reached the trade server, by their action. */
  sent(action: number): readonly string[][] {
    return this.venue.requests.filter(([, asked]) => Number(asked) === action);
  }
}

let stage: Stage | undefined;
const staged = async (
  inputs: Readonly<Record<string, string>> = {},
  marginMode: 'hedging' | 'netting' = 'hedging',
): Promise<Stage> => {
  stage = new Stage(inputs, marginMode);
  return stage.start();
};
const initAgain = ({ ea }: Stage, how: 'SIGUSR1' | 'SIGUSR2'): Promise<void> => {
  ea.reinit(how);
  return Promise.resolve();
};

/** The third request, the second step of an entry, never arrives. */
const loseThird = ({ venue }: Stage): void => {
  venue.onRequest = (count) => {
    if (count === 3) venue.swallow = 1;
  };
};

afterEach(async () => {
  await stage?.end();
  stage = undefined;
});

const open = (cid: string, changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...{ op: 'open', cid, sym: 'EURUSD', side: 'BUY', vol: 0.1, sl: SL, tp: TP, deviation: 10, magic: '770000001' },
  ...changes,
});
const CID = '0123456789ABCDEF';
const cidOf = (n: number): string => `${n}123456789ABCDEF`;
const DEAL = 1;
const STOPS = 6;
const REMOVE = 8;
const levels = ({ venue }: Stage) => venue.positions.map(({ stopLoss, takeProfit }) => [stopLoss, takeProfit]);

describe.skipIf(!hasCompiler)('no position without its stop: the compiled Expert Advisor by itself', () => {
  test('the broker fills the entry and lets its levels drop: they are set, and that is told', async () => {
    const at = await staged();
    at.venue.faults.push({ kind: 'levels_dropped' });
    at.cockpit.command(open(CID));
    await until(() => at.said('protected') !== undefined, WITHIN_MS);
    expect([levels(at), at.said('result')?.['retcode'], at.said('protected')]).toMatchObject([
      [[SL, TP]],
      10_009,
      { cid: CID, what: 'stop_set', position: at.venue.positions[0]?.ticket },
    ]);
    expect(at.sent(STOPS).map((request) => request[10])).toEqual(['770000001']);
    expect(await at.ea.end()).toBe(0);
  });

  test.each([
    ['is never answered', loseThird],
    ['is confirmed and does nothing', (at: Stage) => at.venue.faults.push(null, { kind: 'levels_dropped' })],
    ['is refused for a while', (at: Stage) => at.venue.faults.push(null, { kind: 'refuse', retcode: 10_028, text: 'Locked' })],
  ])('the second of two steps %s: it is asked again, and the entry is told with its stop', async (_what, arrange) => {
    const at = await staged();
    at.venue.noStopsAtOpen = true;
    arrange(at);
    at.cockpit.command(open(CID));
    await until(() => at.said('result') !== undefined, WITHIN_MS);
    expect([levels(at), at.said('result')?.['retcode']]).toEqual([[[SL, TP]], 10_009]);
    expect(await at.ea.end()).toBe(0);
  });

  test('two steps, the first is only taken (10008) and filled later: the stop follows the position', async () => {
    const at = await staged();
    at.venue.noStopsAtOpen = true;
    at.venue.faults.push({ kind: 'placed', afterMs: 1_500, ends: 'filled' });
    const beat = setInterval(() => at.venue.price('USDJPY', 147.5), 50);
    at.cockpit.command(open(CID));
    await until(() => at.venue.positions.length === 1 && at.bare === 0, WITHIN_MS);
    await until(() => at.said('result')?.['retcode'] === 10_009, WITHIN_MS);
    clearInterval(beat);
    expect([levels(at), at.said('result'), at.sent(DEAL).length]).toMatchObject([
      [[SL, TP]],
      { cid: CID, retcode: 10_009, position: at.venue.positions[0]?.ticket },
      2,
    ]);
    expect(await at.ea.end()).toBe(0);
  });

  test.each([
    ['the terminal is killed', (at: Stage) => at.restart()],
    ['the timeframe of the chart is changed', (at: Stage) => initAgain(at, 'SIGUSR1')],
    ['its inputs are changed', (at: Stage) => initAgain(at, 'SIGUSR2')],
  ])('%s between the steps: the stop is set afterwards', async (_what, between) => {
    const at = await staged();
    at.venue.noStopsAtOpen = true;
    // The second step is lost in what happens.
    loseThird(at);
    at.cockpit.command(open(CID));
    await until(() => at.venue.requests.length >= 3, WITHIN_MS);
    await between(at);
    await until(() => at.venue.positions.length === 1 && at.bare === 0, WITHIN_MS);
    await until(() => at.cockpit.saidOf('hb').length > 0);
    at.cockpit.command({ op: 'find', q: 'q1', cid: CID });
    await until(() => at.said('found') !== undefined, WITHIN_MS);
    expect([levels(at), at.sent(DEAL).length, at.said('found')]).toMatchObject([
      [[SL, TP]],
      2,
      { state: 'open', retcode: 10_009, position: at.venue.positions[0]?.ticket },
    ]);
    expect(await at.ea.end()).toBe(0);
  });

  test('the terminal is killed with the entry itself on its way, and the broker cut its comment and its stop', async () => {
    const at = await staged();
    at.venue.latencyMs = 400;
    at.venue.faults.push({ kind: 'levels_dropped' });
    at.cockpit.command(open(CID));
    await until(() => at.venue.requests.length === 1, WITHIN_MS);
    await at.ea.kill();
    await until(() => at.venue.positions.length === 1, WITHIN_MS);
    at.again();
    await until(() => at.bare === 0, WITHIN_MS);
    expect(levels(at)).toEqual([[SL, TP]]);
    expect(await at.ea.end()).toBe(0);
  });

  test('no stop can be set: the position is closed, the order counts as done, and why it was closed is told', async () => {
    const at = await staged();
    Object.assign(at.venue, { noStopsAtOpen: true, neverStops: true });
    at.cockpit.command(open(CID));
    await until(() => at.said('protected') !== undefined, WITHIN_MS);
    const [opened] = at.venue.account.deals(0);
    expect([at.venue.positions.length, at.said('result'), at.said('protected')]).toMatchObject([
      0,
      { retcode: 10_009, position: opened?.position, vol: opened?.volume },
      { what: 'closed', retcode: 10_016, why: expect.stringContaining('closed again') },
    ]);
    expect(await at.ea.end()).toBe(0);
  });

  test('no stop can be set after the entry was told, and closing is refused twice: closed all the same, and told', async () => {
    const at = await staged();
    at.venue.neverStops = true;
    at.venue.faults.push({ kind: 'levels_dropped' });
    let closes = 0;
    at.venue.onRequest = (count) => {
      const [, action, , , , , , , , , , position] = at.venue.requests[count - 1] ?? [];
      if (Number(action) === DEAL && Number(position) > 0 && closes++ < 2)
        at.venue.faults.push({ kind: 'refuse', retcode: 10_004, text: 'Requote' });
    };
    at.cockpit.command(open(CID));
    await until(() => at.said('protected') !== undefined, WITHIN_MS);
    expect([at.venue.positions.length, closes, at.said('protected')]).toMatchObject([
      0,
      3,
      { cid: CID, what: 'closed', retcode: 10_016 },
    ]);
    expect(await at.ea.end()).toBe(0);
  });

  test('the price is through the stop when it is missed: closed at once', async () => {
    const at = await staged({ InpStopSeconds: '60' });
    at.venue.faults.push({ kind: 'levels_dropped' });
    at.venue.onRequest = (count) => {
      if (count === 1) setTimeout(() => at.venue.price('EURUSD', 1.149), 0);
    };
    at.venue.neverStops = true;
    at.cockpit.command(open(CID));
    await until(() => at.said('protected') !== undefined, WITHIN_MS);
    expect([at.venue.positions.length, at.said('protected')?.['what']]).toEqual([0, 'closed']);
    expect(await at.ea.end()).toBe(0);
  });

  test('a stop that the cockpit moved is what is set again', async () => {
    const at = await staged();
    at.cockpit.command(open(CID));
    await until(() => at.said('result') !== undefined);
    const ticket = at.venue.positions[0]?.ticket ?? '';
    at.cockpit.command({ op: 'modify', cid: cidOf(1), ticket, sl: 1.153, tp: 1.18 });
    await until(() => at.cockpit.saidOf('result').length === 2);
    at.venue.takeStopAway(ticket);
    await until(() => at.said('protected') !== undefined, WITHIN_MS);
    expect(levels(at)).toEqual([[1.153, 1.18]]);
    expect(await at.ea.end()).toBe(0);
  });

  test('levels that a waiting order was given instead are what its position gets again', async () => {
    const at = await staged();
    at.cockpit.command({ ...open(CID), op: 'place', kind: 'limit', price: 1.155 });
    await until(() => at.said('result') !== undefined);
    const ticket = at.said('result')?.['order'];
    at.cockpit.command({ op: 'replace', cid: cidOf(1), ticket, price: 1.156, sl: 1.152, tp: 1.18 });
    await until(() => at.cockpit.saidOf('result').length === 2);
    at.venue.price('EURUSD', 1.1557);
    await until(() => at.venue.positions.length === 1);
    at.venue.takeStopAway(at.venue.positions[0]?.ticket ?? '');
    await until(() => at.said('protected') !== undefined, WITHIN_MS);
    expect(levels(at)).toEqual([[1.152, 1.18]]);
    expect(await at.ea.end()).toBe(0);
  });

  test('a netting position that was turned round by hand is not the one that was planned, and is left alone', async () => {
    const at = await staged({}, 'netting');
    at.cockpit.command(open(CID));
    await until(() => at.said('result') !== undefined);
    at.venue.byHand('EURUSD', 'SELL', 0.3);
    await until(() => at.venue.positions[0]?.direction === 'SELL');
    at.venue.takeStopAway(at.venue.positions[0]?.ticket ?? '');
    await pause(SECONDS * 1_000 + 2_000);
    expect([at.venue.positions.length, levels(at)[0]?.[0], at.venue.requests.length]).toEqual([1, null, 1]);
    expect(await at.ea.end()).toBe(0);
  });

  test('a sale with the comment of a buy of ours, as a copier makes it, is not the one that was planned', async () => {
    const at = await staged();
    at.cockpit.command(open(CID));
    await until(() => at.said('result') !== undefined);
    at.venue.account.trade(
      {
        ...{ action: 'deal', symbol: 'EURUSD', type: 'sell', volume: 0.1, price: 1.157, stopLoss: null, takeProfit: null },
        ...{ deviation: 100, filling: 'ioc', position: null, comment: `C:${CID}`, magic: 0 },
      },
      clock.nowMs(),
      'copier',
    );
    await until(() => at.venue.positions.length === 2);
    await pause(SECONDS * 1_000 + 2_000);
    expect([at.venue.positions.length, at.bare, at.venue.requests.length, await at.ea.end()]).toEqual([2, 1, 1, 0]);
  });

  test('what a connection could not take any more is told over the next one', async () => {
    const at = await staged();
    at.cockpit.command(open(CID));
    await until(() => at.said('result') !== undefined);
    await pause(300);
    // No word of the server makes it send anything before its own.
    at.venue.disturbance = { swapped: 0, doubled: 0, lost: 1 };
    at.venue.onRequest = (count) => {
      if (count === 2) at.venue.calls.fail('SocketSend', 5273, 1);
    };
    at.venue.takeStopAway(at.venue.positions[0]?.ticket ?? '');
    await until(() => at.cockpit.connections === 2, WITHIN_MS);
    await until(() => at.said('protected') !== undefined, WITHIN_MS);
    expect([levels(at), at.said('protected')?.['what'], at.cockpit.connections]).toEqual([[[SL, TP]], 'stop_set', 2]);
    expect(await at.ea.end()).toBe(0);
  });

  test('the stop of a position of ours is not taken off on a command', async () => {
    const at = await staged();
    at.cockpit.command(open(CID));
    await until(() => at.said('result') !== undefined);
    at.cockpit.command({ op: 'modify', cid: cidOf(1), ticket: at.venue.positions[0]?.ticket, sl: 0, tp: TP });
    await until(() => at.cockpit.saidOf('result').length === 2);
    expect([levels(at), at.said('result')?.['retcode']]).toEqual([[[SL, TP]], 0]);
    expect(await at.ea.end()).toBe(0);
  });

  test('a close by another position finds that one by its identifier when its number has changed', async () => {
    const at = await staged();
    at.cockpit.command(open(cidOf(1)));
    at.cockpit.command(open(cidOf(2), { side: 'SELL', sl: 1.165, tp: 1.15 }));
    await until(() => at.cockpit.saidOf('result').length === 2);
    const [bought = '', sold = ''] = at.venue.positions.map(({ ticket }) => ticket);
    at.venue.renumbered.set(sold, '987654');
    await pause(200);
    at.cockpit.command({ op: 'closeby', cid: cidOf(3), ticket: bought, id: bought, by: sold, byId: sold });
    await until(() => at.cockpit.saidOf('result').length === 3);
    expect([at.said('result')?.['retcode'], at.venue.positions.length, await at.ea.end()]).toEqual([10_009, 0, 0]);
  });

  test('what was opened by hand is left alone', async () => {
    const at = await staged();
    at.venue.byHand('EURUSD', 'BUY', 0.1);
    await pause(SECONDS * 1_000 + 2_000);
    expect([at.bare, at.venue.requests.length, await at.ea.end()]).toEqual([1, 0, 0]);
  });
});

describe.skipIf(!hasCompiler)('a refusal stays a refusal', () => {
  test.each([
    ['a target on the wrong side', { tp: 1.1 }, 'target is on the wrong side'],
    ['a target nearer than the broker allows', { tp: 1.15705 }, 'target is nearer'],
    ['a stop on the wrong side', { sl: 1.16 }, 'stop loss is on the wrong side'],
    ['a target of a sale on the wrong side', { side: 'SELL', sl: 1.165, tp: 1.16 }, 'target is on the wrong side'],
    ['a stop of a sale on the wrong side', { side: 'SELL', sl: 1.15, tp: 1.14 }, 'stop loss is on the wrong side'],
    ['a stop of a sale nearer than the broker allows', { side: 'SELL', sl: 1.15705, tp: 1.14 }, 'stop loss is nearer'],
  ])('%s is refused before anything is sent', async (_what, changes, why) => {
    const at = await staged();
    at.cockpit.command(open(CID, changes));
    await until(() => at.said('result') !== undefined);
    expect([at.said('result')?.['retcode'], at.venue.requests.length, await at.ea.end()]).toEqual([0, 0, 0]);
    expect(at.said('result')?.['why']).toContain(why);
  });

  test.each([
    ['a stop on its wrong side', { sl: 1.156 }, 'the stop loss is on the wrong side of the pending order'],
    ['a stop nearer than the broker allows', { sl: 1.15497 }, 'the stop loss is nearer to the pending order'],
    ['a target on its wrong side', { tp: 1.1545 }, 'the target is on the wrong side of the pending order'],
    ['a target nearer than the broker allows', { tp: 1.15503 }, 'the target is nearer to the pending order'],
    ['a sale with a stop on its wrong side', { side: 'SELL', price: 1.159, sl: 1.158, tp: 0 }, 'wrong side of the pending order'],
    ['a price on the wrong side of the market', { price: 1.16 }, 'the price of the pending order'],
    ['a volume below the least', { vol: 0.004 }, 'the volume is below the least'],
    ['a symbol that is not offered', { sym: 'NOWHERE' }, 'is not offered here'],
  ])('a waiting order with %s is refused before anything is sent', async (_what, changes, why) => {
    const at = await staged();
    at.cockpit.command({ ...open(CID), op: 'place', kind: 'limit', price: 1.155, ...changes });
    await until(() => at.said('result') !== undefined);
    expect([at.said('result')?.['retcode'], at.venue.requests.length, await at.ea.end()]).toEqual([0, 0, 0]);
    expect(at.said('result')?.['why']).toContain(why);
  });

  test.each([
    [0, /needs \d+ of margin and \d+ is free$/],
    [8, /needs \d+\.\d{8} of margin and \d+\.\d{8} is free$/],
  ])('a margin that is too small is told in money of the account: %i digits', async (digits, words) => {
    const at = await staged();
    Object.assign(at.venue, { currencyDigits: digits, marginTimes: 10_000 });
    await pause(200);
    at.cockpit.command(open(CID));
    await until(() => at.said('result') !== undefined);
    expect([at.said('result')?.['retcode'], at.venue.requests.length, await at.ea.end()]).toEqual([10_019, 0, 0]);
    expect(at.said('result')?.['why']).toMatch(words);
  });

  test('levels of a position are looked at in the same way before they are moved', async () => {
    const at = await staged();
    at.cockpit.command(open(CID));
    await until(() => at.said('result') !== undefined);
    const ticket = at.venue.positions[0]?.ticket;
    at.cockpit.command({ op: 'modify', cid: cidOf(1), ticket, sl: 1.16, tp: TP });
    at.cockpit.command({ op: 'modify', cid: cidOf(2), ticket, sl: SL, tp: 1.15 });
    await until(() => at.cockpit.saidOf('result').length === 3);
    const [, first, second] = at.cockpit.saidOf('result');
    expect([first?.['retcode'], second?.['retcode'], at.venue.requests.length, await at.ea.end()]).toEqual([0, 0, 1, 0]);
  });

  test('a price that went through the stop on the way: refused, nothing dealt', async () => {
    const at = await staged();
    at.venue.onRequest = (count) => {
      if (count === 1) at.venue.price('EURUSD', 1.1495);
    };
    at.cockpit.command(open(CID));
    await until(() => at.said('result') !== undefined);
    await pause(500);
    expect([at.said('result')?.['retcode'], at.venue.requests.length, at.venue.account.deals(0).length]).toEqual([10_016, 1, 0]);
    expect(await at.ea.end()).toBe(0);
  });
});

describe.skipIf(!hasCompiler)('guards of the Expert Advisor', () => {
  test.each([0, 250])('count what is on its way: four entries in one packet, a server that takes %i ms', async (latencyMs) => {
    const at = await staged({ InpMaxPositions: '1' });
    at.venue.latencyMs = latencyMs;
    for (let n = 1; n <= 4; n += 1) at.cockpit.command(open(cidOf(n)));
    await until(() => at.cockpit.saidOf('result').length === 4, WITHIN_MS);
    await pause(latencyMs + 300);
    const codes = at.cockpit.saidOf('result').map(({ retcode }) => retcode);
    expect([at.venue.positions.length, codes.filter((code) => code === 10_009).length, await at.ea.end()]).toEqual([1, 1, 0]);
  });

  const rests = (cid: string): Record<string, unknown> => ({ ...open(cid), op: 'place', kind: 'limit', price: 1.155 });
  const entries = (at: Stage): number => at.venue.positions.length + at.venue.account.snapshot(clock.nowMs()).orders.length;
  const codesOf = (at: Stage) => at.cockpit.saidOf('result').map(({ retcode }) => retcode);

  test.each([0, 250])('count waiting orders on their way: four in one packet, a server that takes %i ms', async (latencyMs) => {
    const at = await staged({ InpMaxPositions: '2' });
    at.venue.latencyMs = latencyMs;
    at.cockpit.command(rests(cidOf(1)));
    at.cockpit.command(open(cidOf(2)));
    at.cockpit.command(rests(cidOf(3)));
    at.cockpit.command(rests(cidOf(4)));
    await until(() => at.cockpit.saidOf('result').length === 4, WITHIN_MS);
    await pause(latencyMs + 300);
    expect([entries(at), codesOf(at).filter((code) => code === 0).length, await at.ea.end()]).toEqual([2, 2, 0]);
  });

  test.each(['open', 'place'])('count an entry (%s) on its way over a restart of the terminal', async (op) => {
    const at = await staged({ InpMaxPositions: '1' });
    at.venue.swallow = 1;
    at.cockpit.command(op === 'open' ? open(cidOf(1)) : rests(cidOf(1)));
    await until(() => at.venue.requests.length === 1, WITHIN_MS);
    await at.restart();
    await pause(200);
    at.cockpit.command(rests(cidOf(2)));
    await until(() => at.said('result') !== undefined, WITHIN_MS);
    expect([at.said('result')?.['retcode'], entries(at), await at.ea.end()]).toEqual([0, 0, 0]);
    expect(at.said('result')?.['why']).toContain('on their way (1)');
  });

  test.each([10_011, 10_012, 10_031])('count an entry whose answer (%i) leaves open whether it is done', async (retcode) => {
    const at = await staged({ InpMaxPositions: '1' });
    at.venue.faults.push({ kind: 'refuse', retcode, text: 'Not known' });
    at.cockpit.command(open(cidOf(1)));
    await until(() => at.cockpit.saidOf('result').length === 1);
    at.cockpit.command(open(cidOf(2)));
    await until(() => at.cockpit.saidOf('result').length === 2);
    expect([codesOf(at), await at.ea.end()]).toEqual([[retcode, 0], 0]);
  });

  test('count a waiting order once, and no more when it was cancelled or filled and closed again', async () => {
    const at = await staged({ InpMaxPositions: '2' });
    const said = (count: number) => until(() => at.cockpit.saidOf('result').length === count, WITHIN_MS);
    at.cockpit.command(rests(cidOf(1)));
    await said(1);
    at.cockpit.command(rests(cidOf(2)));
    await said(2);
    at.cockpit.command({ op: 'cancel', cid: cidOf(3), ticket: at.cockpit.saidOf('result')[1]?.['order'] });
    await said(3);
    at.cockpit.command(rests(cidOf(4)));
    await said(4);
    at.venue.price('EURUSD', 1.1547);
    await until(() => at.venue.positions.length === 2);
    await pause(200);
    at.cockpit.command({ op: 'close', cid: cidOf(5), ticket: at.venue.positions[0]?.ticket, vol: 0 });
    await said(5);
    await pause(200);
    at.cockpit.command(open(cidOf(6)));
    await said(6);
    expect([codesOf(at), entries(at), await at.ea.end()]).toEqual([[1, 2, 3, 4, 5, 6].map(() => 10_009), 2, 0]);
  });

  test('what the terminal itself did not take is not sent, and makes room at once', async () => {
    const at = await staged({ InpMaxPositions: '1' });
    at.venue.calls.fail('OrderSendAsync', 4756, 1);
    await pause(100);
    at.cockpit.command(open(cidOf(1)));
    await until(() => at.cockpit.saidOf('result').length === 1);
    at.cockpit.command(open(cidOf(2)));
    await until(() => at.cockpit.saidOf('result').length === 2);
    expect([codesOf(at), await at.ea.end()]).toEqual([[10_024, 10_009], 0]);
  });

  test('an entry that ended makes room for the next one', async () => {
    const at = await staged({ InpMaxPositions: '1' });
    at.cockpit.command(open(cidOf(1)));
    await until(() => at.cockpit.saidOf('result').length === 1);
    at.cockpit.command({ op: 'close', cid: cidOf(2), ticket: at.venue.positions[0]?.ticket, vol: 0 });
    await until(() => at.cockpit.saidOf('result').length === 2);
    await until(() => at.venue.positions.length === 0);
    await pause(100);
    at.cockpit.command(open(cidOf(3)));
    await until(() => at.cockpit.saidOf('result').length === 3);
    expect([at.said('result')?.['retcode'], await at.ea.end()]).toEqual([10_009, 0]);
  });

  test('count what went to the server, and not what the terminal did not take', async () => {
    const at = await staged({ InpMaxPerDay: '2', InpMaxPositions: '9' });
    at.venue.calls.fail('OrderSendAsync', 4756, 1);
    await pause(100);
    for (const n of [1, 2, 3, 4]) {
      at.cockpit.command(open(cidOf(n)));
      await until(() => at.cockpit.saidOf('result').length === n);
    }
    expect([codesOf(at), await at.ea.end()]).toEqual([[10_024, 10_009, 10_009, 0], 0]);
    expect(at.said('result')?.['why']).toContain('within a day');
  });

  test('the count of the day holds over a restart, and never holds a close back', async () => {
    const at = await staged({ InpMaxPerDay: '2', InpMaxPositions: '9' });
    at.cockpit.command(open(cidOf(1)));
    at.cockpit.command(open(cidOf(2)));
    await until(() => at.cockpit.saidOf('result').length === 2);
    await at.restart();
    await pause(200);
    at.cockpit.command(open(cidOf(3)));
    at.cockpit.command({ op: 'close', cid: cidOf(4), ticket: at.venue.positions[0]?.ticket, vol: 0 });
    await until(() => at.cockpit.saidOf('result').length === 4, WITHIN_MS);
    const [third, fourth] = at.cockpit.saidOf('result').slice(2);
    expect([third?.['retcode'], fourth?.['retcode'], await at.ea.end()]).toEqual([0, 10_009, 0]);
    expect(third?.['why']).toContain('within a day');
  });
});

const SILENT = { InpSilence: '2', InpSilenceSeconds: '5' };
const twoOpen = async (at: Stage): Promise<void> => {
  at.cockpit.command(open(cidOf(1)));
  at.cockpit.command(open(cidOf(2)));
  await until(() => at.cockpit.saidOf('result').length === 2);
};
const refuseNext = (at: Stage, ...codes: readonly number[]): void => {
  for (const retcode of codes) at.venue.faults.push({ kind: 'refuse', retcode, text: 'No' });
};

describe.skipIf(!hasCompiler)('without the cockpit', () => {
  test('closes that are refused are asked again until nothing of ours is left', async () => {
    const at = await staged(SILENT);
    await twoOpen(at);
    at.venue.byHand('EURUSD', 'BUY', 0.3);
    refuseNext(at, 10_004, 10_006, 10_004);
    at.cockpit.stop();
    await until(() => at.venue.positions.length === 1, 25_000);
    expect([at.venue.positions.map(({ clientOrderId }) => clientOrderId), await at.ea.end()]).toEqual([[null], 0]);
  });

  test.each<[string, (at: Stage) => void]>([
    ['hangs: its port takes connections and says nothing', (at) => (at.cockpit.isHung = true)],
    ['turns it away each time', (at) => (at.cockpit.turnsAway = { code: 'login', reason: 'Another account is expected' })],
  ])('a cockpit that %s is as silent as none', async (_what, goWrong) => {
    const at = await staged(SILENT);
    await twoOpen(at);
    goWrong(at);
    at.cockpit.socket?.destroy();
    await until(() => at.venue.positions.length === 0, 40_000);
    expect([at.venue.positions.length, at.cockpit.connections > 1, await at.ea.end()]).toEqual([0, true, 0]);
  });

  test("silent, and at the day's floor: what is not answered is asked for again at one pace", async () => {
    const at = await staged({ ...SILENT, InpSilence: '1', InpFloorCloses: 'true' });
    await twoOpen(at);
    at.venue.swallow = 1_000_000;
    at.cockpit.command({ op: 'floor', equity: 100_500, untilMs: clock.nowMs() + 3_600_000 });
    await until(() => at.venue.requests.length >= 4);
    at.cockpit.stop();
    await until(() => at.ea.log.includes('the cockpit is silent'), 20_000);
    const asked = at.venue.requests.length;
    await pause(3_000);
    // Two positions, one request in two seconds each.
    expect(at.venue.requests.length - asked).toBeLessThanOrEqual(6);
    expect(at.venue.requests.length - asked).toBeGreaterThan(0);
    expect(await at.ea.end()).toBe(0);
  });

  test('it acts too when the terminal was started again meanwhile', async () => {
    const at = await staged(SILENT);
    await twoOpen(at);
    await at.ea.kill();
    at.cockpit.stop();
    at.again();
    await until(() => at.venue.positions.length === 0, 25_000);
    expect([at.venue.positions.length, await at.ea.end()]).toEqual([0, 0]);
  });

  test('pending orders of ours are cancelled, by comment or by magic number, and no others', async () => {
    const at = await staged({ ...SILENT, InpSilence: '1' });
    at.cockpit.command(open(cidOf(1)));
    await until(() => at.cockpit.saidOf('result').length === 1);
    const place = (comment: string, magic: number) =>
      at.venue.account.trade(
        {
          ...{
            action: 'pending',
            symbol: 'EURUSD',
            type: 'buy_limit',
            volume: 0.1,
            price: 1.14,
            stopLoss: null,
            takeProfit: null,
          },
          ...{ stopLimit: 0, filling: 'return', lifetime: 'gtc', expiresAt: null, comment, magic },
        },
        clock.nowMs(),
        `by hand ${comment}`,
      );
    place(`C:${cidOf(7)}`, 770_000_001);
    place('renamed', 770_000_001);
    place('by hand', 0);
    refuseNext(at, 10_028);
    at.cockpit.stop();
    const orders = () => at.venue.account.snapshot(clock.nowMs()).orders;
    await until(() => orders().length === 1, 25_000);
    expect([orders().map(({ magic }) => magic), at.venue.positions.length, await at.ea.end()]).toEqual([[0], 1, 0]);
    expect(at.sent(REMOVE).length).toBe(3);
  });

  test('told otherwise, it stops', async () => {
    const at = await staged(SILENT);
    await twoOpen(at);
    refuseNext(at, ...Array.from({ length: 4 }, () => 10_018));
    const { port } = at.cockpit;
    at.cockpit.stop();
    await until(() => at.venue.requests.length >= 4, 25_000);
    const back = new ScriptedCockpit('well');
    await back.start(port);
    await until(() => back.saidOf('hb').length > 0, 20_000);
    const asked = at.venue.requests.length;
    await pause(3_000);
    expect([at.venue.requests.length - asked, at.venue.positions.length, await at.ea.end()]).toEqual([0, 2, 0]);
    back.stop();
  });

  test.each([
    ['true', 0],
    ['false', 2],
  ])("at the day's floor it closes ours where its owner chose so: InpFloorCloses=%s", async (InpFloorCloses, left) => {
    const at = await staged({ InpFloorCloses });
    await twoOpen(at);
    refuseNext(at, 10_004);
    at.cockpit.command({ op: 'floor', equity: 100_500, untilMs: clock.nowMs() + 3_600_000 });
    await until(() => at.venue.positions.length === 0, left === 0 ? WITHIN_MS : 3_000);
    expect([at.venue.positions.length, await at.ea.end()]).toEqual([left, 0]);
  });
});

describe.skipIf(!hasCompiler)('the table of client ids', () => {
  test('50,000 rows are read and made few, and what is open stays protected', async () => {
    const at = await staged();
    at.cockpit.command(open(CID));
    await until(() => at.said('result') !== undefined);
    const position = at.venue.positions[0]?.ticket ?? '';
    await at.ea.end();
    const file = join(at.folder.dir, 'MikrobotBridge-5012345.csv');
    const own = at.folder.read('MikrobotBridge-5012345.csv');
    const rows = Array.from({ length: 50_000 }, (_, i) => `${String(i).padStart(16, '0')};close;done;0;0;0;10009;1.1;0.1`);
    writeFileSync(file, `${own}${rows.join('\r\n')}\r\n`);
    at.venue.takeStopAway(position);
    const requests = at.venue.requests.length;
    at.again();
    await until(() => at.bare === 0, 30_000);
    await until(() => at.folder.read('MikrobotBridge-5012345.csv').split('\n').length < 4_000, 30_000);
    const kept = at.folder.read('MikrobotBridge-5012345.csv');
    expect([kept.includes(CID), kept.includes(String(49_999).padStart(16, '0')), at.venue.requests.length - requests]).toEqual([
      true,
      true,
      1,
    ]);
    expect(await at.ea.end()).toBe(0);
  });
});
