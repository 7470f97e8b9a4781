/** Everything of the desktop around the page: its scheme and guards, the window, tray, stop key, alarms outside the page, the way out. */
export { appStart, moveData, type AppStart } from './start-choice.ts';
export { refuseDebugger } from './debugger.ts';
export { onFault } from './fault.ts';
export { haltFrom, SHORTCUT, TRAY, type StopSource } from './halt.ts';
export { openLink } from './links.ts';
export { showDiagnosis } from './diagnosis-box.ts';
export { besideMachine, machineMail, watchPage } from './machine-desk.ts';
export { makeWindow, openPage, showWindow } from './main-window.ts';
export { guardNavigation } from './navigation.ts';
export { OptionFault, readOptions, type DesktopOptions } from './options.ts';
export { PAGE_SCHEME } from './page.ts';
export { guardSession } from './session-guards.ts';
export { standingNote } from './standing-note.ts';
export { pcActs } from './pc-acts.ts';
export { watchTrayStatus } from './tray-status.ts';
export { appUpdates } from './updates.ts';
export { makeTray } from './tray.ts';
export { makeLeaving } from './way-out.ts';
