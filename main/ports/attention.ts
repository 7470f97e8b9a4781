import type { Notifier } from './small.ts';

/** How loud a notification is at this moment. */
export type Manner = { readonly toastSounds: boolean; readonly beeps: boolean };
/** A button of a notification. */
export type ToastAction = { readonly text: string; readonly act: () => void };
export type ToastWords = {
  readonly title: string;
  readonly body: string;
  readonly silent: boolean;
  readonly buttons: readonly string[];
};
/** What is heard of a notification that hangs on the screen. */
export type ToastEvents = { readonly click: () => void; readonly close: () => void; readonly button: (index: number) => void };
export type Toast = { show(): void };

/** The desktop's means of getting the trader's attention. */
export type Attention = {
  readonly isSupported: () => boolean;
  readonly makeToast: (words: ToastWords, events: ToastEvents) => Toast;
  /** Flashes the window's button in the taskbar until the window has the focus, and counts there what was not seen. */
  readonly flash: () => void;
  readonly beep: () => void;
  /** Brings the window forward, when the trader clicks the notification. */
  readonly show: () => void;
  readonly manner: () => Manner;
  /** What can be done from the notification besides. */
  readonly actions: () => readonly ToastAction[];
};
export type DesktopNotifier = Notifier & {
  /** Shows what a notification looks and sounds like in this manner. It is no alarm: nothing flashes or is counted. */
  attempt(title: string, body: string, manner: Manner): void;
};
