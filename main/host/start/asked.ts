import type { StartChoice } from '#shared/domain';
import { hostPort, terminalOption, wholeNumber } from '../arguments.ts';
import type { CockpitOptions } from '../options.ts';

export type Asked = Pick<CockpitOptions, 'configFile' | 'http' | 'bridge' | 'terminal' | 'market' | 'seed'>;

type Given = { readonly [K in keyof StartChoice]?: string };

/** An option goes before what was chosen in the window. Throws StartFault where it is none of those allowed. */
export const startWith = ({ http, bridge, terminal, market, data }: Given, chosen: StartChoice): StartChoice => ({
  http: http ?? chosen.http,
  bridge: bridge ?? chosen.bridge,
  terminal: terminal === undefined ? chosen.terminal : terminalOption(terminal),
  market: market ?? chosen.market,
  data: data ?? chosen.data,
});

/** A choice and the options beside it, read. Throws StartFault with the one that cannot be. */
export function askedOf(
  { http, bridge, terminal, market }: StartChoice,
  { config, seed }: { readonly config?: string; readonly seed?: string },
): Asked {
  const seeded = wholeNumber('seed', seed, 0);
  return {
    configFile: config ?? null,
    http: hostPort('http', http),
    bridge: hostPort('bridge', bridge),
    ...{ terminal, market },
    ...(seeded === undefined ? {} : { seed: seeded }),
  };
}
