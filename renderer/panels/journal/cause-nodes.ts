import type { Reply } from '#shared/ipc';

type Line = Reply<'journal.story'>['lines'][number];
/** A record with what it caused. `cause`: the record of another story that caused it; null: one above it, or nothing on record. */
export type CauseNode = { readonly line: Line; readonly effects: readonly CauseNode[]; readonly cause: number | null };

/** Beyond this depth effects stand beside their cause: a story of many steps stays readable, and no text is pushed out of sight. */
const DEPTH_MAX = 8;

/** Records as a forest: each under its cause, where that is among them. A cause is always older, so there is no circle. */
export function causeTree(lines: readonly Line[]): readonly CauseNode[] {
  type Node = { line: Line; effects: Node[]; cause: number | null; depth: number; home: Node[] };
  const roots: Node[] = [];
  const known = new Map<number, Node>();
  for (const line of lines) {
    const cause = line.causationId === null ? null : Number(line.causationId);
    const above = cause === null || cause >= line.seq ? undefined : known.get(cause);
    const home = above === undefined ? roots : above.depth >= DEPTH_MAX ? above.home : above.effects;
    const isElsewhere = above === undefined && cause !== null && Number.isSafeInteger(cause);
    const depth = above === undefined ? 0 : Math.min(DEPTH_MAX, above.depth + 1);
    const node: Node = { line, effects: [], cause: isElsewhere ? cause : null, depth, home };
    home.push(node);
    known.set(line.seq, node);
  }
  return roots;
}
