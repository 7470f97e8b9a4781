import type { PastMark, Refusal, Reply } from '#shared/ipc';
import { err, type Result } from '#shared/lib';
import { unpackCockpit } from '#shared/projection';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { WindowBridge } from '../bridge/index.ts';
import type { EngineStore, EngineView } from './engine-store.ts';
import { shareUnchanged, structuralShare } from './share-unchanged.ts';

/** How much faster than it happened; 0: it stands. */
export const SPEEDS = [1, 10, 60, 600] as const;
export type Speed = (typeof SPEEDS)[number] | 0;
/** While it plays, a further moment is asked for this often. */
const PLAY_MS = 500;

export type PastView = {
  readonly isOpen: boolean;
  readonly first: Moment | null;
  readonly last: Moment | null;
  readonly marks: readonly PastMark[];
  /** What is shown; null: nothing yet. */
  readonly shown: Moment | null;
  /** What is looked for, and how far the records were read; null: nothing is. */
  readonly way: { readonly seq: number; readonly reached: number } | null;
  readonly speed: Speed;
  /** Why the last look, or an act, was not done. */
  readonly fault: string | null;
  /** The moment that others are compared with; null: none is held. */
  readonly held: HeldMoment | null;
  readonly shows: PastShows;
};
/** A moment with all that was known then. */
export type HeldMoment = Moment & { readonly view: EngineView };
/** The view of then; or in its place what differs from the held moment, or what other settings would have made of it. */
export type PastShows = 'cockpit' | 'differences' | 'settings';
export type Moment = { readonly seq: number; readonly at: number };
export type Target = { readonly seq: number } | { readonly at: number };

export type PastMachine = {
  readonly store: Pick<StoreApi<PastView>, 'getState' | 'getInitialState' | 'subscribe'>;
  /** The state of then, in the shape of the present one, so that every panel can show it. */
  readonly engine: EngineStore;
  /** Goes into the past: to a record or a moment; without one, to the newest record. In the past it is a step like any other. */
  readonly open: (target?: Target) => void;
  readonly to: (target: Target) => void;
  readonly play: (speed: Speed) => void;
  /** Holds the moment that is shown, as the first of two to compare. */
  readonly hold: () => void;
  readonly release: () => void;
  /** What differs is told from the moment that is held; where none is, from the one that is shown. */
  readonly show: (shows: PastShows) => void;
  readonly leave: () => void;
  readonly refuse: (why: string) => void;
};

const CLOSED: PastView = {
  ...{ isOpen: false, first: null, last: null, marks: [], shown: null },
  ...{ way: null, speed: 0, fault: null, held: null, shows: 'cockpit' },
};

/** Looks at the cockpit as it was. One question is out at a time; of those that come meanwhile the newest is asked next. */
class Lookout implements PastMachine {
  readonly store = createStore<PastView>(() => CLOSED);
  readonly engine: StoreApi<EngineView>;
  readonly #bridge: Pick<WindowBridge, 'send'>;
  readonly #present: EngineStore;
  readonly #later: (run: () => void, ms: number) => void;
  #wanted: Target | null = null;
  #isOut = false;
  /** Answers to a visit that is over show nothing. */
  #visit = 0;

  constructor(bridge: Pick<WindowBridge, 'send'>, present: EngineStore, later: (run: () => void, ms: number) => void) {
    this.#bridge = bridge;
    this.#present = present;
    this.#later = later;
    this.engine = createStore<EngineView>(present.getState);
  }

  readonly open = (target?: Target): void => {
    if (this.store.getState().isOpen) {
      if (target !== undefined) this.to(target);
      return;
    }
    this.#begin();
    this.engine.setState(this.#present.getState(), true);
    this.store.setState({ ...CLOSED, isOpen: true });
    void this.#span(target);
  };

  readonly to = (target: Target): void => {
    this.store.setState({ speed: 0 });
    this.#go(target);
  };

  readonly play = (speed: Speed): void => {
    const { speed: before, shown } = this.store.getState();
    this.store.setState({ speed });
    if (before === 0 && speed !== 0 && shown !== null) this.#step(this.#visit, shown);
  };

  readonly hold = (): void => {
    const { shown } = this.store.getState();
    if (shown !== null) this.store.setState({ held: { ...shown, view: this.engine.getState() } });
  };

  readonly release = (): void => {
    const { shows } = this.store.getState();
    this.store.setState({ held: null, shows: shows === 'differences' ? 'cockpit' : shows });
  };

  readonly show = (shows: PastShows): void => {
    if (shows === 'differences' && this.store.getState().held === null) this.hold();
    const { held } = this.store.getState();
    this.store.setState({ shows: shows === 'differences' && held === null ? 'cockpit' : shows });
  };

  readonly leave = (): void => {
    // What the engine keeps for further looks is of no use any more.
    if (this.store.getState().isOpen) void this.#bridge.send('past.leave', {}).catch(lost);
    this.#begin();
    this.engine.setState(this.#present.getState(), true);
    this.store.setState(CLOSED, true);
  };

  readonly refuse = (fault: string): void => {
    this.store.setState({ fault });
  };

  #begin(): void {
    this.#visit += 1;
    this.#wanted = null;
    this.#isOut = false;
  }

  async #span(target: Target | undefined): Promise<void> {
    const own = this.#visit;
    const answer = await this.#bridge.send('past.span', {}).catch(lost);
    if (own !== this.#visit) return;
    if (!answer.ok) {
      this.refuse(answer.error.detail);
      return;
    }
    const { first, last, marks } = answer.value;
    this.store.setState({ first, last, marks });
    if (last !== null) this.#go(target ?? { seq: last.seq });
  }

  #go(target: Target): void {
    this.#wanted = target;
    const { shown } = this.store.getState();
    if ('seq' in target) this.store.setState({ way: { seq: target.seq, reached: shown?.seq ?? 0 } });
    if (!this.#isOut) void this.#look();
  }

  async #look(): Promise<void> {
    const own = this.#visit;
    this.#isOut = true;
    while (this.#wanted !== null) {
      const target: Target = this.#wanted;
      const answer = await this.#bridge.send('past.look', target).catch(lost);
      if (own !== this.#visit) return;
      if (this.#wanted === target) this.#took(answer);
    }
    this.#isOut = false;
  }

  #took(answer: Result<Reply<'past.look'>, Refusal>): void {
    if (!answer.ok) {
      this.#wanted = null;
      this.store.setState({ way: null, speed: 0, fault: answer.error.detail });
    } else if (answer.value.state === null) {
      this.store.setState({ way: { seq: answer.value.seq, reached: answer.value.reached } });
    } else {
      this.#wanted = null;
      this.#show(answer.value);
    }
  }

  #show({ seq, at, state, live }: Reply<'past.look'>): void {
    const known = this.engine.getState();
    this.engine.setState({
      cockpit: shareUnchanged(known.cockpit, unpackCockpit(state)),
      equity: this.#present.getState().equity.filter((point) => point.at <= at),
      live: live === null ? null : structuralShare(known.live, live),
      ...{ link: 'live', lastBeatAt: null, clockOffsetMs: 0, fault: null },
    });
    this.store.setState({ shown: { seq, at }, way: null, fault: null });
  }

  /** On by as much time as has passed, so many times faster; over silence between records too. */
  #step(own: number, since: Moment): void {
    const { speed, shown, last } = this.store.getState();
    if (own !== this.#visit || speed === 0 || shown === null || last === null) return;
    if (shown.seq >= last.seq) {
      this.store.setState({ speed: 0 });
      return;
    }
    const at = Math.max(shown.at, since.at) + speed * PLAY_MS;
    if (this.#wanted === null) this.#go({ at });
    this.#later(() => {
      this.#step(own, { seq: shown.seq, at });
    }, PLAY_MS);
  }
}

/** Made once a window; closed until it is opened. */
export const createPastMachine = (
  bridge: Pick<WindowBridge, 'send'>,
  present: EngineStore,
  later: (run: () => void, ms: number) => void,
): PastMachine => new Lookout(bridge, present, later);

/** A bridge that throws is as good as one that does not answer. */
const lost = (): Result<never, Refusal> =>
  err({ kind: 'not-connected', code: 'not_connected', detail: 'The engine does not answer' });
