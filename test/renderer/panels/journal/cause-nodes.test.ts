import { expect, test } from 'vitest';
import { causeTree, type CauseNode } from '#renderer/panels/journal/cause-nodes.ts';

const line = (seq: number, causationId: string | null) =>
  ({ seq, at: seq, type: 'bar.closed', actor: 'market', correlationId: 'c', causationId }) as const;
type Shape = readonly [seq: number, effects: readonly Shape[]];
const shape = ({ line: { seq }, effects }: CauseNode): Shape => [seq, effects.map(shape)];

test('each record is under its cause, in order', () => {
  const roots = causeTree([line(1, null), line(2, '1'), line(3, '2'), line(4, '1'), line(6, '5')]);
  expect(roots.map(shape)).toEqual([
    [
      1,
      [
        [2, [[3, []]]],
        [4, []],
      ],
    ],
    [6, []],
  ]);
  expect(roots.map(({ cause }) => cause)).toEqual([null, 5]);
});

test('a chain of any length goes no deeper than it can be read, and none of it is lost', () => {
  const roots = causeTree(Array.from({ length: 400 }, (_, index) => line(index + 1, index === 0 ? null : String(index))));
  const depth = (nodes: readonly CauseNode[]): number =>
    nodes.length === 0 ? 0 : 1 + Math.max(...nodes.map((n) => depth(n.effects)));
  const count = (nodes: readonly CauseNode[]): number => nodes.reduce((sum, n) => sum + 1 + count(n.effects), 0);
  expect([depth(roots), count(roots)]).toEqual([9, 400]);
});

test('a cause that is no number, or no older record, is a root', () => {
  expect(causeTree([line(1, '1'), line(2, 'outside'), line(3, '4'), line(4, '3')]).map(shape)).toEqual([
    [1, []],
    [2, []],
    [3, [[4, []]]],
  ]);
});
