import { mergePatch } from '#shared/config';
import { StartFault } from '../../host/index.ts';

/** One key of the configuration and the values that are tried for it. */
export type SweepParam = { readonly path: string; readonly values: readonly unknown[] };
/** One run: a value for each parameter, in their order. */
export type SweepPoint = readonly (readonly [path: string, value: unknown])[];

/** More runs than these are a search for a lucky one. */
export const RUNS_MAX = 500;
const VALUES_MAX = 100;

/** `KEY=FROM..TO:STEP` or `KEY=A,B,C`; values are JSON where they can be, else text. */
export function sweepParam(text: string): SweepParam {
  const [, path = '', wanted = ''] = /^([A-Za-z0-9_.]+)=(.+)$/.exec(text) ?? [];
  const wrong = (why: string): StartFault => new StartFault([`--param ${text}: ${why}; write KEY=1.5..3:0.25 or KEY=a,b,c`]);
  if (path === '') throw wrong('is no key and values');
  const range = /^(-?[\d.]+)\.\.(-?[\d.]+):([\d.]+)$/.exec(wanted);
  if (range === null) {
    const values = wanted.split(',').map(valueOf);
    if (new Set(values).size !== values.length) throw wrong('names a value twice');
    return { path, values };
  }
  const [from, to, step] = range.slice(1).map(Number);
  if (from === undefined || to === undefined || step === undefined || !(step > 0) || !(to >= from))
    throw wrong('is no range upwards');
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  if (count > VALUES_MAX) throw wrong(`has ${count} values, at most ${VALUES_MAX}`);
  return { path, values: Array.from({ length: count }, (_, index) => Number((from + index * step).toPrecision(12))) };
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Every combination, the last parameter running fastest. */
export function gridOf(params: readonly SweepParam[]): readonly SweepPoint[] {
  const runs = params.reduce((product, { values }) => product * values.length, 1);
  if (params.length === 0)
    throw new StartFault(['--param is needed: what to try, such as --param cells.u1.minScore=0.6..0.8:0.05']);
  if (runs > RUNS_MAX) throw new StartFault([`${runs} runs, at most ${RUNS_MAX}: try fewer values, or fewer parameters at once`]);
  return params.reduce<readonly SweepPoint[]>(
    (points, { path, values }) => points.flatMap((point) => values.map((value): SweepPoint => [...point, [path, value]])),
    [[]],
  );
}

/** The configuration's own JSON with the values of a run in it. */
export const withPoint = (config: unknown, point: SweepPoint): unknown =>
  point.reduce((changed, [path, value]) => mergePatch(changed, nested(path.split('.'), value)), config);

const nested = ([key = '', ...rest]: readonly string[], value: unknown): unknown => ({
  [key]: rest.length === 0 ? value : nested(rest, value),
});
