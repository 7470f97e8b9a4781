/** Alarms: what is wrong, what it leads to, what to do and by when; and the acts that go with it. */
export { AlarmCard } from './alarm-card.tsx';
export { AlarmsView } from './alarms-view.tsx';
