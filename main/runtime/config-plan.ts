import { heldBack, rulebookRefusal } from '#engine';
import { keyMeaning, leavesOf, parseConfig, type Config } from '#shared/config';
import type { Refusal, Reply } from '#shared/ipc';
import { canonicalJson } from '#shared/lib';
import type { ConfigFile } from '#ports';
import { factsFrom } from './facts.ts';
import type { Runtime } from './runtime.ts';

export type ChangedKey = Reply<'config.apply'>['changes'][number];
/** What another configuration would change. `config`: the whole of it; null: it has problems. */
export type ConfigPlan = {
  readonly config: Config | null;
  readonly problems: Reply<'config.preview'>['problems'];
  readonly changes: readonly ChangedKey[];
  /** What stands against it now. */
  readonly refused: readonly { readonly path: string; readonly code: Refusal['code']; readonly detail: string }[];
};

/** Only these are taken while the cockpit runs. */
export const PROXIES = 'intake.trustedProxies';
const RULEBOOK = 'rulebook';
export const effectiveOf = (path: string): 'now' | 'restart' =>
  path === PROXIES || path.startsWith(`${RULEBOOK}.`) ? 'now' : 'restart';

/** Compares what the file says with what it is to say. A file that nobody could start with counts as what is in force. */
export function planOf(runtime: Runtime, file: ConfigFile, was: unknown, next: unknown): ConfigPlan {
  const problems = file.problems(next);
  const parsed = parseConfig(next);
  if (problems.length > 0 || !parsed.ok) return { config: null, problems: [...problems], changes: [], refused: [] };
  const { cockpit, options } = runtime;
  const before = parseConfig(was);
  const waiting = new Set(heldBack(cockpit.config, parsed.value).widened.map(({ path }) => path));
  const changed = differences(before.ok ? before.value : cockpit.config, parsed.value).map(([path, from, to]): ChangedKey => {
    const effective = effectiveOf(path);
    return { path, meaning: keyMeaning(path), from, to, effective, waits: effective === 'restart' && waiting.has(path) };
  });
  const changes = before.ok ? changed : [MENDED, ...changed];
  const isOfRules = changes.some(({ path }) => path.startsWith(`${RULEBOOK}.`));
  const against =
    isOfRules && choosesRules(cockpit.config, parsed.value)
      ? rulebookRefusal(cockpit, parsed.value.rulebook, factsFrom(options.terminal, null), Math.floor(options.clock.nowMs()))
      : null;
  return { config: parsed.value, problems: [], changes, refused: against === null ? [] : [{ path: RULEBOOK, ...against }] };
}

const MENDED: ChangedKey = {
  ...{ path: '(root)', meaning: 'the file as a whole', from: 'cannot be used', to: 'can be used' },
  ...{ effective: 'restart', waits: false },
};

/** Whether rules have to be chosen: the file may have said them before they were in force. */
export const choosesRules = (inForce: Config, next: Config): boolean =>
  canonicalJson(inForce.rulebook) !== canonicalJson(next.rulebook);

function differences(was: Config, next: Config): readonly (readonly [path: string, from: unknown, to: unknown])[] {
  const [before, after] = [new Map(leavesOf(was)), new Map(leavesOf(next))];
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  return paths.flatMap((path) => {
    const [from, to] = [before.get(path) ?? null, after.get(path) ?? null];
    return canonicalJson(from) === canonicalJson(to) ? [] : [[path, from, to] as const];
  });
}
