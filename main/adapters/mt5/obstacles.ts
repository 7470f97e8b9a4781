import type { Hello } from '#shared/bridge';
import { obstacleFor, type Obstacle, type ObstacleCode } from '#shared/domain';
import { obstacleOf } from './account-status.ts';
import type { Refusal, Turned } from './connection.ts';
import { lacksOf } from './ea-step.ts';
import type { TerminalMirror } from './terminal-mirror.ts';

/** What a connection that was not let in is told as. */
const TURNED: Readonly<Partial<Record<Refusal['code'], ObstacleCode>>> = {
  version: 'version_refused',
  token: 'token_refused',
  greeting: 'greeting_failed',
};

/** What keeps the terminal from taking orders, as of the last line: who is turned away, and the switches of the one that is not. */
export class Obstacles {
  readonly #admission: (hello: Hello) => Obstacle | null;
  readonly #mirror: Pick<TerminalMirror, 'switches' | 'hello' | 'guards'>;
  readonly #changed: (now: Obstacle | null) => void;
  #isConnected = false;
  /** Why the account that called last is not let in; null once one is. */
  #refused: Obstacle | null = null;
  #told: string | null = null;

  constructor(
    admission: (hello: Hello) => Obstacle | null,
    mirror: Pick<TerminalMirror, 'switches' | 'hello' | 'guards'>,
    changed: (now: Obstacle | null) => void,
  ) {
    this.#admission = admission;
    this.#mirror = mirror;
    this.#changed = changed;
  }

  get now(): Obstacle | null {
    if (!this.#isConnected) return this.#refused ?? obstacleFor('not_connected');
    const { switches, hello, guards } = this.#mirror;
    const { lacks } = this;
    const isBarred = guards?.onlyDemo === true && hello?.tradeMode === 'real';
    return (
      obstacleOf(switches) ??
      (isBarred ? obstacleFor('demo_only') : null) ??
      (lacks === null ? null : obstacleFor('program_outdated', lacks))
    );
  }

  /** What keeps an older Expert Advisor from opening anything; null: nothing does. */
  get lacks(): string | null {
    return this.#mirror.hello === null ? null : lacksOf(this.#mirror.hello);
  }

  /** Whether an account is let in; null: it is. */
  refuses = (hello: Hello): Turned | null => {
    const no = this.#admission(hello);
    if (no !== null && !this.#isConnected) {
      this.#refused = no;
      this.look();
    }
    return no === null ? null : { code: 'account', reason: no.text };
  };

  /** A connection was not let in. An account that is not admitted is known by `refuses`. */
  turned = ({ code, reason }: Refusal): void => {
    const obstacle = TURNED[code];
    if (this.#isConnected || obstacle === undefined) return;
    this.#refused = obstacleFor(obstacle, reason);
    this.look();
  };

  connected(is: boolean): void {
    this.#isConnected = is;
    if (is) this.#refused = null;
    this.look();
  }

  /** Another account may come from now on: what the last one was turned away for says nothing of it. */
  forget(): void {
    this.#refused = null;
    this.look();
  }

  /** Tells what has changed since it was told. */
  look(): void {
    const { now } = this;
    if (now?.text === this.#told || (now === null && this.#told === null)) return;
    this.#told = now?.text ?? null;
    this.#changed(now);
  }
}
