/** What is known of symbols at large: their names at brokers, what kind of thing they are, what one pip is, when they are traded. */
export { classOf, instrumentNamed } from './class-of.ts';
export { pipOf } from './pip.ts';
export { opensNext, weekOf } from './sessions.ts';
export { variantOf } from './variant.ts';
