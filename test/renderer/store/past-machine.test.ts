import { expect, test } from 'vitest';
import type { WindowBridge } from '#renderer/bridge/index.ts';
import { PAST_TEXT } from '#renderer/format/index.ts';
import { createEngineStore, createPastDoor, createWindowStore } from '#renderer/store/index.ts';
import type { CommandName } from '#shared/ipc';
import { apply, emptyCockpit, packCockpit } from '#shared/projection';
import { PRESENT, cardOf, roomView, signalOf } from '../fixtures.ts';
import { frameFor } from '../live-frames.ts';
import { randomJournal } from '../random-journal.ts';

const records = randomJournal(7, 120);
const stateAt = (seq: number) => records.slice(0, seq).reduce(apply, emptyCockpit());
const atOf = (seq: number): number => records[seq - 1]?.at ?? 0;

/** A window that looks back, over an engine whose answers the test lets through one by one. */
function window(part = Infinity) {
  const { store, pen } = createEngineStore();
  pen.load(
    { state: packCockpit(stateAt(records.length)), live: frameFor(stateAt(records.length), PRESENT, 1), equity: [] },
    PRESENT,
  );
  pen.synced();
  const ui = createWindowStore();
  const sent: [CommandName, unknown][] = [];
  const waiting: (() => void)[] = [];
  const timers: (() => void)[] = [];
  let reached = 0;
  const look = ({ seq: asked, at }: { seq?: number; at?: number }) => {
    const seq = Math.min(records.length, asked ?? records.filter((record) => record.at <= (at ?? 0)).length);
    if (seq < 1) return { ok: false, error: { kind: 'refused', code: 'not_found', detail: 'Nothing is on record there' } };
    reached = Math.min(seq, reached > seq ? part : reached + part);
    const state = reached < seq ? null : packCockpit(stateAt(seq));
    return { ok: true, value: { seq, at: atOf(reached), reached, state, live: null } };
  };
  const send = (name: CommandName, request: never) => {
    sent.push([name, request]);
    const mark = { seq: 40, at: atOf(40), kind: 'trade', text: 'EURUSD closed, 4.00' };
    const last = { seq: records.length, at: atOf(records.length) };
    const answer =
      name === 'past.look' ? look(request) : { ok: true, value: { first: { seq: 1, at: atOf(1) }, last, marks: [mark] } };
    return new Promise((resolve) => waiting.push(() => resolve(answer)));
  };
  const bridge = { send, onFeed: () => () => undefined, onLive: () => () => undefined } as unknown as WindowBridge;
  const later = (run: () => void): void => void timers.push(run);
  const door = createPastDoor({ bridge, engine: store, ui, now: () => PRESENT, later });
  const turn = async (): Promise<void> => {
    waiting.shift()?.();
    for (let i = 0; i < 20; i += 1) await Promise.resolve();
  };
  const settle = async (): Promise<void> => {
    while (waiting.length > 0) await turn();
  };
  const tick = async (): Promise<void> => {
    timers.shift()?.();
    await settle();
  };
  const looks = (): readonly unknown[] => sent.filter(([name]) => name === 'past.look').map(([, request]) => request);
  return { store, pen, ui, sent, ...door, view: door.machine.store.getState, turn, settle, tick, looks };
}

test('shows the state of the record that is looked for, while the present goes on beside it', async () => {
  const { machine, store, ticker, view, settle } = window();
  machine.open({ seq: 50 });
  await settle();
  expect(view()).toMatchObject({ isOpen: true, shown: { seq: 50 }, way: null, fault: null, last: { seq: records.length } });
  expect(packCockpit(machine.engine.getState().cockpit)).toEqual(packCockpit(stateAt(50)));
  expect(store.getState().cockpit.lastSeq).toBe(records.length);
  expect(ticker.engineNow(1)).toBe(atOf(50));
  machine.leave();
  expect(view()).toMatchObject({ isOpen: false, shown: null, marks: [] });
  expect(machine.engine.getState()).toBe(store.getState());
});

test('a moment that is held stays while others are looked at, and goes with the past', async () => {
  const { machine, view, settle, sent } = window();
  machine.hold();
  machine.show('differences');
  expect(view()).toMatchObject({ held: null, shows: 'cockpit' });
  machine.open({ seq: 50 });
  await settle();
  machine.show('differences');
  machine.open({ seq: 60 });
  await settle();
  expect(view()).toMatchObject({ held: { seq: 50, at: atOf(50) }, shows: 'differences', shown: { seq: 60 } });
  expect(packCockpit(view().held?.view.cockpit ?? emptyCockpit())).toEqual(packCockpit(stateAt(50)));
  expect(sent.filter(([name]) => name === 'past.span')).toHaveLength(1);
  machine.leave();
  machine.leave();
  expect(view()).toMatchObject({ held: null, shows: 'cockpit' });
  expect(sent.filter(([name]) => name === 'past.leave')).toHaveLength(1);
  machine.open({ seq: 50 });
  await settle();
  machine.hold();
  machine.show('settings');
  machine.release();
  expect(view()).toMatchObject({ held: null, shows: 'settings' });
  machine.show('differences');
  machine.release();
  expect(view()).toMatchObject({ held: null, shows: 'cockpit' });
});

test('goes a long way in parts, and says how far it is', async () => {
  const { machine, view, turn, settle, looks } = window(30);
  machine.open();
  await turn();
  await turn();
  expect(view()).toMatchObject({ shown: null, way: { seq: records.length, reached: 30 } });
  await settle();
  expect(view()).toMatchObject({ shown: { seq: records.length }, way: null });
  expect(looks()).toHaveLength(Math.ceil(records.length / 30));
});

test('of the records that are dragged over while an answer is out, the last is asked for next', async () => {
  const { machine, view, settle, looks } = window();
  machine.open({ seq: 10 });
  await settle();
  for (const seq of [11, 12, 13, 14]) machine.to({ seq });
  await settle();
  expect(looks()).toEqual([{ seq: 10 }, { seq: 11 }, { seq: 14 }]);
  expect(view().shown?.seq).toBe(14);
});

test('an answer that comes after the past was left shows nothing', async () => {
  const { machine, view, turn, settle } = window();
  machine.open({ seq: 10 });
  await turn();
  machine.leave();
  await settle();
  expect(view()).toMatchObject({ isOpen: false, shown: null });
  machine.open({ seq: 20 });
  await settle();
  expect(view().shown?.seq).toBe(20);
});

test('a moment before the first record is refused in words, and what is shown stays', async () => {
  const { machine, view, settle } = window();
  machine.open({ seq: 10 });
  await settle();
  machine.to({ at: 5 });
  await settle();
  expect(view()).toMatchObject({ shown: { seq: 10 }, way: null, fault: 'Nothing is on record there' });
});

test('plays on by the time between the records, and stands at the newest one', async () => {
  const { machine, view, settle, tick, looks } = window();
  machine.open({ seq: 10 });
  await settle();
  machine.play(600);
  await settle();
  expect(looks().slice(1)).toEqual([{ at: atOf(10) + 300_000 }]);
  for (let step = 0; step < 5_000 && view().speed !== 0; step += 1) await tick();
  expect(view()).toMatchObject({ speed: 0, shown: { seq: records.length } });
  machine.to({ seq: 10 });
  await settle();
  machine.play(1);
  machine.to({ seq: 12 });
  await settle();
  expect(view()).toMatchObject({ speed: 0, shown: { seq: 12 } });
});

test('no act goes out from the past, except the stop, and how acts of now stand is not touched', async () => {
  const { act, ui, sent, view, settle } = window();
  const card = cardOf(signalOf('s-1', 'EURUSD', 'BUY', 'M5_BOS', PRESENT), PRESENT, roomView(98_000, 0), 1);
  ui.setState({ asks: { 'approve:s-1': { state: 'accepted', at: 1, seq: 4, detail: null } } });
  const refused = await Promise.all([act.approve(card), act.close('1', false), act.resume('because'), act.setMode('auto', null)]);
  expect([refused, sent, view().fault]).toEqual([[false, false, false, false], [], PAST_TEXT]);
  expect(ui.getState().asks).toEqual({ 'approve:s-1': { state: 'accepted', at: 1, seq: 4, detail: null } });
  act.openDialog({ kind: 'close', ticket: '1' });
  act.fillTicket('EURUSD', 'BUY');
  expect(ui.getState()).toMatchObject({ dialog: null, wanted: null, view: 'deck' });
  act.openDialog({ kind: 'flatten' });
  expect(ui.getState().dialog).toEqual({ kind: 'flatten' });
  void act.halt();
  await settle();
  expect(sent.map(([name]) => name)).toEqual(['trading.halt']);
});
