import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { terminalOf, type StartChoice } from '#shared/domain';
import { messageOf } from '#shared/lib';
import { hostPort } from '../arguments.ts';
import { portCheck } from '../diagnosis/index.ts';
import { isLoopback } from '../loopback.ts';

type Door = { readonly host: string; readonly port: number };
type Read = Door | string;

const NAMES = { http: 'HTTP address', bridge: 'Bridge address' } as const;

/** What would keep the next start from working, a line for each; empty: nothing that can be seen now. `now`: the doors that are ours. */
export async function choiceFaults(choice: StartChoice, now: StartChoice): Promise<readonly string[]> {
  const doors = { http: read('http', choice.http), bridge: read('bridge', choice.bridge) };
  const faults = Object.values(doors).filter((door) => typeof door === 'string');
  const { http, bridge } = doors;
  if (typeof bridge === 'object' && !isLoopback(bridge.host))
    faults.push(
      `${NAMES.bridge}: ${bridge.host} is not this computer itself; the Expert Advisor runs beside the cockpit: use 127.0.0.1`,
    );
  if (typeof http === 'object' && typeof bridge === 'object' && http.port !== 0 && http.port === bridge.port)
    faults.push(
      `${NAMES.http} and ${NAMES.bridge.toLowerCase()} have the same port ${http.port}: choose another for one of them`,
    );
  const ours = new Set([now.http, ...(terminalOf(now.terminal).connects === 'expert_advisor' ? [now.bridge] : [])]);
  for (const key of ['http', 'bridge'] as const) {
    const door = doors[key];
    if (faults.length > 0 || typeof door === 'string' || ours.has(choice[key])) continue;
    const { state, found } = await portCheck({ id: key, title: NAMES[key], ...door, option: `--${key}` }, false);
    if (state === 'bad') faults.push(`${NAMES[key]}: ${found}: choose another port`);
  }
  return [...faults, ...marketFaults(choice), ...folderFaults(choice.data)];
}

function read(key: 'http' | 'bridge', text: string): Read {
  try {
    return hostPort(key, text);
  } catch (error) {
    return messageOf(error).replace(`--${key}`, NAMES[key]);
  }
}

function marketFaults({ market }: StartChoice): readonly string[] {
  if (market === 'demo') return [];
  if (!isAbsolute(market)) return [`Market: "${market}" is neither demo nor the whole path of a price file, from its drive on`];
  try {
    return statSync(market).isFile() ? [] : [`Market: ${market} is not a file`];
  } catch (error) {
    return [`Market: ${market} cannot be read (${String((error as NodeJS.ErrnoException).code)})`];
  }
}

/** The folder is made, so that what stands against it shows now and not at the next start. */
function folderFaults(folder: string | null): readonly string[] {
  if (folder === null) return [];
  if (!isAbsolute(folder)) return [`Data folder: "${folder}" is not a whole path, from its drive on`];
  if (/^[\\/]{2}/.test(folder)) return [`Data folder: ${folder} lies on another computer; a journal needs a disk of this one`];
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return [];
  } catch (error) {
    return [`Data folder: ${folder} cannot be written to (${String((error as NodeJS.ErrnoException).code)})`];
  }
}
