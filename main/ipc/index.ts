/** The doors that carry the contract: Electron's channels to the window, and a loopback socket to a browser. */
export { serveWindow, type IpcMain } from './electron.ts';
export { pushToWindow, type PushTarget } from './push.ts';
export { serveSocket, type CockpitSocket, type SocketParts } from './socket.ts';
