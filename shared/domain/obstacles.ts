import { z } from 'zod';
import { recorded } from './codes.ts';

type ObstacleRow = {
  /** Title of its alarm. */
  readonly title: string;
  readonly cause: string;
  /** What removes it. */
  readonly action: string;
};

/**
 * What keeps a terminal from taking orders although the cockpit knows of it: each with a remedy of its own. The first that
 * applies is told, so the order is that in which they have to be removed.
 */
export const OBSTACLES = {
  not_connected: {
    title: 'No Expert Advisor is connected',
    cause: 'The Expert Advisor is not connected',
    action: 'See that MetaTrader runs, that MikrobotBridge is on a chart, and that its token is this cockpit’s.',
  },
  account_changed: {
    title: 'Another account is logged in',
    cause: 'MetaTrader is logged in to another account than this cockpit trades',
    action: 'Log in to the account of this cockpit in MetaTrader, or choose the other one under Settings, MetaTrader 5.',
  },
  account_refused: {
    title: 'The account is turned away',
    cause: 'MetaTrader is logged in to an account that the configuration does not admit',
    action: 'Log in to the account that is meant, or change mt5.login or mt5.allowLive.',
  },
  version_refused: {
    title: 'The Expert Advisor is of another version',
    cause: 'The Expert Advisor speaks another version of the bridge than this cockpit',
    action: 'Copy the MikrobotBridge.mq5 that came with the cockpit into MQL5\\Experts, and compile it (F7).',
  },
  token_refused: {
    title: 'The Expert Advisor has another token',
    cause: 'An Expert Advisor called that does not know this cockpit’s token',
    action: 'Copy the token from Settings into InpToken of the Expert Advisor (F7 on its chart).',
  },
  greeting_failed: {
    title: 'The Expert Advisor’s greeting broke off',
    cause: 'An Expert Advisor greeted, and its connection ended before it proved its token',
    action: 'It tries again by itself. If this stays, see that its token is this cockpit’s, and put it on its chart once more.',
  },
  broker_connection_lost: {
    title: 'MetaTrader lost the broker',
    cause: 'MetaTrader has no connection to the broker',
    action: 'Look at the bottom right corner of the terminal, and log in again (File > Login to Trade Account).',
  },
  algo_trading_off: {
    title: 'Algo Trading is off',
    cause: 'Algo Trading is off in MetaTrader',
    action: 'Press the "Algo Trading" button in its toolbar.',
  },
  login_read_only: {
    title: 'The login may only look',
    cause: 'Trading is off for this login: an investor password, or the broker switched it off',
    action: 'Log in with the master password, or ask the broker why trading is off.',
  },
  broker_forbids_programs: {
    title: 'The broker forbids programs',
    cause: 'The broker does not let Expert Advisors trade on this account',
    action: 'Ask the broker to allow Expert Advisors.',
  },
  program_not_allowed: {
    title: 'The Expert Advisor may not trade',
    cause: 'The Expert Advisor may not trade',
    action: 'Press F7 on its chart, and tick "Allow Algo Trading" under Common.',
  },
  demo_only: {
    title: 'The Expert Advisor trades demo accounts only',
    cause: 'This is a live account, and InpOnlyDemo of the Expert Advisor is on',
    action: 'Switch InpOnlyDemo off (F7 on its chart) when real money is meant to be traded.',
  },
  program_outdated: {
    title: 'The Expert Advisor is older than the cockpit',
    cause: 'The Expert Advisor lacks what this cockpit needs to open positions; it still closes',
    action: 'Copy the MikrobotBridge.mq5 that came with the cockpit into MQL5\\Experts, and compile it (F7).',
  },
} as const satisfies Readonly<Record<string, ObstacleRow>>;
export type ObstacleCode = keyof typeof OBSTACLES;

/** An obstacle as it is told: its code, and what is in the way with the remedy. */
export const obstacle = z.object({ code: recorded<ObstacleCode>(), text: z.string().max(400) });
export type Obstacle = z.infer<typeof obstacle>;

/** `about`: what is known of this very case, in the place of the general cause. */
export function obstacleFor(code: ObstacleCode, about: string = OBSTACLES[code].cause): Obstacle {
  return { code, text: `${about}. ${OBSTACLES[code].action}`.slice(0, 400) };
}
