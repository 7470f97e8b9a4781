/** No position of ours without its stop: a missing one is set again, or the position is closed; which of both is on record. */
export { missingStopsDue, type Look } from './missing-stops.ts';
export { protectionTold } from './told.ts';
