/** What is done about faults: classified, answered by a policy step by step, ended only by verified health, and all of it on record. */
export { recover } from './recover.ts';
