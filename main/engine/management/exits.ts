import { utcMinute } from '#shared/lib';
import { rulebookIn } from '#shared/rulebooks';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { newsWindowAt } from '#engine/market';
import { newsEvents, newsSpan } from '#engine/product-owner';
import { isDayHeld } from '#engine/rulebook';
import { plain } from '#engine/wording.ts';
import type { Move } from './move.ts';
import type { Sight } from './sight.ts';

const MINUTE = 60_000;

const WORDS: Readonly<Partial<Record<Move['rule'], string>>> = {
  time_exit: 'Its time is over',
  session_end: "Its strategy's sessions end",
  friday_flat: 'The week ends',
};

/** Closing all of it: by the clock, ahead of news, or because it went too far against. Null: nothing asks for it. */
export function exitMove(engine: ReadonlyEngine, sight: Sight): Move | null {
  const { plan, gainR } = sight;
  const { maxAdverseR } = plan.rules;
  if (maxAdverseR !== null && gainR !== null && gainR <= -maxAdverseR) {
    const text = `${plain(-gainR, 2)} R against it, at most ${plain(maxAdverseR, 2)} R`;
    return { kind: 'close', rule: 'max_adverse', step: '', lots: null, text };
  }
  // On a time that nobody knows nothing is closed for it.
  return isDayHeld(engine.cockpit) ? null : (clockExit(sight) ?? newsExit(engine, sight));
}

function clockExit({ plan, nowMs }: Sight): Move | null {
  const due = plan.exits.find(({ at }) => nowMs >= at);
  if (due === undefined) return null;
  const clock = utcMinute(due.at);
  return { kind: 'close', rule: due.rule, step: '', lots: null, text: `${WORDS[due.rule] ?? due.rule}: closed at ${clock} UTC` };
}

/** Ahead of the wider of our own and the firm's window around a high-impact event of its currencies. */
function newsExit({ cockpit }: ReadonlyEngine, { plan, spec, nowMs, position }: Sight): Move | null {
  const { newsExitMinutes } = plan.rules;
  if (newsExitMinutes === null) return null;
  const { config } = cockpit;
  const span = newsSpan(config.calendar, rulebookIn(config.rulebook));
  const currencies = [spec.currencyBase, spec.currencyProfit];
  const near = newsWindowAt(newsEvents(cockpit), currencies, span, nowMs, newsExitMinutes * MINUTE);
  // What was opened within the window, or so near to it that this rule would take it back at once, was opened knowing it.
  if (near === null || nowMs > near.event.at || position.openedAt >= near.from - newsExitMinutes * MINUTE) return null;
  const minutes = plain((near.event.at - nowMs) / MINUTE, 1);
  const text = `${near.event.currency} ${near.event.title} in ${minutes} minutes, closed ${newsExitMinutes} before the time kept free`;
  return { kind: 'close', rule: 'news_exit', step: '', lots: null, text: text.slice(0, 300) };
}
