import { TERMINAL_KINDS, terminalOf, type TerminalKind } from '#shared/domain';
import { movedClock, systemClock, type ClockStart } from '../adapters/system/index.ts';
import type { Clock } from '#ports';
import { StartFault } from './options.ts';
import { NOT_BEFORE_MS } from './version.ts';

const MOMENT = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;
/** Rules of zones and rulebooks are known for these years. */
const YEARS = { from: 2000, to: 2099 } as const;
const SPEED = { min: 0.1, max: 100 } as const;

/** `--now` and `--speed` as typed. Null when neither was given; StartFault when one cannot be kept. */
export function clockOption(now: string | undefined, speed: string | undefined, terminal: TerminalKind): ClockStart | null {
  if (now === undefined && speed === undefined) return null;
  const { title, time } = terminalOf(terminal);
  if (time === 'real') {
    const given = [...(now === undefined ? [] : ['--now']), ...(speed === undefined ? [] : ['--speed'])].join(' and ');
    throw new StartFault([
      `${given}: ${title} keeps real time; use --terminal ${onOwnTime()}, or start without ${speed === undefined || now === undefined ? 'it' : 'them'}`,
    ]);
  }
  return { startMs: now === undefined ? null : momentOf(now), speed: speed === undefined ? 1 : speedOf(speed) };
}

/** The clock of a run: the machine's, or one that starts at another moment or runs at another speed. */
export const clockOf = (start: ClockStart | null): Clock =>
  start === null ? systemClock({ notBeforeMs: NOT_BEFORE_MS }) : movedClock(systemClock(), start);

const onOwnTime = (): string => TERMINAL_KINDS.filter((kind) => terminalOf(kind).time === 'ours').join(' or ');

function momentOf(text: string): number {
  const [, year = '', month = '', day = ''] = MOMENT.exec(text) ?? [];
  const at = Date.parse(text);
  const isDay = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
  if (year === '' || Number.isNaN(at) || !isDay || Number(year) < YEARS.from || Number(year) > YEARS.to)
    throw new StartFault([
      `--now: "${text}" is not a moment with its zone from ${YEARS.from} to ${YEARS.to}, such as 2026-11-28T12:00:00Z or 2026-11-28T13:00:00+01:00`,
    ]);
  return at;
}

function speedOf(text: string): number {
  const speed = text.trim() === '' ? Number.NaN : Number(text);
  if (!(speed >= SPEED.min && speed <= SPEED.max))
    throw new StartFault([`--speed: "${text}" is not a number from ${SPEED.min} to ${SPEED.max}, such as 10`]);
  return speed;
}
