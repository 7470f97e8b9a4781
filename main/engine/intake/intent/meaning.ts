import { type Side } from '#shared/domain';
import type { JsonObject } from '../text/index.ts';
import type { Size } from './size.ts';
import { partOf, type StatedPart } from './part.ts';
import { statementsOf, type Statement, type WaitingType } from './statements.ts';
import type { Verb } from './verb.ts';

/** What a body wants, before its shape is looked at. An exit or a cancel of no side means every side. */
export type Meaning =
  /** `turns`: the side that is held, or whatever is, and is closed before `side` is opened. `side` null: a turn that names none. */
  | {
      readonly means: 'open';
      readonly side: Side | null;
      readonly waits: Waits | null;
      readonly turns: Side | 'any' | null;
      /** An order of the other side of what was held, and no field says what is held afterwards: it may only have ended that. */
      readonly mayOnlyClose?: true;
      readonly sizes: readonly (Size & { readonly path: string })[];
    }
  /** `part`: so much of it; null: all. */
  | { readonly means: 'exit' | 'cancel'; readonly side: Side | null; readonly part: StatedPart | null }
  /** `ends`: it speaks of ending a trade. */
  | {
      readonly means: 'nothing';
      readonly ends: boolean;
      readonly issues: readonly { readonly path: string; readonly message: string }[];
    };

/** What opens a trade. */
export type Opens = Extract<Meaning, { means: 'open' }>;

/** An order that waits for its price, and where the body says so. */
export type Waits = { readonly type: WaitingType; readonly path: string };

type Of<T extends Statement['says']> = Extract<Statement, { says: T }>;
type Opening = Statement & { readonly verb: Extract<Verb, { does: 'open' }>; readonly isDirection: boolean };

/**
 * The meaning of a body. What says close, exit, flat, reduce or a position of nothing, in any field and nesting, never opens; what says
 * it beside an opening without being a command itself is nothing, with both fields named. An exit is never nothing.
 */
export function meaningOf(body: JsonObject): Meaning {
  const all = statementsOf(body);
  const of = <T extends Statement['says']>(says: T): readonly Of<T>[] => all.filter((one): one is Of<T> => one.says === says);
  const verbs = of('verb');
  const opens = verbs
    .filter((one): one is Of<'verb'> & Opening => one.verb.does === 'open')
    .sort((one, other) => depthOf(one) - depthOf(other));
  const test = verbs.find(({ verb }) => verb.does === 'test');
  if (test !== undefined) return nothing(test, 'connection test, never traded');

  if (isExit(all, opens) || isReduction(all, opens)) return exitOf(all, opens);
  const cancel = verbs.find(({ verb }) => verb.does === 'cancel');
  if (cancel?.verb.does === 'cancel') return { means: 'cancel', side: cancel.verb.side ?? anySide(all), part: null };

  const [open] = opens;
  const word = of('closing-word')[0] ?? of('closing-label')[0];
  if (word !== undefined) return nothing(word, closesAndOpens(open), true);
  const other = verbs.find(({ verb }) => verb.does === 'other');
  if (other !== undefined)
    return nothing(
      other,
      `is not carried out by a signal: ${other.shown}; send buy, sell, exit, reverse or cancel`,
      /clos/i.test(other.shown),
    );
  const idle = of('not-live')[0];
  if (idle !== undefined) return nothing(idle, `${idle.why}: nothing is opened by it; leave it out to trade`);
  const zero = of('size').find(({ isZero }) => isZero);
  if (zero !== undefined) return nothing(zero, 'must be a positive number of lots: 0 opens nothing; to close, send action exit');
  const made = of('made')[0];
  if (made !== undefined) return nothing(made, 'tells of a trade that was made, and asks for none');
  const waits = waitsOf(of('waits'));
  if (waits !== null && 'means' in waits) return waits;
  const sizes = of('size');
  const turn = verbs.find(({ verb }) => verb.does === 'turn');
  if (turn?.verb.does === 'turn') return { ...turnOf(all, opens, turn.verb, waits), sizes };
  const turns = turned(all, open);
  const isUnsaid =
    turns !== null && open?.verb.names === 'order' && !all.some((one) => one.says === 'after' || one.says === 'left');
  return (
    contradiction(all, opens) ?? {
      ...{ means: 'open', side: open?.verb.side ?? null, waits, turns, sizes },
      ...(isUnsaid ? { mayOnlyClose: true } : {}),
    }
  );
}

function exitOf(all: readonly Statement[], opens: readonly Opening[]): Meaning {
  const part = partOf(all);
  if (part?.kind === 'unclear') return nothing(part.at, HOW_MUCH, true);
  return { means: 'exit', side: heldSide(all, opens), part };
}
const HOW_MUCH = 'says that a part is closed, and no field how much: send percent or quantity; to close all, send action exit';

/** An order that leaves less of what is held on the other side: a sell after which the position is still long. */
function isReduction(all: readonly Statement[], [open]: readonly Opening[]): boolean {
  if (open?.verb.names !== 'order') return false;
  const isOther = (says: 'after' | 'before'): boolean =>
    all.some((one) => one.says === says && one.held !== 'flat' && one.held !== open.verb.side);
  const isFromElsewhere = all.some((one) => one.says === 'before') && !isOther('before');
  return isOther('after') && !isFromElsewhere && partOf(all) !== null;
}

function isExit(all: readonly Statement[], opens: readonly Opening[]): boolean {
  const [open] = opens;
  const holds = all.some((one) => one.says === 'after' && one.held !== 'flat' && one.held === open?.verb.side);
  return all.some((one) => {
    if (one.says === 'verb') return one.verb.does === 'close';
    if (one.says === 'after') return one.held === 'flat';
    // The order of the other side of what is named as held takes away from it.
    if (one.says === 'held') return open?.verb.names === 'order' && one.side !== open.verb.side;
    return one.says === 'only-closes' || (one.says === 'closing-label' && !holds);
  });
}

/** The side that an exit ends; null when the body leaves it open, or names two. */
function heldSide(all: readonly Statement[], opens: readonly Opening[]): Side | null {
  const isNamedClose = all.some((one) => one.says === 'verb' && one.verb.does === 'close');
  const named = new Set<Side>();
  for (const one of all) {
    if (one.says === 'verb' && one.verb.does === 'close' && one.verb.held !== null) named.add(one.verb.held);
    if (one.says === 'verb' && one.verb.does === 'open' && one.isDirection && isNamedClose) named.add(one.verb.side);
    if (one.says === 'held') named.add(one.side);
    if ((one.says === 'only-closes' || one.says === 'closing-label') && one.held !== null) named.add(one.held);
    if ((one.says === 'after' || one.says === 'before') && one.held !== 'flat') named.add(one.held);
  }
  if (named.size > 0) return named.size === 1 ? ([...named][0] ?? null) : null;
  const [open, second] = opens;
  if (open === undefined || second?.verb.side === opposite(open.verb.side)) return null;
  const isFlag = all.some((one) => one.says === 'only-closes');
  if (open.verb.names === 'position') return isNamedClose || isFlag ? open.verb.side : null;
  return isNamedClose ? null : opposite(open.verb.side);
}

const anySide = (all: readonly Statement[]): Side | null => {
  const named = new Set(
    all.flatMap((one): Side[] => {
      if (one.says === 'verb') return one.verb.does === 'open' ? [one.verb.side] : [];
      if (one.says === 'held') return [one.side];
      return (one.says === 'after' || one.says === 'before') && one.held !== 'flat' ? [one.held] : [];
    }),
  );
  return named.size === 1 ? ([...named][0] ?? null) : null;
};

/** A word that closes and opens at once. What it leaves open, the side of the order or of what is held afterwards says. */
function turnOf(
  all: readonly Statement[],
  opens: readonly Opening[],
  { closes, opens: named }: Extract<Verb, { does: 'turn' }>,
  waits: Waits | null,
): Omit<Opens, 'sizes'> {
  const after = all.flatMap((one) => (one.says === 'after' && one.held !== 'flat' ? [one.held] : []));
  const sides = new Set([...(named === null ? [] : [named]), ...opens.map(({ verb }) => verb.side), ...after]);
  const side = sides.size === 1 ? ([...sides][0] ?? null) : null;
  const before = all.flatMap((one) => (one.says === 'before' && one.held !== 'flat' ? [one.held] : []))[0];
  return { means: 'open', side, waits, turns: closes ?? before ?? (side === null ? 'any' : opposite(side)) };
}

/** The one type that the body names; a contradiction where it names two. */
function waitsOf(stated: readonly Of<'waits'>[]): Waits | Extract<Meaning, { means: 'nothing' }> | null {
  const [first, other] = stated.filter(
    ({ type }, index) => stated.findIndex((one) => one.type === type) === index && type !== 'pending',
  );
  if (first !== undefined && other !== undefined)
    return nothing(other, `must agree with ${first.path} (${first.type}), not ${other.type}`);
  const one = first ?? stated[0];
  return one === undefined ? null : { type: one.type, path: one.path };
}

/** The side that was held before, where a body that opens the other one names it. */
function turned(all: readonly Statement[], open: Opening | undefined): Side | null {
  const before = all.find((one) => one.says === 'before');
  if (open === undefined || before?.says !== 'before' || before.held === 'flat') return null;
  return before.held === open.verb.side ? null : before.held;
}

/** Two fields of which one opens a side and the other says another one. */
function contradiction(all: readonly Statement[], opens: readonly Opening[]): Meaning | null {
  const [open, ...more] = opens;
  if (open === undefined) return null;
  const other = more.find(({ verb }) => verb.side !== open.verb.side);
  if (other !== undefined) return nothing(other, agrees(open, other.verb.side));
  for (const one of all) {
    if (one.says === 'after' && one.held !== open.verb.side) return nothing(one, agrees(open, one.held), true);
  }
  return null;
}

const agrees = ({ path, verb }: Opening, other: string): string => `must agree with ${path} (${verb.side}), not ${other}`;
const closesAndOpens = (open: Opening | undefined): string =>
  open === undefined
    ? 'says close, and no field says what is to be done: to close, send action exit'
    : `says close, and ${open.shown} opens: leave out the one that is not meant; to close, send action exit`;
/** What stands at the top counts as the action; what is inside is told when it disagrees. */
const depthOf = ({ path }: Statement): number => path.split('.').length;
const nothing = ({ path }: Statement, message: string, ends = false): Extract<Meaning, { means: 'nothing' }> => ({
  means: 'nothing',
  ends,
  issues: [{ path, message }],
});
const opposite = (side: Side): Side => (side === 'BUY' ? 'SELL' : 'BUY');
