import type { Log, LogLevel, Notifier } from '#ports';

/** A log and a notifier that remember. */
export function recorders(): { log: Log; lines: [LogLevel, string][]; notifier: Notifier; told: [string, string][] } {
  const lines: [LogLevel, string][] = [];
  const told: [string, string][] = [];
  return {
    lines,
    told,
    log: { write: (level, message) => void lines.push([level, message]) },
    notifier: { critical: (title, body) => void told.push([title, body]) },
  };
}
