/** What needs a human act, derived afresh from state and facts, so that no alarm outlives its cause. */
export { alarmChanges, alarmsTurnAt } from './alarms.ts';
