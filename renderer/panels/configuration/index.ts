/** The configuration's file as forms: every key with its meaning and default, what a change would do, and the way back. */
export { keptConfig, problemsOf, valueAt, type KeptConfig, type Typed } from './config-draft.ts';
export { keyTitle, sectionOf, sectionTitle } from './key-words.ts';
export { KeyRow } from './key-row.tsx';
export { ConfigurationView } from './configuration-view.tsx';
