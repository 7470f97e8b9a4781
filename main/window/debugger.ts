import { OptionFault } from './options.ts';

/** Doors into the page for a debugger; the fuses close only those into the main process. */
const SWITCHES = ['remote-debugging-port', 'remote-debugging-pipe', 'remote-allow-origins', 'remote-debugging-address'];

/** An installed cockpit does not start with a door for a debugger open: what comes through it approves and trades as the trader. */
export function refuseDebugger(isPackaged: boolean, hasSwitch: (name: string) => boolean): void {
  const given = isPackaged ? SWITCHES.find((name) => hasSwitch(name)) : undefined;
  if (given !== undefined) throw new OptionFault(`--${given} is refused: it would let another program act in this window.`);
}
