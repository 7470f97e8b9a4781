import { describe, expect, it } from 'vitest';
import type { ExitPart, Position, Signal } from '#shared/domain';
import { EngineInHand, SPEC } from '../engine-in-hand.ts';

const exitOf = (part: ExitPart, changes: Partial<Signal> = {}): Partial<Signal> => ({
  kind: 'exit',
  exit: { anySide: false, notes: [], part },
  ...changes,
});
const held = (changes: Partial<Signal> = {}) => {
  const hand = new EngineInHand({
    approvals: { mode: 'auto' },
    strategies: { m5_bos: { sessions: ['any'], maxConcurrent: 3 } },
    cells: { u3: { onePositionPerSymbol: false } },
  });
  const position = hand.opened('s1', '11', changes);
  hand.observe(hand.dealsOf(position, []));
  return { hand, position };
};
/** The terminal closes so much of what was asked for, and shows what is left. */
const closes = (hand: EngineInHand, position: Position, lots: number) => {
  const { clientOrderId } = hand.sends.at(-1)!;
  hand.answer(clientOrderId, { ...hand.confirmed(position.ticket), volume: lots } as never);
  return () => {
    const volume = Number((hand.positions[0]!.volume - lots).toFixed(2));
    hand.positions = volume > 0 ? [{ ...hand.positions[0]!, volume }] : [];
    hand.observe(hand.dealsOf(position, [{ volume: lots, profit: 1 }]));
  };
};
const lots = (hand: EngineInHand) =>
  hand.sends.filter(({ op }) => op === 'close').map((one) => ('volume' in one ? one.volume : null));

describe('an exit of a part', () => {
  it.each<[string, ExitPart, (volume: number) => number]>([
    ['of percent', { percent: 25 }, (volume) => Math.floor(volume * 25 + 1e-9) / 100],
    ['of lots', { lots: 0.3 }, () => 0.3],
  ])('%s closes that much once, and says so', (_name, part, wanted) => {
    const { hand, position } = held();
    const asked = wanted(position.volume);
    hand.after(1_000).submit('x', exitOf(part));
    expect([hand.standing('x')[0], lots(hand)]).toEqual(['ordered', [asked]]);
    closes(hand, position, asked)();
    hand.after(1_000).beat();
    hand.after(60_000).beat();
    expect([hand.standing('x'), hand.life('x').reason?.text, lots(hand)]).toEqual([
      ['closed', 'exit_done'],
      `Exit of a part: ${asked} lots of 11 closed`,
      [asked],
    ]);
    expect(hand.standing('s1')[0]).toBe('open');
  });

  it('never closes more than is held', () => {
    for (const part of [{ lots: 400 }, { lots: 2.6300001 }] as const) {
      const { hand } = held();
      hand.after(1_000).submit('x', exitOf(part));
      expect(lots(hand)).toEqual([null]);
    }
  });

  it('counts as its sender does, who may have asked for more than was opened', () => {
    const { hand, position } = held({ volumeMax: 10 });
    hand.after(1_000).submit('x', exitOf({ lots: 5 }));
    expect(lots(hand)).toEqual([Math.floor(position.volume * 50 + 1e-9) / 100]);
  });

  it('takes half of what is left after a close that no look has shown yet', () => {
    const { hand, position } = held({ volumeMax: 0.4 });
    expect(position.volume).toBe(0.4);
    hand.after(1_000).submit('x', exitOf({ percent: 50 }));
    const show = closes(hand, position, 0.2);
    hand.submit('y', exitOf({ percent: 50 }));
    expect(lots(hand)).toEqual([0.2, 0.1]);
    show();
    expect(hand.cockpit.drift).toBeNull();
  });

  it('waits for what is under way about the position, and then takes its part of what is left', () => {
    const { hand, position } = held({ volumeMax: 0.4 });
    hand.after(1_000).submit('x', exitOf({ percent: 50 }));
    hand.submit('y', exitOf({ percent: 50 }));
    expect([lots(hand), hand.standing('y')[0]]).toEqual([[0.2], 'ordered']);
    closes(hand, position, 0.2)();
    hand.after(1_000).beat();
    expect(lots(hand)).toEqual([0.2, 0.1]);
  });

  it('asks for the rest of a part that was closed in part, and again after a refusal, within the bounds', () => {
    const { hand, position } = held({ volumeMax: 0.4 });
    hand.after(1_000).submit('x', exitOf({ lots: 0.3 }));
    closes(hand, position, 0.1)();
    hand.after(9_000).beat();
    expect(lots(hand)).toEqual([0.3, 0.2]);
    for (let count = 0; count < 12; count += 1) {
      const last = hand.sends.at(-1)!.clientOrderId;
      hand.answer(last, { kind: 'refused', retcode: 10_004, text: 'requote', at: hand.at });
      hand.after(9_000).beat();
    }
    expect([hand.standing('x'), lots(hand).length]).toEqual([['failed', 'exit_refused'], 5]);
    expect(hand.life('x').reason?.text).toContain('Exit of a part: 0.1 of 0.3 lots of 11 closed: ');
  });

  it('asks for the last step that is missing, and not for less', () => {
    for (const [closed, asked] of [
      [0.29, [0.3, 0.01]],
      [0.296, [0.3]],
    ] as const) {
      const { hand, position } = held({ volumeMax: 0.4 });
      hand.after(1_000).submit('x', exitOf({ lots: 0.3 }));
      closes(hand, position, closed)();
      hand.after(9_000).beat();
      expect(lots(hand)).toEqual(asked);
    }
  });

  it('asks for nothing while the journal cannot be written, and ends all the same where nothing is missing', () => {
    const fault = { since: 0, code: 'EIO' } as never;
    const after = (closed: number) => {
      const { hand, position } = held({ volumeMax: 0.4 });
      hand.after(1_000).submit('x', exitOf({ lots: 0.3 }));
      closes(hand, position, closed)();
      hand.cockpit.journalFault = fault;
      hand.after(9_000).beat();
      const during = [hand.standing('x')[0], lots(hand).length];
      hand.cockpit.journalFault = null;
      hand.after(1_000).beat();
      return [during, [hand.standing('x')[0], lots(hand).length]];
    };
    // Half a step and less is nothing that could be closed.
    for (const closed of [0.3, 0.297, 0.295]) expect(after(closed)[0]).toEqual(['closed', 1]);
    expect(after(0.1)).toEqual([
      ['ordered', 1],
      ['ordered', 2],
    ]);
  });

  it('waits for what is missing, however little, while nobody knows the steps of the symbol', () => {
    const { hand, position } = held({ volumeMax: 0.4 });
    hand.after(1_000).submit('x', exitOf({ lots: 0.3 }));
    closes(hand, position, 0.29)();
    const whole = Object.getOwnPropertyDescriptor(EngineInHand.prototype, 'facts');
    Object.defineProperty(hand, 'facts', {
      configurable: true,
      get: () => ({ ...(whole?.get?.call(hand) as object), specs: [] }),
    });
    hand.after(9_000).beat();
    expect([hand.standing('x')[0], lots(hand)]).toEqual(['ordered', [0.3]]);
    Object.defineProperty(hand, 'facts', { get: () => whole?.get?.call(hand) as object });
    hand.after(1_000).beat();
    expect(lots(hand)).toEqual([0.3, 0.01]);
  });

  it('of percent that was closed in part asks for the rest of what it was first', () => {
    const { hand, position } = held({ volumeMax: 0.4 });
    hand.after(1_000).submit('x', exitOf({ percent: 50 }));
    closes(hand, position, 0.1)();
    hand.after(9_000).beat();
    expect(lots(hand)).toEqual([0.2, 0.1]);
  });

  it('that is smaller than may be closed fails with what to send', () => {
    const { hand } = held({ volumeMax: 0.4 });
    hand.after(1_000).submit('x', exitOf({ lots: 0.004 }));
    hand.after(1_000).beat();
    expect([hand.standing('x'), lots(hand)]).toEqual([['failed', 'exit_refused'], []]);
    expect(hand.life('x').reason?.text).toContain('0.004 of 0.4 lots of 11 cannot be closed alone, the smallest volume is 0.01');
  });

  it.each([
    [0.25, ['closed', 'exit_done'], 'Exit of a part: 0.2 lots of 11 closed'],
    [
      0.05,
      ['failed', 'exit_refused'],
      'Exit of a part: 0.05 of 0.4 lots of 11 cannot be closed alone, the smallest volume is 0.1',
    ],
  ])('of %d lots where a tenth is the smallest: what cannot be closed alone is left, or refused', (part, standing, text) => {
    const { hand, position } = held({ volumeMax: 0.4 });
    const specs = [{ ...SPEC, volumeMin: 0.1, volumeStep: 0.01 }];
    Object.defineProperty(hand, 'facts', {
      get: () => ({ ...(Object.getOwnPropertyDescriptor(EngineInHand.prototype, 'facts')?.get?.call(hand) as object), specs }),
    });
    hand.after(1_000).submit('x', exitOf({ lots: part }));
    if (part > 0.1) {
      closes(hand, position, 0.2)();
      hand.after(9_000);
    }
    hand.after(1_000).beat();
    expect(hand.standing('x')).toEqual(standing);
    expect(hand.life('x').reason?.text.startsWith(text)).toBe(true);
  });

  it('takes lots from the oldest position first', () => {
    const { hand, position } = held({ volumeMax: 0.1 });
    hand.after(1_000);
    const second = hand.opened('s2', '12', { volumeMax: 0.4 });
    hand.observe([...hand.dealsOf(position, []), ...hand.dealsOf(second, [])]);
    hand.after(1_000).submit('x', exitOf({ lots: 0.25 }));
    expect(hand.sends.filter(({ op }) => op === 'close')).toMatchObject([
      { ticket: '11', volume: null },
      { ticket: '12', volume: 0.15 },
    ]);
  });

  it('of nothing that is held has nothing to close; a card is withdrawn', () => {
    const hand = new EngineInHand({ approvals: { mode: 'confirm' } });
    hand.submit('x', exitOf({ percent: 50 }));
    hand.submit('s1');
    hand.after(1_000).submit('y', exitOf({ percent: 50 }));
    expect([hand.standing('x')[1], hand.standing('s1')[1], hand.standing('y')[1], hand.sends]).toEqual([
      'nothing_to_close',
      'cancelled_by_sender',
      'exit_done',
      [],
    ]);
  });
});
