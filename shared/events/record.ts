import { z } from 'zod';
import { decisions } from './decisions.ts';
import { inputs } from './inputs.ts';
import { RECORD_VERSION, RECORD_VERSIONS, upcast } from './upcast.ts';

type Payloads = { [T in keyof typeof inputs]: z.infer<(typeof inputs)[T]> } & {
  [T in keyof typeof decisions]: z.infer<(typeof decisions)[T]>;
};
export type InputType = keyof typeof inputs;
export type DecisionType = keyof typeof decisions;
export type EventType = InputType | DecisionType;
export type Payload<T extends EventType> = Payloads[T];

/** An input or a decision with its payload. The union is closed: nothing else ever changes state. */
export type Input = { [T in InputType]: { readonly type: T; readonly payload: Payloads[T] } }[InputType];
export type Decision = {
  [T in DecisionType]: {
    readonly type: T;
    readonly payload: Payloads[T];
    /** The saga it belongs to; the input's when absent. */ readonly correlationId?: string;
  };
}[DecisionType];
export type CockpitEvent = Input | Decision;

/** What surrounds an event in the journal. `seq` alone orders; `at` (UTC ms) explains. */
export type Envelope = {
  readonly seq: number;
  readonly at: number;
  readonly run: string;
  readonly version: typeof RECORD_VERSION;
  readonly correlationId: string;
  /** `seq` of the record that caused this one, as text; null for inputs from outside. */
  readonly causationId: string | null;
  /** Who or what caused it: 'trader:window', 'operator:http', 'webhook', 'detector', 'engine', 'terminal', 'clock'. */
  readonly actor: string;
};
/** One record of the journal, without its hash. */
export type JournalRecord = { [T in EventType]: Envelope & { readonly type: T; readonly payload: Payloads[T] } }[EventType];

const SCHEMAS: Readonly<Record<string, z.ZodType>> = { ...inputs, ...decisions };

/** True for the types that begin a turn. */
export const isInputType = (type: string): type is InputType => Object.hasOwn(inputs, type);
export const isEventType = (type: string): type is EventType => Object.hasOwn(SCHEMAS, type);
/** The schema of one event type's payload. */
export const payloadSchema = (type: EventType): z.ZodType => SCHEMAS[type] ?? z.never();
export const EVENT_TYPES = Object.keys(SCHEMAS) as readonly EventType[];

/** A record of candles alone: nothing but the detector's own view changes with it. */
export const isOfCandles = (type: string): boolean => type === 'bar.closed' || type === 'bars.closed';

/** Records at which `at` may be earlier than before: a start, or clocks that stand differently. Between them it never goes back. */
export const TIME_SEAMS = ['run.sealed', 'run.started', 'clock.observed'] as const satisfies readonly EventType[];

const envelope = z.object({
  seq: z.int().positive(),
  at: z.int().nonnegative(),
  run: z.string(),
  type: z.string().refine(isEventType, 'is a known event type'),
  version: z.literal(RECORD_VERSIONS),
  correlationId: z.string(),
  causationId: z.string().nullable(),
  actor: z.string(),
  payload: z.unknown(),
});

/**
 * Reads a record that came from disk or over a wire, in today's shape: envelope and payload both checked. Throws ZodError
 * naming the field.
 */
export function readRecord(value: unknown): JournalRecord {
  const read = envelope.parse(value);
  const payload = payloadSchema(read.type).parse(upcast(read.version, read.payload));
  return { ...read, version: RECORD_VERSION, payload } as JournalRecord;
}
