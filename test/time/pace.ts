const given = Number(process.env['COCKPIT_TEST_PACE']);

/**
 * How many times slower than a quiet machine this one is: measured once at the start of a run (measure-pace.mjs) and handed
 * down in COCKPIT_TEST_PACE. A test that is run by itself assumes an ordinary, busy machine.
 */
export const PACE = given >= 1 ? given : 2;

/** How long a wait may take before it counts as a hang. Load may come later than the measurement, hence the doubling. */
export const patience = (quietMs: number): number => Math.ceil(quietMs * PACE * 2);
