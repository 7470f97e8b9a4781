import type { LiveFrame } from '#shared/ipc';
import type { ReadonlyCockpit } from '#shared/projection';
import type { NotificationsView } from '../notifications/index.ts';

/** What every metric is read from: what was recorded, and what is measured. */
export type Seen = {
  readonly cockpit: ReadonlyCockpit;
  readonly live: LiveFrame;
  /** Null: nobody is told of alarms besides the window. */
  readonly notifications: NotificationsView | null;
};

/** One value with its labels. Null: not known, and left out rather than told as 0. */
export type Sample = readonly [labels: Readonly<Record<string, string>>, value: number | null];

/**
 * One metric, named as Prometheus asks: base units (seconds, bytes, ratios of 0 to 1), `_total` on what only grows.
 * Money is in the account's currency. https://prometheus.io/docs/practices/naming/
 */
export type Metric = {
  readonly name: string;
  readonly help: string;
  /** A counter begins again with the process where it counts what is not recorded. */
  readonly kind: 'gauge' | 'counter';
  readonly samples: (seen: Seen) => readonly Sample[];
};

type Read = (seen: Seen) => number | null | readonly Sample[];

const metricOf =
  (kind: Metric['kind']) =>
  (name: string, help: string, read: Read): Metric => ({
    name: `mikrobot_${name}`,
    help,
    kind,
    samples: (seen) => {
      const value = read(seen);
      return typeof value === 'number' || value === null ? [[{}, value]] : value;
    },
  });
export const gauge = metricOf('gauge');
export const counter = metricOf('counter');

/** Milliseconds as seconds. */
export const secondsOf = (ms: number | null): number | null => (ms === null ? null : ms / 1_000);

/** 1 for the state that holds, 0 for each other one. */
export const statesOf = (label: string, all: readonly string[], now: string, more: Sample[0] = {}): readonly Sample[] =>
  all.map((state) => [{ ...more, [label]: state }, state === now ? 1 : 0]);

/** Percentiles of a time that was measured in milliseconds, as seconds. */
export const percentilesOf = (
  ms: Readonly<Record<'p50' | 'p99', number | null> & { p95?: number | null }>,
  more: Sample[0] = {},
): readonly Sample[] =>
  (['p50', 'p95', 'p99'] as const).flatMap((name): readonly Sample[] => {
    const value = ms[name];
    return value === undefined ? [] : [[{ ...more, percentile: name.slice(1) }, secondsOf(value)]];
  });
