import { virtualClock } from '#main/adapters/system/index.ts';
import { bridge } from '../../main/adapters/mt5/bridge-in-hand.ts';
import { until } from '../../main/adapters/mt5/waiting.ts';
import { ScriptedEa } from '../../main/adapters/mt5/scripted-ea.ts';
import { usedBytes } from '../measure/time-loop.ts';
import type { Figures, Suite } from '../suite.ts';
import { FIFTY, tickOf } from '../world/fifty-symbols.ts';

const HOURS = 24;
const STEP_S = 4;
/** Turns of the event loop in which a question gets its answer. */
const TURNS = 4;
const STEPS_AN_HOUR = 3_600 / STEP_S;
const STEPS = HOURS * STEPS_AN_HOUR;

/** A simulated day of ticks, closed candles and heartbeats through a real socket; what the heap holds after the first hour, and then. */
async function day(ticksPerStep: number): Promise<Figures> {
  const clock = virtualClock(Date.now());
  let unanswered = 0;
  const { terminal, port } = await bridge({ clock, symbols: FIFTY, log: { write: () => void (unanswered += 1) } });
  const ea = new ScriptedEa(port);
  ea.answers = true;
  ea.names = FIFTY;
  ea.socket.setNoDelay(true);
  await ea.greet();
  const isUp = (): boolean => (clock.advanceBy(1), terminal.link().state === 'up');
  if (!(await until(isUp))) throw new Error('the link does not come up');
  let [ticks, bars, first, early, heard] = [0, 0, 0, 0, 0];
  let all: () => void = () => undefined;
  terminal.onNews(({ kind }) => {
    if (kind === 'quote' || kind === 'bar') heard += 1;
    if (heard === ticks + bars) all();
  });
  for (let step = 1; step <= STEPS; step += 1) {
    const now = clock.nowMs();
    ea.socket.cork();
    for (let i = 0; i < ticksPerStep; i += 1, ticks += 1) ea.say(tickOf(ticks, now));
    if (step % (60 / STEP_S) === 0) for (const sym of FIFTY) ea.say(closed(sym, (bars += 1), tickOf(0, now).ms));
    const come = new Promise<void>((resolve) => (all = resolve));
    ea.socket.uncork();
    await come;
    for (let second = 0; second < STEP_S; second += 1) {
      clock.advanceBy(1_000);
      for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
    ea.heard.length = 0;
    if (step === STEPS_AN_HOUR) first = usedBytes();
    if (step === STEPS / 2) early = usedBytes();
  }
  const last = usedBytes();
  if (unanswered > 50) throw new Error(`${unanswered} complaints of the bridge`);
  ea.cut();
  await terminal.stop();
  const mb = (bytes: number): number => bytes / 2 ** 20;
  return { first: mb(first), noon: mb(early), last: mb(last), ticks };
}

function closed(sym: string, n: number, ms: number) {
  const minute = Math.floor(ms / 60_000) * 60_000 - 60_000;
  return { t: 'bar', sym, ms: minute, o: 1.1, h: 1.101, l: 1.099, c: 1.1, vol: n % 100, spread: 2 };
}

export const suite: Suite = {
  name: 'bridge-day',
  title: 'A simulated day through the bridge: memory',
  baseline: '50 symbols, a tick of each every 5 s',
  metrics: [
    { key: 'first', label: 'heap after 1 h', unit: 'MB' },
    { key: 'noon', label: 'after 12 h', unit: 'MB' },
    { key: 'last', label: 'after 24 h', unit: 'MB' },
  ],
  candidates: [
    { name: '50 symbols, a tick of each every 5 s', measure: () => day(10 * STEP_S) },
    { name: '50 symbols, a tick of each every second', measure: () => day(50 * STEP_S) },
  ],
  notes: ['Heap in use after three collections; both ends are in the process. Time is simulated, the socket is real.'],
};
