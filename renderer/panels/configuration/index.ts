/** The configuration's file as forms: every key with its meaning and default, what a change would do, and the way back. */
export { ConfigurationView } from './configuration-view.tsx';
