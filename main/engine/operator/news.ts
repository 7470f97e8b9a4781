import type { OperatorAction } from '#shared/events';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { decided, refused, type Turn, type Verdict } from '#engine/turn.ts';

/** An event that no calendar of ours has. */
export const noteNews = ({ at }: Turn, { id, event }: Extract<OperatorAction, { act: 'note-news' }>): Verdict =>
  event.at < at ? refused('expired', 'The event is over') : decided({ type: 'news.noted', payload: { id, event } });

/** Takes one of those back. */
export const dropNews = ({ cockpit }: ReadonlyEngine, id: string): Verdict =>
  cockpit.notedNews.has(id)
    ? decided({ type: 'news.dropped', payload: { id } })
    : refused('not_found', 'That event was not noted by you');
