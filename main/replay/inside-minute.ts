import { TIMEFRAME_MS, type Bar, type Quote } from '#shared/domain';
import {
  barLeg,
  barWay,
  CLOSE_LEG,
  judgeStops,
  nextStep,
  showStep,
  tickOf,
  type BarPlay,
  type BarWay,
  type Step,
} from './inside-bar.ts';

/** A bar of the minute, how far it has been played, and what comes next of it; null: it is over. */
type Line = { readonly bar: Bar; readonly play: BarPlay; readonly way: BarWay; next: Step | null };

/**
 * Plays the bars of a minute, of one symbol or of several side by side: the earliest price first, and at one moment that of the symbol
 * which comes first. `pessimistic` also shows the account the worst that the bars allow of all symbols at once: after the opens,
 * before a target is taken, and again before the closes, with what was opened in the minute. A floor may lie there.
 */
export async function playMinute(bars: readonly Bar[], playOf: (symbol: string) => BarPlay): Promise<void> {
  const lines: Line[] = [];
  for (const bar of bars) {
    const play = playOf(bar.symbol);
    const way = barWay(bar, play);
    lines.push({ bar, play, way, next: await nextStep(way, false, play) });
  }
  let at = -Infinity;
  /** Whether the worst was shown after the opens, and before the closes. */
  const shown = { opens: false, closes: false };
  for (let line = earliest(lines); line !== undefined; line = earliest(lines)) {
    const { play, next: step } = line;
    if (step === null) break;
    if (play.intrabar === 'pessimistic' && isDue(step, shown)) {
      await allAtWorst(lines, at);
      await lookAgain(lines);
      continue;
    }
    at = Math.max(at, step.tick.at);
    await showStep({ ...step, tick: { ...step.tick, at } }, play);
    line.next = await nextStep(line.way, true, play);
    await lookAgain(lines.filter((other) => other !== line));
  }
}

function isDue({ leg }: Step, shown: { opens: boolean; closes: boolean }): boolean {
  const due = leg === CLOSE_LEG ? 'closes' : 'opens';
  if (leg === 0 || shown[due]) return false;
  shown.opens = true;
  shown[due] = true;
  return true;
}

/** What was done meanwhile may have put a level on the way, or taken one away. */
async function lookAgain(lines: readonly Line[]): Promise<void> {
  for (const line of lines) if (line.next !== null) line.next = await nextStep(line.way, false, line.play);
}

/** Of the first part of the way on which a line is, the earliest price. */
function earliest(lines: readonly Line[]): Line | undefined {
  let found: Line | undefined;
  for (const line of lines) {
    const [one, first] = [line.next, found?.next];
    if (one === null) continue;
    if (first === undefined || first === null || one.leg < first.leg || (one.leg === first.leg && one.tick.at < first.tick.at))
      found = line;
  }
  return found;
}

/** Shows each symbol where it hurts the account most, all of them at once. Nobody takes a target there, and no order that waits is dealt. */
async function allAtWorst(lines: readonly Line[], at: number): Promise<void> {
  const worst = worstOf(lines);
  const overs = lines.map(({ bar, play }) => play.terminal.replay.insideBar.forWorthOnly(bar.symbol));
  for (const [{ bar, play }, { bid }] of worst) {
    const share = (at - bar.time) / TIMEFRAME_MS[bar.timeframe];
    const here = play.terminal.quote(bar.symbol)?.bid ?? bar.open;
    const ends = [[here, share], [bid, share]] as const; // prettier-ignore
    const way = barLeg(bar, play, ends, { judge: () => judgeStops(bar, play, share), leg: 0 });
    for (let step = await nextStep(way, false, play); step !== null; step = await nextStep(way, true, play))
      await play.price({ ...step.tick, at });
  }
  for (const over of overs) over();
}

/**
 * The extreme of each bar at which the account is worth least, of those bars that change its worth. A pair that gives the rate of
 * another symbol's money counts too: what is worst for it is looked for once more with the others where they are worst.
 */
function worstOf(lines: readonly Line[]): ReadonlyMap<Line, Quote> {
  const worst = new Map<Line, Quote>();
  const worth = (line: Line, quote: Quote): number =>
    line.play.terminal.replay.insideBar.equityAt([...[...worst].flatMap(([one, seen]) => (one === line ? [] : [seen])), quote]);
  for (const isKnown of [false, true])
    for (const line of lines) {
      const { bar, play } = line;
      const [low, high] = [bar.low, bar.high].map((bid) => tickOf(bar, play, bid, 0)) as [Quote, Quote];
      const gain = worth(line, high) - worth(line, low);
      if (gain !== 0) worst.set(line, gain > 0 ? low : high);
      else if (!isKnown) worst.delete(line);
    }
  return worst;
}
