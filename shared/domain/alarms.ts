import { rowOf } from './codes.ts';

type AlarmRow = {
  /** The trader hears of it the moment it happens, before any turn of the engine: the alarm's record tells nothing new. */
  readonly isToldBefore?: true;
  /** What follows from it alone is told in its rows, and is no alarm of its own while it stands. */
  readonly hasFollowers?: true;
};

/** Every kind of alarm: something that needs a human act. */
export const ALARMS = {
  account_changed: { hasFollowers: true },
  account_refused: { hasFollowers: true },
  algo_trading_off: {},
  broker_connection_lost: {},
  broker_forbids_programs: {},
  breaker_open: {},
  calendar: {},
  clock_unconfirmed: {},
  day_guessed: {},
  day_soft_stop: {},
  demo_only: {},
  version_refused: { hasFollowers: true },
  token_refused: { hasFollowers: true },
  greeting_failed: { hasFollowers: true },
  program_outdated: {},
  drift: {},
  entries_blocked: {},
  escalated: {},
  exit_not_read: {},
  half_turned: {},
  journal_doubt: {},
  inactivity: {},
  journal_failed: { isToldBefore: true },
  journal_lost: { isToldBefore: true },
  lane_full: {},
  limits_kept: {},
  link_down: { hasFollowers: true },
  link_stale: {},
  login_read_only: {},
  news_exit: {},
  on_battery: {},
  order_unknown: {},
  position_without_stop: {},
  program_not_allowed: {},
  recovery_stuck: {},
  requests_today: {},
  reset_breach: {},
  scope_stopped: {},
  source_fault: {},
  source_gap: {},
  stop_key_taken: {},
  stop_residual: {},
  strategy_risk_off: {},
  weekend_open: {},
  window_hung: {},
} as const satisfies Readonly<Record<string, AlarmRow>>;
export type AlarmKind = keyof typeof ALARMS;

/** Whether an alarm was told before its record. A kind of an older version was not. */
export const isToldBefore = (kind: string): boolean => rowOf<AlarmRow>(ALARMS, kind)?.isToldBefore ?? false;

/** Whether an alarm tells in its rows what follows from it alone. A kind of another version does not. */
export const hasFollowers = (kind: string): boolean => rowOf<AlarmRow>(ALARMS, kind)?.hasFollowers ?? false;
