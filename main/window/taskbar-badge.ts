import type { TradingState } from '#shared/domain';
import type { Log } from '#ports';
import { badgeDigit, type BadgeGlyph } from './badge-picture.ts';

/** What a badge needs of the window: what is drawn over its button in the taskbar, and when it is looked at. */
export type BadgeWindow = {
  /** Null takes it away. `words`: for who cannot see it. */
  readonly draw: (glyph: BadgeGlyph | null, words: string) => void;
  readonly isLookedAt: () => boolean;
};

export type TaskbarBadge = {
  /** One more notification: counted unless the window is looked at. */
  counted(): void;
  update(standing: { readonly trading: TradingState }): void;
  /** The window is looked at: nothing is unseen. */
  seen(): void;
  /** Draws it once more, when Windows made the button afresh. */
  redraw(): void;
};

/** How many critical notifications were not seen yet; with none of them, whether trading is halted. A badge never stops anything. */
export function taskbarBadge({ draw, isLookedAt }: BadgeWindow, log: Log): TaskbarBadge {
  let [unseen, isHalted] = [0, false];
  const redraw = (): void => {
    try {
      if (unseen > 0)
        draw(badgeDigit(unseen), unseen === 1 ? '1 notification is not seen' : `${unseen} notifications are not seen`);
      else if (isHalted) draw('halted', 'Trading is halted');
      else draw(null, '');
    } catch (fault) {
      log.write('warn', 'the badge in the taskbar cannot be drawn', { detail: String(fault) });
    }
  };
  return {
    counted: () => {
      if (isLookedAt()) return;
      unseen += 1;
      redraw();
    },
    update: ({ trading }) => {
      if (isHalted === (trading === 'halted')) return;
      isHalted = !isHalted;
      redraw();
    },
    seen: () => {
      unseen = 0;
      redraw();
    },
    redraw,
  };
}
