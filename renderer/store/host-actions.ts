import type { StartChoice } from '#shared/domain';
import type { WindowBridge } from '../bridge/index.ts';

/** What is asked about this PC and this copy of the program. Answers are shown where they were asked for, and not kept. */
export const aboutHost = (bridge: WindowBridge) => ({
  about: () => bridge.send('host.about', {}),
  notices: () => bridge.send('host.notices', {}),
  startVerify: () => bridge.send('verify.start', {}),
  verify: () => bridge.send('verify.view', {}),
  cancelVerify: () => bridge.send('verify.cancel', {}),
  diagnose: () => bridge.send('host.diagnose', {}),
  supportBundle: () => bridge.send('host.bundle', {}),
  updates: () => bridge.send('updates.view', {}),
  lookForUpdates: () => bridge.send('updates.look', {}),
  downloadUpdate: (version: string) => bridge.send('updates.download', { version }),
  cancelUpdate: () => bridge.send('updates.cancel', {}),
  installUpdate: (version: string) => bridge.send('updates.install', { typed: 'UPDATE', version }),
  startView: () => bridge.send('start.view', {}),
  chooseStart: (choice: StartChoice) => bridge.send('start.choose', { choice }),
  restart: () => bridge.send('start.restart', { typed: 'RESTART' }),
});
