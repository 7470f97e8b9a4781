import { rowOf, type OldCode } from './codes.ts';

/** What can go wrong in a part of the cockpit or in what it talks to: the code on record, and what happened in words. */
export const FAULTS = {
  adapter_error: 'failed in its adapter',
  authentication: 'was refused for its name or password',
  failed: 'failed',
  lost: 'cannot be written again in this run',
  no_snapshot: 'did not say what it holds',
  order_unknown: 'did not say how an order ended',
  timeout: 'did not answer in time',
  write_failed: 'could not be written',
} as const satisfies Readonly<Record<string, string>>;
export type FaultCode = keyof typeof FAULTS;

/** A fault in words, to follow the name of what failed. */
export const faultText = (code: FaultCode | OldCode): string => rowOf<string>(FAULTS, code) ?? code.replaceAll('_', ' ');
