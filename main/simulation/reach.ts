import type { Link } from '#shared/domain';

/** What happens to the next request on its way. */
export type WireFault =
  | { readonly kind: 'never' }
  /** Delivered a second time a moment later; the broker's word on that is heard by nobody. */
  | { readonly kind: 'twice' }
  /** Held on the way there, or its answer on the way back. */
  | { readonly kind: 'late'; readonly leg: 'there' | 'back'; readonly ms: number }
  /** The process dies when the request has left (`arrives`), or just before it does. */
  | { readonly kind: 'crash'; readonly arrives: boolean };

/** How the terminal can be reached; it outlives the process. */
export class Reach {
  /** The terminal shows neither positions nor orders nor deals, as one does that is logged in somewhere else. */
  isBlind = false;
  /** Orders cannot be looked for: the history is not loaded yet. */
  isMute = false;
  readonly faults: WireFault[] = [];
  readonly #listeners = new Set<(link: Link) => void>();
  #isCut = false;

  get isCut(): boolean {
    return this.#isCut;
  }

  /** A cable that comes out, or back in, is noticed at its end. */
  set isCut(isCut: boolean) {
    if (isCut === this.#isCut) return;
    this.#isCut = isCut;
    for (const listener of this.#listeners) listener(isCut ? 'down' : 'up');
  }

  onLink(listener: (link: Link) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
