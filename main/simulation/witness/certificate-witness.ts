import { scopeKey, type PendingOrder, type Position, type StopScope, type TerminalSnapshot } from '#shared/domain';
import type { Certificate } from '#shared/events';
import { isCovered, isOurs } from './ours.ts';
import type { Report } from './report.ts';

/** What the cockpit was shown of the terminal, and what the broker held at that moment. */
export type Look = { readonly shown: TerminalSnapshot; readonly truth: TerminalSnapshot };
type Held = Pick<TerminalSnapshot, 'positions' | 'orders'>;

const LOOKS_MAX = 200;
/** Two looks within the same moment are one. */
const APART_MS = 250;
const ACCOUNT: StopScope = { kind: 'account' };

/**
 * I4: a certificate says `flat`, or `halted` for a stop that closes nothing, only after two looks in a row, a quarter of a
 * second apart and since its stop began, that showed nothing of its scope; and the broker's own book says the same.
 */
export class CertificateWitness {
  readonly #report: Report;
  /** Looks that were taken, by their time, until the engine has them; within one moment there may be several, of other books. */
  readonly #taken = new Map<number, readonly Look[]>();
  /** Those the engine has, oldest first. */
  #seen: Look[] = [];
  #count = 0;
  /** Scopes of stops that the operator was given a certificate for. */
  readonly #asked = new Map<string, StopScope>();
  /** How many looks had been seen when a stop began, and the end that was judged already. */
  readonly #begun = new Map<string, { readonly looks: number; end: string | null }>();

  constructor(report: Report) {
    this.#report = report;
  }

  /** The operator's stop of this scope was answered with this certificate. */
  given(id: string, scope: StopScope): void {
    if (!this.#asked.has(id)) this.#asked.set(id, scope);
  }

  /** A look is taken for the cockpit. */
  looked(look: Look): void {
    this.#taken.set(look.shown.at, [...(this.#taken.get(look.shown.at) ?? []), look]);
    const [oldest] = this.#taken.keys();
    if (this.#taken.size > LOOKS_MAX && oldest !== undefined) this.#taken.delete(oldest);
  }

  /** The engine has a look on record. */
  observed(snapshot: TerminalSnapshot | null): void {
    if (snapshot === null) return;
    const look = this.#taken.get(snapshot.at)?.find(({ shown }) => isSameBook(shown, snapshot));
    if (look === undefined) {
      this.#report('I4', `A look of ${snapshot.at} is on record that the terminal did not show so`);
      return;
    }
    this.#seen = [...this.#seen, look].slice(-LOOKS_MAX);
    this.#count += 1;
  }

  /**
   * A certificate is on record. `ledger`: our book as the cockpit has it; `dropped`: tickets that the operator let go of by
   * adopting a difference.
   */
  progressed({ id, state, scope = ACCOUNT }: Certificate, ledger: readonly Position[], dropped: ReadonlySet<string>): void {
    const begun = this.#begun.get(id) ?? { looks: this.#count, end: null };
    this.#begun.set(id, begun);
    const asked = this.#asked.get(id);
    if (asked !== undefined && scopeKey(asked) !== scopeKey(scope))
      this.#report('I4', `Certificate ${id} is about ${scopeKey(scope)}, the stop was asked for ${scopeKey(asked)}`);
    if ((state !== 'flat' && state !== 'halted') || begun.end === state) return;
    begun.end = state;
    const looks = this.#seen.slice(-Math.max(0, this.#count - begun.looks) || this.#seen.length);
    this.#judge(id, state, asked ?? scope, this.#count === begun.looks ? [] : looks, dropped);
    const own = ledger.filter((held) => isCovered(scope, held));
    if (state === 'flat' && own.length > 0)
      this.#report('I4', `Certificate ${id} says flat, the ledger holds ${own.length} positions`);
  }

  #judge(id: string, state: 'flat' | 'halted', scope: StopScope, looks: readonly Look[], dropped: ReadonlySet<string>): void {
    const last = looks.at(-1);
    const unclean = looks.findLastIndex(({ shown }) => restOf(scope, state, shown).length > 0);
    const clean = looks.slice(unclean + 1);
    if (last === undefined || !clean.some(({ shown }) => shown.at <= last.shown.at - APART_MS)) {
      this.#report(
        'I4',
        `Certificate ${id} says ${state} of ${scopeKey(scope)} without two clean looks apart: ${looks
          .slice(-4)
          .map(
            ({ shown, truth }) =>
              `${new Date(shown.at).toISOString().slice(17, 23)} [${restOf(scope, state, shown)
                .map(({ ticket }) => ticket)
                .join()}|${restOf(scope, state, truth)
                .map(({ ticket }) => ticket)
                .join()}]`,
          )
          .join(' ')}`,
      );
      return;
    }
    const isBlind = !isSameBook(last.shown, last.truth);
    // What a blind terminal never showed nobody can know of; ours it has to be asked about until the operator lets go of it.
    const left = restOf(scope, state, last.truth).filter((held) => !isBlind || (isOurs(held) && !dropped.has(held.ticket)));
    if (left.length > 0)
      this.#report(
        'I4',
        `Certificate ${id} says ${state} of ${scopeKey(scope)}, the broker held ${left.map(({ ticket }) => ticket).join(', ')}`,
      );
  }
}

/** What is left of a scope that a certificate of this kind must not leave. */
const restOf = (scope: StopScope, state: 'flat' | 'halted', { positions, orders }: Held): readonly (Position | PendingOrder)[] =>
  [...orders, ...(state === 'flat' ? positions : [])].filter((held) => isCovered(scope, held));

const ticketsOf = ({ positions, orders }: Held): string =>
  [...positions.map(({ ticket, volume }) => `${ticket}:${volume}`), ...orders.map(({ ticket }) => ticket)].sort().join(' ');
const isSameBook = (one: Held, other: Held): boolean => ticketsOf(one) === ticketsOf(other);
