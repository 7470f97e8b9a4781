import type { Request } from '#shared/ipc';
import type { WindowBridge } from '../bridge/index.ts';

/** What connecting a sender asks of the engine. Answers are shown where they were asked for, and not kept. */
export const connecting = (bridge: WindowBridge) => ({
  door: () => bridge.send('door.view', {}),
  configView: () => bridge.send('config.view', {}),
  previewConfig: (change: Request<'config.preview'>['change']) => bridge.send('config.preview', { change }),
  applyConfig: (change: Request<'config.apply'>['change'], version: string, reason: string) =>
    bridge.send('config.apply', { change, version, reason }),
  undoConfig: (version: string, reason: string) => bridge.send('config.undo', { version, reason }),
  startRerun: (ask: Request<'rerun.start'>) => bridge.send('rerun.start', ask),
  rerun: () => bridge.send('rerun.view', {}),
  cancelRerun: () => bridge.send('rerun.cancel', {}),
  trustProxy: (proxy: string) => bridge.send('door.trust', { proxy }),
  channels: () => bridge.send('channels.view', {}),
  testChannel: (id: string | null) => bridge.send('channels.test', { id }),
  saveChannels: (form: Request<'channels.save'>) => bridge.send('channels.save', form),
  logTail: (query: Request<'log.tail'>) => bridge.send('log.tail', query),
  showLogFolder: () => bridge.send('log.show-folder', {}),
  sources: () => bridge.send('source.list', {}),
  addSource: (source: Request<'source.add'>['source']) => bridge.send('source.add', { source, reason: null }),
  changeSource: (id: string, change: Request<'source.change'>['change']) =>
    bridge.send('source.change', { id, change, reason: null }),
  rotateSource: (id: string, overlapMinutes: number) => bridge.send('source.rotate', { id, overlapMinutes }),
  sourceSecret: (id: string) => bridge.send('source.secret', { id }),
  testSource: (ask: Request<'source.test'>) => bridge.send('source.test', ask),
  judgeDelivery: (id: number, body: string | null) => bridge.send('delivery.judge', { id, body }),
  issueToken: (name: string, role: Request<'token.issue'>['role'], days: number) =>
    bridge.send('token.issue', { name, role, days }),
  revokeToken: (id: string) => bridge.send('token.revoke', { id }),
  deliveries: (ask: Request<'delivery.list'>) => bridge.send('delivery.list', ask),
  /**
   * Puts a text on the clipboard: the page's own, where the browser lets it, else the system's by the engine, where this window may ask
   * for that. False: neither was possible.
   */
  copyText: async (text: string, mayAskEngine: boolean): Promise<boolean> => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return mayAskEngine && (await bridge.send('text.copy', { text })).ok;
    }
  },
});
