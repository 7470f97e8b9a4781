/** Within a second: far more than a terminal with fifty symbols sends, far less than would keep the cockpit busy. */
const LINES_MAX = 20_000;
const BYTES_MAX = 8_388_608;

/** Lines and bytes of one connection within a second. */
export class RateLimit {
  #since = 0;
  #lines = 0;
  #bytes = 0;

  admits(bytes: number, nowMs: number): boolean {
    if (nowMs - this.#since >= 1_000) {
      this.#since = nowMs;
      this.#lines = 0;
      this.#bytes = 0;
    }
    this.#lines += 1;
    this.#bytes += bytes;
    return this.#lines <= LINES_MAX && this.#bytes <= BYTES_MAX;
  }
}
