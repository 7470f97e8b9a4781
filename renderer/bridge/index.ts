/** The wire to the engine: the preload's bridge in the desktop window, a socket in a browser, and one hand-over per frame. */
export { nextDelayMs } from './back-off.ts';
export { createFrameBatch, WAITING_MAX, type FrameBatch } from './frame-batch.ts';
export { createFrameSchedule } from './frame-schedule.ts';
export { createSocketBridge, type SocketPorts } from './socket-bridge.ts';
export { takeToken } from './session-token.ts';
export { connectWindow } from './window-bridge.ts';
export type { WindowBridge, WireState } from './wire.ts';
