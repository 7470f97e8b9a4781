import type { OrderRequest, Position } from '#shared/domain';
import type { Payload } from '#shared/events';
import type { Report } from './report.ts';

/**
 * T1: the other side of a position that the trader turns round is asked for only once the broker holds that position no more. That
 * a reversal is one entry at most is I2: it is one signal.
 */
export class TurnWitness {
  readonly #report: Report;
  /** The position of each entry that turns one round. */
  readonly #turned = new Map<string, string>();
  /** Positions that the trader knows not to be ours, and wants closed all the same. */
  readonly #foreign = new Set<string>();

  constructor(report: Report) {
    this.#report = report;
  }

  accepted({ signal }: Payload<'signal.accepted'>): void {
    const position = signal.turns?.position;
    if (position === undefined) return;
    this.#turned.set(signal.signalId, position);
    if (signal.turns?.foreign === true) this.#foreign.add(position);
  }

  /** Whether the trader asked for this close, though the position is not ours. */
  mayClose = (position: string): boolean => this.#foreign.has(position);

  /** A request leaves the cockpit; `signalId` is that of its intent. */
  sending(
    request: OrderRequest,
    signalId: string | null | undefined,
    held: (position: string) => Pick<Position, 'ticket' | 'volume'> | null,
  ): void {
    const position = request.op === 'open' && signalId !== null ? this.#turned.get(signalId ?? '') : undefined;
    const left = position === undefined ? null : held(position);
    if (left !== null)
      this.#report(
        'T1',
        `Entry ${request.clientOrderId} was sent while ${left.volume} lots of position ${left.ticket}, which it turns round, are open`,
      );
  }
}
