/** Connecting a sender of signals, in steps, with a test through the real door. */
export { ConnectView } from './connect-view.tsx';
