import type { MachineNews } from '#shared/domain';
import type { TrayStatus } from './tray-status.ts';

const held = (positions: number): string => (positions === 1 ? '1 position is' : `${positions} positions are`);

/** What a trader is told the moment it happens, because afterwards nobody may be there to read it. Null: nothing is at stake. */
export function machineWords(
  what: MachineNews['what'],
  { mode, positions }: TrayStatus,
): { readonly title: string; readonly body: string } | null {
  if (positions === 0) return null;
  const stops = `${mode.toUpperCase()}: ${held(positions)} protected only by stops at the broker meanwhile.`;
  if (what === 'suspended') return { title: 'The PC goes to sleep with positions open', body: stops };
  if (what === 'session_ending') return { title: 'Windows ends the session with positions open', body: stops };
  return null;
}
