import type { OrderRequest } from '#shared/domain';
import type { Report } from './report.ts';

/** Of a folder that was harmed at rest, and it knows that it was: no start on it may trade, and every one says why. */
export class AtRestWitness {
  readonly #harm: string;
  readonly #report: Report;

  constructor(harm: string, report: Report) {
    this.#harm = harm;
    this.#report = report;
  }

  /** What a life on the folder shows: its trading state, what it says was found, whether that stands as an alarm. */
  look(trading: string, said: string | null, isAlarmed: boolean): void {
    if (trading !== 'halted') this.#report('I3', `Trading is ${trading} on a journal that was ${this.#harm}`);
    if (said === null || said.length < 20) this.#report('I18', `A journal that was ${this.#harm} is not told`);
    if (!isAlarmed) this.#report('I18', `A journal that was ${this.#harm} raises no alarm`);
  }

  /** The start was refused: then the reason has to be told. */
  refused(why: string): void {
    if (why.length < 20) this.#report('I18', `The start on a journal that was ${this.#harm} says only: ${why}`);
  }

  readonly sending = ({ op, clientOrderId }: OrderRequest): void => {
    if (op === 'open') this.#report('I3', `Entry ${clientOrderId} was sent on a journal that was ${this.#harm}`);
  };
}
