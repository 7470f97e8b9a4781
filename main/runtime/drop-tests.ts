import type { Clock, DeliveryTrial, DroppedFile } from '#ports';
import { setBounded } from '#shared/lib';

/** What an id of a test begins with. */
export const TEST_ID = 'test';
const nameFor = (id: string): string => `mikrobot-${id}`;
/** Files of tests are called so, and are never taken for signals: neither while their test is under way nor later. */
const PREFIX = nameFor(`${TEST_ID}-`);
/** Tests that may be under way at once. */
const OPEN_MAX = 8;
/** So long a file is waited for, ms: it is read at the second look after it was put there. */
const TIMEOUT_MS = 10_000;

/** How the file of a test ended. */
export type DropSight = {
  readonly bytes: number;
  /** How old it was by its own time and this PC's clock, ms. */
  readonly ageMs: number;
  /** Null: it could not be read, and `refusal` says why. */
  readonly trial: DeliveryTrial | null;
  readonly refusal: string | null;
  readonly to: 'done' | 'refused';
  /** Why it could not be put away; null: it was. */
  readonly stuck: string | null;
};

/** Tests of drop folders that are under way: their files are found like any other, and are tried instead of traded. */
export class DropTests {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #open = new Map<string, (sight: DropSight | null) => void>();

  constructor(clock: Pick<Clock, 'after'>) {
    this.#clock = clock;
  }

  /** The name of the file of a test. Throws where as many as may be are under way. */
  nameOf(id: string, text: string): string {
    if (this.#open.size >= OPEN_MAX) throw new Error(`${OPEN_MAX} tests are under way: wait for one to end`);
    return `${nameFor(id)}.${/^\s*[[{]/.test(text) ? 'json' : 'txt'}`;
  }

  /** How the file of this name ends; null: it was not found in time. */
  sightOf(name: string): Promise<DropSight | null> {
    return new Promise((settle) => {
      const cancel = this.#clock.after(TIMEOUT_MS, () => end(null));
      const end = (sight: DropSight | null): void => {
        cancel();
        this.#open.delete(name);
        settle(sight);
      };
      setBounded(this.#open, name, end, OPEN_MAX);
    });
  }

  /** `open`: a test that is under way. `over`: it is called one. Null: a file like any other. */
  kindOf({ name }: DroppedFile): 'open' | 'over' | null {
    if (this.#open.has(name)) return 'open';
    return name.startsWith(PREFIX) ? 'over' : null;
  }

  seen({ name }: DroppedFile, sight: DropSight): void {
    this.#open.get(name)?.(sight);
  }

  /** Nobody looks any more. */
  stop(): void {
    for (const end of [...this.#open.values()]) end(null);
  }
}

export const TEST_OVER = 'This test is over, and a test is never traded: start it again in the window.';
