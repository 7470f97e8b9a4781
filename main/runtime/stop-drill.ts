import { RUN_MODES } from '#shared/domain';
import type { Drill } from '#shared/events';
import type { Refusal } from '#shared/ipc';
import { messageOf, err, ok, type Result } from '#shared/lib';
import type { ReadonlyCockpit } from '#shared/projection';
import { packEngine, unpackEngine } from '#engine';
import type { Journal, Terminal } from '#ports';
import { Runtime } from './runtime.ts';

/** A copy of the terminal with the same books, and a journal that goes on behind `lastSeq` and is thrown away. */
export type Rehearsal = (lastSeq: number) => { readonly terminal: Terminal; readonly journal: Journal };

/** A stop that is not over by then is reported as it stands. */
const DRILL_MAX_MS = 30_000;

type Times = Pick<Drill, 'latchMs' | 'flatMs' | 'steps' | 'result' | 'text' | 'withdrawn'> & {
  readonly before: { readonly positions: number; readonly openOrders: number };
};

/**
 * Rehearses the account's stop: the same engine, runtime and broker, on a copy, so that nothing of the account is touched and
 * a real stop may come at any moment. What a copy cannot show, how soon a stop is durable on this disk, is measured with a
 * record of the drill's own on the stop's road.
 */
export class StopDrill {
  readonly #runtime: Runtime;
  readonly #rehearsal: Rehearsal | null;
  #isUnderWay = false;

  constructor(runtime: Runtime, rehearsal: Rehearsal | null) {
    this.#runtime = runtime;
    this.#rehearsal = rehearsal;
  }

  async run(actor: string): Promise<Result<{ readonly drill: Drill }, Refusal>> {
    const { loop, options } = this.#runtime;
    const { clock, ids } = options;
    const { cockpit } = this.#runtime;
    const rehearsal = this.#rehearsal;
    if (rehearsal === null || !RUN_MODES[cockpit.mode].canRehearse)
      return refused('no_rehearsal', 'A drill is carried out on a copy of the account, which only the paper terminal can make');
    if (this.#isUnderWay) return refused('drill_under_way', 'A drill is under way');
    if (cockpit.trading.state === 'halted') return refused('halted', 'Trading is halted: there is nothing to rehearse');
    if (!this.#runtime.ready) return refused('not_ready', 'The cockpit is still starting');
    const id = ids.next('drill');
    const began = clock.monoMs();
    const beganAt = Math.floor(clock.nowMs());
    const mail = { actor, correlationId: id, causationId: null };
    const noted = loop.urgent({ ...mail, make: () => ({ type: 'drill.began', payload: { id } }) });
    if (noted.kind === 'lost') return refused(noted.code, noted.detail);
    const durableMs = clock.monoMs() - began;
    this.#isUnderWay = true;
    try {
      const times = await this.#rehearse(rehearsal, actor).catch(failed);
      if (this.#hasEnded) return refused('ended', 'The cockpit ended during the drill');
      const { positions, openOrders } = times.before;
      const { before: _before, ...told } = times;
      const drill: Drill = {
        drill: true,
        id,
        actor,
        beganAt,
        positions,
        orders: openOrders,
        durableMs: tidy(durableMs),
        ...told,
      };
      const ended = loop.urgent({ ...mail, make: () => ({ type: 'drill.ended', payload: { drill } }) });
      return ended.kind === 'lost' ? refused(ended.code, ended.detail) : ok({ drill });
    } finally {
      this.#isUnderWay = false;
    }
  }

  get #hasEnded(): boolean {
    return !this.#runtime.ready;
  }

  async #rehearse(rehearsal: Rehearsal, actor: string): Promise<Times> {
    const { options, loop } = this.#runtime;
    const { clock, log } = options;
    const { terminal, journal } = rehearsal(loop.engine.cockpit.lastSeq);
    let broken: Error | null = null;
    let wake: () => void = () => undefined;
    const copy = new Runtime({
      ...options,
      terminal,
      journal,
      model: null,
      calendar: null,
      notifier: { critical: () => undefined },
      log: { write: (level, text, data) => log.write(level === 'error' ? 'warn' : level, `Drill: ${text}`, data) },
      previous: null,
      warmUpBars: 0,
      onBug: (error) => {
        broken = error;
        wake();
      },
    });
    await copy.start([], unpackEngine(JSON.parse(JSON.stringify(packEngine(loop.engine)))));
    const snapshot = terminal.snapshot();
    const before = { positions: snapshot?.positions.length ?? 0, openOrders: snapshot?.orders.length ?? 0 };
    const pending = copy.cockpit.pending.size;
    const began = clock.monoMs();
    const { certificateId } = copy.halt({ reason: 'Drill', flatten: true }, actor);
    const latchMs = clock.monoMs() - began;
    await new Promise<void>((resolve) => {
      const late = clock.after(DRILL_MAX_MS, resolve);
      const look = (): void => {
        if (broken === null && !isOver(copy.cockpit, certificateId)) return;
        late();
        resolve();
      };
      wake = look;
      copy.onFeed(look);
      look();
    });
    const flatMs = clock.monoMs() - began;
    copy.seal('The drill is over');
    await terminal.stop();
    const times = timesOf(copy.cockpit, certificateId, broken);
    return {
      ...times,
      before,
      withdrawn: pending,
      latchMs: tidy(latchMs),
      flatMs: times.result === 'flat' ? tidy(flatMs) : null,
    };
  }
}

/** The copy could not even be stopped. That is what the drill found out, and it is kept like any other result. */
const failed = (error: unknown): Times => ({
  result: 'failed',
  text: messageOf(error).slice(0, 500),
  steps: [],
  withdrawn: 0,
  latchMs: 0,
  flatMs: null,
  before: { positions: 0, openOrders: 0 },
});

function isOver({ certificates }: ReadonlyCockpit, id: string | null): boolean {
  return id === null || certificates.get(id)?.endedAt !== null;
}

function timesOf(
  { certificates }: ReadonlyCockpit,
  id: string | null,
  broken: Error | null,
): Pick<Drill, 'result' | 'text' | 'steps'> {
  const certificate = id === null ? undefined : certificates.get(id);
  if (broken !== null || certificate === undefined)
    return { result: 'failed', text: (broken?.message ?? 'The copy did not latch').slice(0, 500), steps: [] };
  const steps = certificate.steps.map(({ step, at, text }) => ({ step, text, ms: at - certificate.latchedAt }));
  const left = certificate.tickets.filter(({ result }) => result !== 'closed' && result !== 'cancelled').length;
  switch (certificate.state) {
    case 'flat':
      return { result: 'flat', text: `${certificate.tickets.length} tickets ended, two looks at the terminal agree`, steps };
    case 'residual':
      return { result: 'residual', text: `${left} tickets could not be ended: a real stop would leave them too`, steps };
    default:
      return { result: 'unfinished', text: `Not over after ${DRILL_MAX_MS / 1_000} s, ${left} tickets are left`, steps };
  }
}

/** Tenths of a millisecond are more than any clock here is good for. */
const tidy = (ms: number): number => Math.max(0, Math.round(ms * 10) / 10);

const refused = (code: Refusal['code'], detail: string): Result<never, Refusal> => err({ kind: 'refused', code, detail });
