/** Time as a port. `nowMs` is UTC for records; `monoMs` never goes back and measures durations. */
export interface Clock {
  nowMs(): number;
  monoMs(): number;
  /** Runs `act` once, `delayMs` from now. Returns how to call it off. */
  after(delayMs: number, act: () => void): () => void;
  /** Runs `act` as soon as the current work is done (one turn of the host's loop). */
  soon(act: () => void): void;
}
