import type { Alarm } from '#shared/domain';

/** An alarm that stands at a moment. Its id is its kind, unless there may be several of a kind. */
export type ActiveAlarm = Omit<Alarm, 'raisedAt' | 'count' | 'id'> & { readonly id?: string };
