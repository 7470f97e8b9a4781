import type { OrderRequest, Position } from '#shared/domain';
import type { JournalRecord, Payload } from '#shared/events';
import type { Report } from './report.ts';

/**
 * T1: the other side of a position that the trader turns round is asked for only once the broker holds that position no more. That
 * a reversal is one entry at most is I2: it is one signal.
 */
export class TurnWitness {
  readonly #report: Report;
  /** The position of each entry that turns one round. */
  readonly #turned = new Map<string, string>();
  /** Positions that are not ours and that the trader took under management, or knows of and wants turned all the same. */
  readonly #taken = new Set<string>();

  constructor(report: Report) {
    this.#report = report;
  }

  recorded(record: JournalRecord): void {
    if (record.type === 'signal.accepted') this.accepted(record.payload);
    else if (record.type === 'position.planned') this.planned(record.payload);
  }

  accepted({ signal }: Payload<'signal.accepted'>): void {
    const position = signal.turns?.position;
    if (position === undefined) return;
    this.#turned.set(signal.signalId, position);
    if (signal.turns?.foreign === true) this.#taken.add(position);
  }

  planned({ ticket, takenOver }: Payload<'position.planned'>): void {
    if (takenOver === true) this.#taken.add(ticket);
  }

  /** Whether the trader turns it round, and may, though the position is not ours. */
  mayClose = (position: string): boolean => this.#taken.has(position) && [...this.#turned.values()].includes(position);

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
