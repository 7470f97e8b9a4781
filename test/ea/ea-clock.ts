import { eaTime } from './ea-time.ts';

/** The one time of these tests. */
export const { clock, every, pause, untilByClock } = eaTime();
