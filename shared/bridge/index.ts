/**
 * CB/1: what the cockpit and the Expert Advisor say to each other over a loopback socket. One JSON object a line, ASCII, each
 * numbered from 1; both sides prove the same token before any other message; commands have a session and a deadline.
 */
export {
  eaMacText,
  GONE_MS,
  HEARS,
  HEARTBEAT_MS,
  lineToEa,
  LINE_MAX,
  MINOR,
  PROTO,
  serverMacText,
  snapshotText,
  STALE_MS,
} from './wire.ts';
export { auth, bye, fromEa, hello, type FromEa, type Hello, type LineOf } from './from-ea.ts';
export { toEa, type Asked, type ByeCode, type Command, type ToEa } from './to-ea.ts';
