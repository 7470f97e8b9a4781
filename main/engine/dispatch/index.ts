/** The one way into the engine: which room answers an input, what falls due when, and which effects a record has. */
export { nextDeadline } from './clockwork.ts';
export { decide } from './decide.ts';
export { effectsOf, effectsOnRestart } from './effects.ts';
export { quietUntil, showsTheSame } from './quiet.ts';
export { reasonToWithhold } from './last-word.ts';
export { mayReadTerminal } from './observe.ts';
