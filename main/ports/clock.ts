/** Time as a port. `nowMs` is UTC for records and deadlines, and never goes back either; `monoMs` never goes back and measures durations. */
export interface Clock {
  nowMs(): number;
  /** The PC's wall clock, which may be set back: only for comparing with times that other programs wrote by their clocks. */
  wallMs(): number;
  /** `nowMs` never returns an earlier time than this: recorded times do not lie in the future. */
  notBefore(ms: number): void;
  monoMs(): number;
  /** Runs `act` once, `delayMs` from now. Returns how to call it off. */
  after(delayMs: number, act: () => void): () => void;
  /** Runs `act` as soon as the current work is done (one turn of the host's loop). */
  soon(act: () => void): void;
}
