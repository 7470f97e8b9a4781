/** Alarms to people: what to tell (pure), in whose quiet hours, through which channel and how often. */
export { accountLine } from './account-line.ts';
export { Notifications, type NotificationsView, type NotifySettings } from './notifications.ts';
