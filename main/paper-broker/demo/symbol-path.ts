import { gaussian, type Chance } from '../chance/index.ts';
import type { Character } from './character.ts';
import { firstAdvance, rangeSwing, trendWave, type Leg } from './legs.ts';
import type { Phase } from './phase.ts';

/** Pull of the noise back to the leg, per minute, and its step: together they wander about two units from it. */
const NOISE_PULL = 0.16;
const NOISE_STEP = 1.05;
/** Beyond this many units from home a symbol prefers to turn back. */
const FAR = 32;

/** One symbol's path in units, minute by minute: legs plus noise that reverts to them. */
export class SymbolPath {
  readonly #character: Character;
  readonly #chance: Chance;
  #legs: Leg[] = [];
  #line = 0;
  #noise = 0;

  constructor(character: Character, chance: Chance) {
    this.#character = character;
    this.#chance = chance;
  }

  /** Lays the legs of a phase down from wherever the path is, about as many minutes as the phase has. */
  begin(phase: Phase): void {
    const chance = this.#chance;
    const { dollar, follows } = this.#character;
    const its = chance() < follows ? phase.dollar * dollar : chance() < 0.5 ? 1 : -1;
    const homesick = Math.abs(this.#line) > FAR && chance() < 0.9;
    const dir: 1 | -1 = (homesick ? -this.#line : its) > 0 ? 1 : -1;
    const legs: Leg[] = [];
    const minutes = (): number => legs.reduce((sum, leg) => sum + leg.minutes, 0);
    if (phase.kind === 'trend') {
      let wave = firstAdvance(chance, this.#line, dir);
      legs.push(...wave.legs);
      while (minutes() < phase.minutes) {
        wave = trendWave(chance, wave.peak, dir);
        legs.push(...wave.legs);
      }
    } else {
      const half = 5 + chance() * 4;
      for (let up = dir > 0; minutes() < phase.minutes; up = !up) legs.push(rangeSwing(chance, this.#line, half, up));
    }
    this.#legs = legs;
  }

  /** The step of the next minute in units. `shared` is the market's common shock, standard normal, positive for a rising dollar. */
  step(shared: number): number {
    const { common, dollar } = this.#character;
    const shock = Math.sqrt(common) * shared * dollar + Math.sqrt(1 - common) * gaussian(this.#chance);
    const noise = this.#noise * (1 - NOISE_PULL) + NOISE_STEP * shock;
    const [leg, ...rest] = this.#legs;
    let line = this.#line;
    if (leg !== undefined) {
      line += (leg.level - line) / leg.minutes;
      this.#legs = leg.minutes > 1 ? [{ level: leg.level, minutes: leg.minutes - 1 }, ...rest] : rest;
    }
    const step = line - this.#line + noise - this.#noise;
    this.#line = line;
    this.#noise = noise;
    return step;
  }
}
