import type { Hello } from '#shared/bridge';
import { obstacleFor, type Obstacle } from '#shared/domain';
import { accountAdmission, obstacleOf, type AccountRules } from './account-status.ts';
import type { TerminalMirror } from './terminal-mirror.ts';

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
    rules: AccountRules,
    mirror: Pick<TerminalMirror, 'switches' | 'hello' | 'guards'>,
    changed: (now: Obstacle | null) => void,
  ) {
    this.#admission = accountAdmission(rules);
    this.#mirror = mirror;
    this.#changed = changed;
  }

  get now(): Obstacle | null {
    if (!this.#isConnected) return this.#refused ?? obstacleFor('not_connected');
    const { switches, hello, guards } = this.#mirror;
    const isBarred = guards?.onlyDemo === true && hello?.tradeMode === 'real';
    return obstacleOf(switches) ?? (isBarred ? obstacleFor('demo_only') : null);
  }

  /** Whether an account is let in; null: it is. */
  refuses = (hello: Hello): string | null => {
    const no = this.#admission(hello);
    if (no !== null && !this.#isConnected) {
      this.#refused = no;
      this.look();
    }
    return no?.text ?? null;
  };

  connected(is: boolean): void {
    this.#isConnected = is;
    if (is) this.#refused = null;
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
