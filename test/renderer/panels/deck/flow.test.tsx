// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { ControlSummary, ControlView } from '#renderer/panels/control/index.ts';
import { Flow } from '#renderer/panels/deck/flow.tsx';
import { frameFor } from '../../live-frames.ts';
import { morning, PRESENT } from '../../fixtures.ts';
import { reads, stage } from '../../stage.tsx';

const { stages } = frameFor(morning().state, PRESENT, 1);
const p95 = (stage: 'owner' | 'u4', ms: number) => ({ ...stages, [stage]: { ...stages[stage], p95: ms } });
const slowest = (): string => reads(document.querySelector('.slowest'));

test('where the signals went is one line, and a door to each station', () => {
  const journal = morning();
  const { received, accepted } = journal.state.intake;
  const sent = journal.state.stages.get('u4')?.asked ?? 0;
  stage(<Flow />, journal);
  const line = screen.getAllByRole('listitem').map(reads);
  expect([line[0], line[1], line.at(-2), screen.getByRole('link').getAttribute('href')]).toEqual([
    `${received} in`,
    `${accepted} accepted`,
    `${sent} sent`,
    '#control',
  ]);
  expect([line.length, sent > 0]).toEqual([7, true]);
});

test('the station that is nearest to its budget is named, and beyond it loudly', () => {
  const { beat } = stage(<Flow />, morning(), { live: { stages: p95('owner', 49) } });
  expect(slowest()).toBe('slowest, p95: Owner 49 ms of 50 ms');
  beat({ stages: p95('owner', 51) });
  expect([slowest(), document.querySelector('.slowest')?.className]).toEqual([
    'over its budget: Owner 51 ms of 50 ms',
    'slowest strong lit',
  ]);
});

test('the stations stand under Control, each with its counts', () => {
  stage(<ControlView />, morning());
  const stations = reads(screen.getByRole('group', { name: 'Pipeline stages' }));
  expect(stations).toMatch(/Intake.*Controller.*Owner.*Approval.*U1 valid.*U2 score.*U3 size.*U4 exec.*U5 watch/);
});

test('the control plane is one line while all is well, and what is not otherwise', () => {
  const well = { loop: { p50: 1, p95: 2, p99: 3, max: 4 } } as never;
  const journal = morning();
  const { container, feed, beat } = stage(<ControlSummary />, journal, { live: well });
  expect([reads(container), container.querySelector('table')]).toEqual([expect.stringContaining('breakers closed'), null]);
  beat({ loop: { p50: 1, p95: 2, p99: 30, max: 40 } } as never);
  expect(reads(container)).toContain('30 ms, over 20 ms');
  beat(well);
  expect(container.querySelector('table')).toBeNull();
  journal.write('breaker.moved', {
    agent: 'terminal',
    effect: 'write',
    why: 'x',
    breaker: { state: 'OPEN', failures: 5, reopensAt: null },
  });
  feed();
  expect(reads(container)).toContain('1 of 17 not closed');
});
