import { defaultConfig, keyMeaning, leavesOf, mergePatch, parseConfig } from '#shared/config';
import { configValueText, type OperatorAction } from '#shared/events';
import type { Refusal, Reply, Request } from '#shared/ipc';
import { err, ok, type Result } from '#shared/lib';
import type { ConfigFile, OwnDoor } from '#ports';
import { choosesRules, effectiveOf, planOf, PROXIES, type ConfigPlan } from './config-plan.ts';
import type { Runtime } from './runtime.ts';

type Act = (action: OperatorAction, actor: string) => Promise<Result<{ seq: number }, Refusal>>;
type Means = {
  readonly runtime: Runtime;
  readonly door: () => OwnDoor | null;
  readonly host: { readonly configFile?: ConfigFile };
  act: Act;
};
type Changed = Result<Reply<'config.apply'>, Refusal>;
type Next = { readonly by: Readonly<Record<string, unknown>> | 'before'; readonly input: unknown };

const CHANGES_MAX = 500;
const refusal = (code: Refusal['code'], detail: string, reasons?: readonly string[]) =>
  err<Refusal>({ kind: 'refused', code, detail, ...(reasons === undefined ? {} : { reasons }) });

/** The configuration's file: looked at, tried and changed. One change at a time. */
export function configHandlers(means: Means) {
  let isUnderWay = false;
  const once = async (change: () => Promise<Changed>): Promise<Changed> => {
    if (isUnderWay) return refusal('already_asked', 'Another change of the configuration is being written');
    isUnderWay = true;
    try {
      return await change();
    } finally {
      isUnderWay = false;
    }
  };
  return {
    'config.view': () => withFile(means, async (file) => ok(viewOf(means.runtime, file))),
    'config.validate': ({ config }: Request<'config.validate'>) =>
      withFile(means, async (file) => {
        const problems = [...file.problems(config)];
        return ok({ valid: problems.length === 0, problems });
      }),
    'config.preview': ({ change }: Request<'config.preview'>) =>
      withFile(means, async (file) => {
        const { version, input } = file.now();
        if (input === null) return NOT_READ;
        const { problems, changes, refused } = planOf(means.runtime, file, input, mergePatch(input, change));
        return ok({ version, problems: [...problems], changes: [...changes], refused: [...refused] });
      }),
    'config.apply': ({ change, ...asked }: Request<'config.apply'>, actor: string) =>
      withFile(means, (file) =>
        once(async () => {
          const { input } = file.now();
          if (input === null) return NOT_READ;
          const next = mergePatch(input, change) as Readonly<Record<string, unknown>>;
          return changed(means, file, { by: next, input: next }, { how: 'applied', ...asked, actor });
        }),
      ),
    'config.undo': (asked: Request<'config.undo'>, actor: string) =>
      withFile(means, (file) =>
        once(async () => {
          const before = file.before();
          if (before === null) return refusal('nothing_to_undo', 'There is no configuration from before a change');
          return changed(means, file, { by: 'before', input: before.input }, { how: 'undone', ...asked, actor });
        }),
      ),
  };
}

const NOT_READ = refusal(
  'bad_config',
  'The file of the configuration is no JSON object: undo the last change, or mend it by hand',
);

async function withFile<T>({ host }: Means, act: (file: ConfigFile) => Promise<Result<T, Refusal>>): Promise<Result<T, Refusal>> {
  return host.configFile === undefined ? refusal('no_setup', 'This host keeps no configuration') : act(host.configFile);
}

type Asked = { readonly how: 'applied' | 'undone'; readonly version: string; readonly reason: string; readonly actor: string };

/** On record first: rules that are chosen, then the change; then the file, and what of it is in force at once. */
async function changed(
  means: Means,
  file: ConfigFile,
  { by, input }: Next,
  { how, version, reason, actor }: Asked,
): Promise<Changed> {
  const { runtime, act, door } = means;
  const was = file.now();
  if (was.version !== version)
    return refusal('digest_changed', 'The configuration was changed since you looked: look again, then change it');
  const plan = planOf(runtime, file, was.input, input);
  const against = standsAgainst(plan);
  if (against !== null || plan.config === null) return against ?? NOT_READ;
  const { config, changes } = plan;
  if (changes.some(({ path }) => path.startsWith('rulebook.')) && choosesRules(runtime.cockpit.config, config)) {
    const chosen = await act({ act: 'choose-rulebook', rulebook: config.rulebook, reason }, actor);
    if (!chosen.ok) return chosen;
  }
  const trusts = changes.some(({ path }) => path === PROXIES);
  const recorded = await act(
    {
      ...{ act: 'change-config', how, reason },
      changes: changes.map(({ path, from, to }) => ({ path, from: configValueText(from), to: configValueText(to) })),
      ...(trusts ? { trustedProxies: [...config.intake.trustedProxies] } : {}),
    },
    actor,
  );
  if (!recorded.ok) return recorded;
  const problem = file.replace(version, by);
  if (trusts) door()?.believe(config.intake.trustedProxies);
  // The record speaks of a change that the next start does not see.
  if (problem !== null) await act({ act: 'note-act', what: NOTED[how], detail: problem.slice(0, 500) }, actor);
  const needsRestart = changes.some(({ effective }) => effective === 'restart');
  return ok({ seq: recorded.value.seq, version: file.now().version, changes: [...changes], needsRestart, problem });
}
const NOTED = { applied: 'config.apply', undone: 'config.undo' } as const;

function standsAgainst({ problems, changes, refused }: ConfigPlan): ReturnType<typeof refusal> | null {
  if (problems.length > 0) {
    const reasons = problems.slice(0, 20).map(({ path, message }) => `${path}: ${message}`);
    return refusal('bad_config', reasons.join('; '), reasons);
  }
  const [first] = refused;
  if (first !== undefined) return refusal(first.code, first.detail);
  if (changes.length === 0) return refusal('not_changed', 'The configuration says this already');
  return changes.length > CHANGES_MAX
    ? refusal('bad_config', `${changes.length} keys would change, ${CHANGES_MAX} can at once: change the file by hand`)
    : null;
}

function viewOf({ cockpit }: Runtime, file: ConfigFile): Reply<'config.view'> {
  const { version, input } = file.now();
  const problems = input === null ? [{ path: '(root)', message: 'is no JSON object' }] : file.problems(input);
  const parsed = parseConfig(input);
  const kept = new Map(leavesOf(parsed.ok ? parsed.value : defaultConfig()));
  const inForce = new Map(leavesOf(cockpit.config));
  const stated = [...new Map(leavesOf(input ?? {})).keys()];
  return {
    version,
    problem: problems.length === 0 ? null : problems.map(({ path, message }) => `${path}: ${message}`).join('; '),
    canUndo: file.before() !== null,
    keys: [...new Set([...kept.keys(), ...inForce.keys()])].map((path) => ({
      path,
      meaning: keyMeaning(path),
      stated: stated.some((one) => one === path || one.startsWith(`${path}.`)),
      kept: parsed.ok ? (kept.get(path) ?? null) : null,
      inForce: inForce.get(path) ?? null,
      effective: effectiveOf(path),
    })),
  };
}
