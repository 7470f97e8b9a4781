/**
 * The swings and breaks of the smart-money-concepts project (MIT, commit 1b62fd6c41e1), re-stated for comparison with its
 * published results. It looks ahead by design and serves as an oracle for loaders and arithmetic, never as a detector.
 */
export type SmcBar = { readonly high: number; readonly low: number; readonly close: number };
export type SmcSwing = { readonly type: 1 | -1; readonly level: number } | null;
export type SmcBreak = { bos: number; choch: number; level: number; brokenIndex: number };

type Turn = { at: number; type: 1 | -1; level: number };

/** One entry per bar: a bar whose high (low) is the largest (smallest) of bars i-n+1 to i+n, thinned until types alternate. */
export function smcSwings(bars: readonly SmcBar[], length: number): SmcSwing[] {
  let turns: Turn[] = [];
  // The rolling window runs over the shifted series, so it is full only after twice the length.
  for (let i = 2 * length - 1; i + length < bars.length; i += 1) {
    const window = bars.slice(i - length + 1, i + length + 1);
    const bar = bars[i] as SmcBar;
    if (window.every(({ high }) => high <= bar.high)) turns.push({ at: i, type: 1, level: bar.high });
    else if (window.every(({ low }) => low >= bar.low)) turns.push({ at: i, type: -1, level: bar.low });
  }
  for (let before = -1; before !== turns.length;) {
    before = turns.length;
    turns = thinned(turns);
  }
  const swings: SmcSwing[] = bars.map(() => null);
  for (const turn of turns) swings[turn.at] = { type: turn.type, level: turn.level };
  // The two ends of the series are turned into swings opposite to their neighbours.
  const ends = [
    [0, turns[0]],
    [bars.length - 1, turns.at(-1)],
  ] as const;
  for (const [at, turn] of ends) {
    const bar = bars[at];
    if (turn !== undefined && bar !== undefined)
      swings[at] = turn.type === 1 ? { type: -1, level: bar.low } : { type: 1, level: bar.high };
  }
  return swings;
}

/** Drops, of every pair of neighbours of one type, the less extreme; of equals, the later. All pairs are judged at once. */
function thinned(turns: readonly Turn[]): Turn[] {
  const dropped = new Set<number>();
  for (let i = 0; i + 1 < turns.length; i += 1) {
    const a = turns[i] as Turn;
    const b = turns[i + 1] as Turn;
    if (a.type === b.type) dropped.add(a.type * a.level < a.type * b.level ? i : i + 1);
  }
  return turns.filter((_, i) => !dropped.has(i));
}

/** One entry per bar. A pattern of four swings puts its level on the second of them; the break is the first close beyond it. */
export function smcBreaks(bars: readonly SmcBar[], swings: readonly SmcSwing[]): (SmcBreak | null)[] {
  const found = patterns(swings);
  const marks = [...found.keys()];
  for (const i of marks) {
    const mark = found.get(i);
    if (mark === undefined) continue;
    const direction = mark.bos + mark.choch;
    let j = i + 2;
    while (j < bars.length && direction * ((bars[j] as SmcBar).close - mark.level) <= 0) j += 1;
    if (j >= bars.length) continue;
    mark.brokenIndex = j;
    // An earlier mark that breaks no sooner is withdrawn; its index stays in the published table.
    for (const k of marks) {
      const earlier = found.get(k);
      if (k < i && earlier !== undefined && earlier.brokenIndex >= j) Object.assign(earlier, { bos: 0, choch: 0, level: 0 });
    }
  }
  return bars.map((_, i) => {
    const mark = found.get(i);
    return mark === undefined || mark.brokenIndex === 0 ? null : mark;
  });
}

function patterns(swings: readonly SmcSwing[]): Map<number, SmcBreak> {
  const found = new Map<number, SmcBreak>();
  const turns: Turn[] = [];
  swings.forEach((swing, at) => {
    if (swing === null) return;
    turns.push({ at, ...swing });
    if (turns.length < 4) return;
    const [a, b, c, d] = turns.slice(-4) as [Turn, Turn, Turn, Turn];
    const s = d.type;
    if (a.type !== -s || b.type !== s || c.type !== -s) return;
    const [oldest, level, newer, newest] = [s * a.level, s * b.level, s * c.level, s * d.level];
    const isBos = oldest < newer && newer < level && level < newest;
    const isChoch = newest > level && level > oldest && oldest > newer;
    if (isBos || isChoch)
      found.set(b.at, { bos: isBos ? s : 0, choch: isChoch ? s : 0, level: Math.fround(b.level), brokenIndex: 0 });
  });
  return found;
}
