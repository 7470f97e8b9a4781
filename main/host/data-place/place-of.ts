import { resolve } from 'node:path';
import { dataPlaces } from './places.ts';
import { settleData, type Settled } from './settle.ts';

/** The folder that was named; else the usual one, brought there from where an earlier version kept it if that may be. */
export const placeOf = (named: string | undefined, mayMove: boolean): Settled =>
  named === undefined ? settleData(dataPlaces(), { mayMove }) : { folder: resolve(named), told: null };
