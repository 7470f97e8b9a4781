/** Where the data is when nobody says it: found, and brought out of Windows' roaming profile when an earlier version left it there. */
export { dataPlaces, type Places } from './places.ts';
export { placeOf } from './place-of.ts';
export { settleData, type Settled, type Told } from './settle.ts';
