import { createChance, gaussian, hash32, type Chance } from '../chance/index.ts';
import type { Character } from './character.ts';
import { nextPhase, type Phase } from './phase.ts';
import { FIRST_REGIME, nextRegime, type Regime } from './regime.ts';
import { SymbolPath } from './symbol-path.ts';

/** One minute of the whole market, free of prices and of the hour: steps in units by symbol, and the mood's volatility. */
export type WalkMinute = { readonly index: number; readonly level: number; readonly steps: ReadonlyMap<string, number> };

/** The demo market's underlying walk. It knows nothing of the clock, so the same seed gives the same minutes at any time. */
export class Walk {
  readonly #chance: Chance;
  readonly #paths: ReadonlyMap<string, SymbolPath>;
  #regime: Regime = FIRST_REGIME;
  #phase: Phase | null = null;
  #phaseMinutes = 0;
  #dollarWent = 0;
  #index = 0;

  constructor(seed: number, characters: readonly Character[]) {
    this.#chance = createChance(hash32(seed, 0xd0));
    this.#paths = new Map(characters.map((one, at) => [one.symbol, new SymbolPath(one, createChance(hash32(seed, at + 1)))]));
  }

  next(): WalkMinute {
    this.#regime = nextRegime(this.#regime, this.#chance);
    const phase = this.#phase;
    if (phase === null || this.#phaseMinutes >= phase.minutes) this.#begin();
    this.#phaseMinutes += 1;
    const shared = gaussian(this.#chance);
    const steps = new Map<string, number>();
    for (const [symbol, path] of this.#paths) steps.set(symbol, path.step(shared));
    this.#index += 1;
    return { index: this.#index - 1, level: this.#regime.level, steps };
  }

  #begin(): void {
    const phase = nextPhase(this.#chance, this.#dollarWent);
    this.#dollarWent = this.#dollarWent * 0.8 + (phase.kind === 'trend' ? phase.dollar : 0);
    this.#phase = phase;
    this.#phaseMinutes = 0;
    for (const path of this.#paths.values()) path.begin(phase);
  }
}
