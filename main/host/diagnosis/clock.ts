import type { ClockStanding } from '#shared/domain';
import type { DiagnosisCheck } from '#shared/ipc';
import { NOT_BEFORE_MS } from '../version.ts';
import { check } from './check.ts';

const SET_IT = "Set the PC's clock: Windows Settings, Time & language, Sync now.";

/** The PC's clock: against this version's age, and against what the running cockpit holds it to. */
export function clockCheck(wallMs: number, zone: string, standing: ClockStanding | null): DiagnosisCheck {
  const title = "The PC's clock";
  const shown = `${new Date(wallMs).toISOString().slice(0, 19)}Z, zone ${zone}`;
  if (wallMs < NOT_BEFORE_MS) return check('clock', title, 'bad', `${shown}: earlier than this version was made`, SET_IT);
  if (standing !== null && !standing.trusted)
    return check('clock', title, 'bad', `${shown}: ${Math.round(standing.offsetMs / 1_000)} s off the true time`, SET_IT);
  return standing === null
    ? check('clock', title, 'unknown', `${shown}; nothing to hold it against while no cockpit runs`)
    : check('clock', title, 'good', shown);
}
