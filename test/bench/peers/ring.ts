/** The least a bounded queue can be. */
export class Ring<T> {
  readonly #items = new Array<T | undefined>(1 << 15);
  #head = 0;
  #tail = 0;

  push(item: T): void {
    this.#items[this.#tail & (this.#items.length - 1)] = item;
    this.#tail += 1;
  }

  shift(): T | undefined {
    if (this.#head === this.#tail) return undefined;
    const at = this.#head & (this.#items.length - 1);
    this.#head += 1;
    const item = this.#items[at];
    this.#items[at] = undefined;
    return item;
  }
}
