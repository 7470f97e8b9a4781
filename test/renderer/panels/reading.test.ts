import { describe, expect, it } from 'vitest';
import type { StageDecision } from '#shared/domain';
import {
  actorText,
  breakersOf,
  heldPositions,
  notClosed,
  offeredOverrides,
  overrideRefusal,
  reasonLine,
  resultR,
  roomShares,
  tradedCount,
  u1ScoreOf,
  u2ScoreOf,
} from '#renderer/panels/reading/index.ts';
import { newestFirst, olderFrom } from '#renderer/panels/journal/journal-lines.ts';
import { AGENT_EFFECTS } from '#shared/domain';
import { unpackCockpit } from '#shared/projection';
import { positionOf, PRESENT, roomView } from '../fixtures.ts';
import { alarm, busy, halted, normal } from '../scenarios.ts';

const stateOf = (made: { state: unknown }) => unpackCockpit(made.state);

describe('signals in one line', () => {
  it('say where each stands and why', () => {
    const lives = [...stateOf(normal()).signals.values()];
    const lines = new Set(lives.map(reasonLine));
    expect(lines).toContain('Waits for your approval');
    expect(lines).toContain('U3 risk: M5 BOS already holds 2 of 2 positions.');
    expect(lines).toContain('Stop hit, −1.01 R');
    expect(tradedCount(lives)).toBe(5);
    expect(lives.every((life) => reasonLine(life) !== '')).toBe(true);
  });

  it('name the station that spoke once', () => {
    const [life] = [...stateOf(normal()).signals.values()].filter(({ state }) => state === 'rejected');
    if (life === undefined) throw new Error('a refused signal is kept');
    const said = (stage: 'approval' | 'owner' | 'u2', text: string): string =>
      reasonLine({
        ...life,
        reason: { code: 'volatility', text },
        decisions: [{ ...(life.decisions[0] as StageDecision), stage }],
      });
    expect(said('approval', 'Approval ran out after 600 s, not traded')).toBe('Approval ran out after 600 s, not traded');
    expect(said('approval', 'Withdrawn')).toBe('Approval: Withdrawn');
    expect(said('u2', 'U2: Rule score 0.5')).toBe('U2: Rule score 0.5');
    expect(said('owner', 'Ownership is not known')).toBe('Owner: Ownership is not known');
  });

  it('know no score where none was given', () => {
    const refused = [...stateOf(normal()).signals.values()].find(({ decisions }) => decisions.at(-1)?.stage === 'owner');
    expect(refused === undefined ? 'none' : [u1ScoreOf(refused), u2ScoreOf(refused)]).toEqual([null, null]);
  });
});

describe('overrides', () => {
  it('are offered for soft refusals only, while they are young', () => {
    const cockpit = stateOf(busy());
    const offered = offeredOverrides(cockpit, PRESENT, 50);
    expect(offered.length).toBeGreaterThan(5);
    expect(offered.every((life) => overrideRefusal(life, cockpit) === null)).toBe(true);
    expect(offeredOverrides(cockpit, PRESENT + 3_600_000, 50)).toEqual([]);
  });

  it('are refused for hard limits, and while trading is halted', () => {
    const cockpit = stateOf(halted());
    const reasons = [...cockpit.signals.values()]
      .filter(({ state }) => state === 'rejected')
      .map((life) => overrideRefusal(life, cockpit));
    expect(reasons).not.toContain(null);
    expect(reasons.some((text) => text?.includes('hard limit'))).toBe(true);
  });
});

describe('room', () => {
  it('uses nothing while the day is in gain', () => {
    expect(roomShares(roomView(99_640, 500), 'day')).toMatchObject({ usedPct: 0, reservedPct: 10 });
    expect(roomShares(roomView(97_640, 500), 'day')).toMatchObject({ usedPct: 20, room: 4_000 });
    const bands = [2_501, 2_500, 1_001, 1_000, -1].map(
      (room) => roomShares({ ...roomView(97_640, 0), dayRoom: room, dayLimit: 5_000 }, 'day').band,
    );
    expect(bands).toEqual([null, 'high', 'high', 'critical', 'critical']);
    expect(roomShares({ ...roomView(97_640, 500), dayLimit: 0 }, 'day')).toMatchObject({ usedPct: 0, reservedPct: 0 });
  });
});

describe('positions', () => {
  it('take the terminal’s figures and show what only the terminal holds as foreign', () => {
    const ledger = stateOf(normal()).positions;
    const [first] = ledger.values();
    const latest = [
      { ...(first?.position ?? positionOf('x', 'EURUSD', 'BUY', 1, 1, 1, 1, 0, 0)), profit: 1 },
      positionOf('99', 'GBPUSD', 'BUY', 1, 1.3, 1.2, 1.4, 5, 0),
    ];
    const held = heldPositions(ledger, latest);
    expect(held.map(({ foreign }) => foreign)).toEqual([false, false, true]);
    expect([held[0]?.position.profit, held[2] === undefined ? 0 : resultR(held[2])]).toEqual([1, null]);
  });
});

describe('breakers', () => {
  it('are all listed, those that never moved as closed', () => {
    const rows = breakersOf(stateOf(alarm()).breakers);
    expect(rows).toHaveLength(Object.values(AGENT_EFFECTS).flat().length);
    expect(notClosed(rows).map(({ agent, effect }) => `${agent}/${effect}`)).toEqual([
      'u4/write',
      'terminal/read',
      'terminal/write',
    ]);
  });
});

describe('actors', () => {
  it.each([
    ['trader:window', 'you'],
    ['trader:tray', 'you (tray)'],
    ['engine', 'engine'],
    ['', 'nobody'],
  ])('%s', (actor, text) => expect(actorText(actor)).toBe(text));
});

describe('journal lines', () => {
  const lines = [...stateOf(normal()).tail.values()];
  it('stand once each, newest first', () => {
    const twice = newestFirst([...lines, ...lines.slice(0, 10)]);
    expect(twice.map(({ seq }) => seq)).toEqual([...new Set(lines.map(({ seq }) => seq))].sort((one, other) => other - one));
  });
  it('ask for the page before the oldest one, and for nothing before the first', () => {
    expect([olderFrom(900, 500), olderFrom(200, 500), olderFrom(1, 500), olderFrom(Infinity, 500)?.limit]).toEqual([
      { seq: 399, limit: 500 },
      { seq: 0, limit: 199 },
      null,
      500,
    ]);
  });
});
