import { eaTime } from './ea-time.ts';

/** The one time of these tests. A file whose stories need another moment sets EA_STARTS_AT before it imports anything. */
export const { clock, clockOfTheEa, pause } = eaTime(process.env['EA_STARTS_AT']);
