import { nativeImage, shell, type NativeImage } from 'electron/common';
import { Notification, type BrowserWindow } from 'electron/main';
import type { Attention, DesktopNotifier, Log, Notifier } from '#ports';
import { badgePixels, type BadgeGlyph } from './badge-picture.ts';
import { showWindow } from './main-window.ts';
import { mannerAt, mannerOf } from './notice-manner.ts';
import type { NoticeActs } from './notice-menu.ts';
import { ownSettings, type OwnSettings } from './own-settings.ts';
import { taskbarBadge } from './taskbar-badge.ts';
import type { TrayStatus } from './tray-status.ts';

export type DesktopAttention = Notifier & {
  /** What was chosen about this PC. */
  readonly own: OwnSettings;
  /** What the tray offers about notifications. */
  readonly notices: NoticeActs;
  update(standing: TrayStatus): void;
  /** From here on a notification can stop trading. */
  canStop(halt: () => void): void;
};

function badge(glyph: BadgeGlyph | null): NativeImage | null {
  if (glyph === null) return null;
  const image = nativeImage.createFromBitmap(badgePixels(glyph, 16), { width: 16, height: 16 });
  image.addRepresentation({ scaleFactor: 2, width: 32, height: 32, buffer: badgePixels(glyph, 32) });
  return image;
}

const makeToast: Attention['makeToast'] = ({ buttons, ...words }, { click, close, button }) => {
  const actions = buttons.map((text) => ({ type: 'button' as const, text }));
  const toast = new Notification({ ...words, actions, urgency: 'critical', timeoutType: 'never' });
  toast.on('click', click);
  toast.on('close', close);
  toast.on('action', ({ actionIndex }) => button(actionIndex));
  return toast;
};

/**
 * Notifications, flash, badge and sound outside the page. They work before the engine does, which then tells how it stands.
 * `folder`: where is kept what was chosen about them.
 */
export function desktopAttention(
  window: BrowserWindow,
  folder: string,
  log: Log,
  notifierOf: (attention: Attention, log: Log) => DesktopNotifier,
): DesktopAttention {
  const own = ownSettings(folder, log);
  let standing: TrayStatus | null = null;
  let halt: (() => void) | null = null;
  const show = (): void => showWindow(window);
  const badged = taskbarBadge(
    {
      draw: (glyph, words) => {
        if (!window.isDestroyed()) window.setOverlayIcon(badge(glyph), words);
      },
      isLookedAt: () => !window.isDestroyed() && window.isFocused(),
    },
    log,
  );
  window.on('focus', badged.seen);
  window.on('show', badged.redraw);

  const notifier = notifierOf(
    {
      ...{ isSupported: () => Notification.isSupported(), makeToast, show, beep: () => shell.beep() },
      flash: () => {
        badged.counted();
        if (!window.isDestroyed() && !window.isFocused()) window.flashFrame(true);
      },
      manner: () => mannerAt(own.notices(), new Date().getHours(), standing?.positions ?? null),
      actions: () => [
        { text: 'Show cockpit', act: show },
        ...(halt === null || standing?.trading === 'halted' ? [] : [{ text: 'STOP trading', act: halt }]),
      ],
    },
    log,
  );
  return {
    critical: (title, body) => notifier.critical(title, body),
    own,
    notices: {
      now: () => own.notices(),
      choose: (change) => {
        const problem = own.chooseNotices(change);
        if (problem !== null) log.write('warn', problem);
      },
      attempt: () => notifier.attempt('This is a test', 'What cannot wait is told like this.', mannerOf(own.notices().sound)),
    },
    update: (now) => {
      standing = now;
      badged.update(now);
    },
    canStop: (act) => void (halt = act),
  };
}
