/** The Notifier port on the desktop: operating-system notification, taskbar flash and a sound. */
export { desktopNotifier } from './desktop.ts';
