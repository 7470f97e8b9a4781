/** Alarms to people: what to tell (pure), in whose quiet hours, through which channel and how often. */
export { surroundingsOf } from './surroundings-of.ts';
export { People } from './people.ts';
export type { NotifyDesk } from './notify-desk.ts';
export type { NotificationsView, NotifySettings } from './notifications.ts';
