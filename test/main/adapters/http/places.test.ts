import { describe, expect, it } from 'vitest';
import { Places, type Place } from '#main/adapters/http/places.ts';

/** A door with few places, its loop in hand. */
function door(limits = { strangers: 3, proven: 2 }) {
  const turns: (() => void)[] = [];
  const gone: string[] = [];
  const pushedOut: string[] = [];
  const busy = new Set<string>();
  const places = new Places(limits, { soon: (act) => void turns.push(act) }, (peer) => void pushedOut.push(peer));
  const take = (name: string, peer = '127.0.0.1'): Place =>
    places.take({ peer, isBusy: () => busy.has(name), leave: () => void gone.push(name) });
  /** One turn of the loop: what was asked for in it runs in the next. */
  const turn = (): void => {
    for (const act of turns.splice(0)) act();
  };
  const settle = (): void => {
    turn();
    turn();
  };
  return { places, gone, pushedOut, busy, take, turn, settle };
}

describe('strangers', () => {
  it('have places, and the oldest makes room for a newer one', () => {
    const { take, settle, gone, places, pushedOut } = door();
    for (const name of ['a', 'b', 'c']) take(name, '10.0.0.1');
    settle();
    expect(gone).toEqual([]);
    take('d', '10.0.0.1');
    settle();
    expect([gone, places.strangers, pushedOut]).toEqual([['a'], 3, ['10.0.0.1']]);
  });

  it('are not pushed out before what they sent could be read: one turn lets them in, the next reads', () => {
    const { take, turn, gone, places } = door();
    const first = take('a');
    for (const name of ['b', 'c', 'd', 'e']) take(name);
    turn();
    expect([gone, places.strangers]).toEqual([[], 5]);
    first.prove();
    turn();
    expect([gone, places.strangers, places.proven]).toEqual([['b'], 3, 1]);
  });

  it('of the address that holds the most make room, no matter which came first', () => {
    const { take, settle, gone } = door();
    take('only', '10.0.0.1');
    for (const name of ['a', 'b', 'c', 'd', 'e']) take(name, '10.0.0.2');
    settle();
    expect(gone).toEqual(['a', 'b', 'c']);
  });

  it('of one IPv6 customer are one sender, and so are both forms of an IPv4 address', () => {
    const { take, settle, gone } = door();
    take('only', '2001:db8:1:2::1');
    take('a', '2001:db8:1:1::1');
    take('b', '2001:DB8:1:1:0:0:0:2');
    take('c', '2001:db8:1:1:ffff::3');
    settle();
    expect(gone).toEqual(['a']);
    const other = door();
    other.take('only', '10.0.0.2');
    other.take('d', '::ffff:10.0.0.1');
    other.take('e', '10.0.0.1');
    other.take('f', '::ffff:10.0.0.1');
    other.settle();
    expect(other.gone).toEqual(['d']);
  });

  it('that have gone by themselves hold no place', () => {
    const { take, settle, gone, places } = door();
    const all = ['a', 'b', 'c'].map((name) => take(name));
    all[0]?.free();
    all[0]?.free();
    take('d');
    settle();
    expect([gone, places.strangers]).toEqual([[], 3]);
  });
});

describe('a guest that has proven itself', () => {
  it('is no stranger: no number of them pushes it out', () => {
    const { take, settle, gone, places } = door();
    take('mine').prove();
    for (let at = 0; at < 20; at += 1) take(`s${at}`);
    settle();
    expect([gone.includes('mine'), places.proven, places.strangers]).toEqual([false, 1, 3]);
  });

  it('makes room for a newer proof when there are too many, the one that proved itself longest ago first', () => {
    const { take, settle, gone } = door();
    const first = take('a');
    first.prove();
    take('b').prove();
    first.prove();
    take('c').prove();
    settle();
    expect(gone).toEqual(['b']);
  });

  it('is left to finish what it is in the middle of', () => {
    const { take, settle, gone, busy, places } = door();
    for (const name of ['a', 'b']) {
      busy.add(name);
      take(name).prove();
    }
    take('c').prove();
    settle();
    expect(gone).toEqual(['c']);
    busy.add('d');
    take('d').prove();
    settle();
    expect([gone, places.proven]).toEqual([['c'], 3]);
  });

  it('is a stranger again, the newest, when it speaks for a stranger', () => {
    const { take, settle, gone, places } = door();
    const first = take('a');
    first.prove();
    for (const name of ['b', 'c', 'd']) take(name);
    first.doubt();
    settle();
    expect([gone, places.proven, places.strangers]).toEqual([['b'], 0, 3]);
    first.free();
    first.doubt();
    first.prove();
    expect([places.proven, places.strangers]).toEqual([0, 2]);
  });
});
