import type { Request } from '#shared/ipc';
import type { WindowBridge } from '../bridge/index.ts';

/** What the view of replays asks of the engine. Answers are shown where they were asked for, and not kept. */
export const replaying = (bridge: WindowBridge) => ({
  replays: () => bridge.send('replay.view', {}),
  uploadPart: (part: Request<'replay.upload'>) => bridge.send('replay.upload', part),
  removeReplay: (what: Request<'replay.remove'>) => bridge.send('replay.remove', what),
  startReplay: (ask: Request<'replay.start'>) => bridge.send('replay.start', ask),
  cancelReplay: () => bridge.send('replay.cancel', {}),
  replayReport: (id: string) => bridge.send('replay.report', { id }),
  replayTrades: (id: string, page: number) => bridge.send('replay.trades', { id, page }),
  replayRefused: (id: string, page: number) => bridge.send('replay.refused', { id, page }),
  replayTrade: (id: string, place: number) => bridge.send('replay.trade', { id, place }),
  replaySweep: (id: string) => bridge.send('replay.sweep', { id }),
  compareReplays: (a: string, b: string) => bridge.send('replay.compare', { a, b }),
  exportReplay: (id: string, format: Request<'replay.export'>['format']) => bridge.send('replay.export', { id, format }),
});
