import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Reply } from '#shared/ipc';
import { countText } from '../../format/index.ts';
import { useAct, useEngine, useUi } from '../../store/index.ts';
import { changedKeys, keptConfig, patchOf, problemsOf, type KeptConfig, type Typed } from './config-draft.ts';

export type ConfigView = Reply<'config.view'>;
export type ConfigPreview = Reply<'config.preview'>;
type Said = { readonly isGood: boolean; readonly text: string };

export type Configuration = {
  readonly view: ConfigView;
  readonly config: KeptConfig;
  readonly typed: Typed;
  readonly changed: readonly string[];
  readonly problems: ReadonlyMap<string, string>;
  /** Counts how often the fields were filled from outside: they begin again then. */
  readonly round: number;
  readonly preview: ConfigPreview | null;
  readonly isAsked: boolean;
  readonly said: Said | null;
  readonly type: (path: string, value: unknown) => void;
  readonly fill: (typed: Typed, said: string) => void;
  readonly discard: () => void;
  readonly look: () => Promise<void>;
  readonly apply: (reason: string) => Promise<void>;
  readonly undo: (reason: string) => Promise<void>;
};

const NONE: Typed = new Map();

/** The file as the engine has it, and as it is being changed here. Null: not known yet, or `why` says why not. */
export function useConfiguration(): { readonly configuration: Configuration | null; readonly why: string | null } {
  const act = useAct();
  const { view, why, again } = useFile();
  const typed = useUi((view) => view.configDraft);
  const [round, setRound] = useState(0);
  const [preview, setPreview] = useState<ConfigPreview | null>(null);
  const [isAsked, setAsked] = useState(false);
  const [said, setSaid] = useState<Said | null>(null);
  const config = useMemo(() => (view === null ? null : keptConfig(view.keys)), [view]);
  const changed = useMemo(() => (config === null ? [] : changedKeys(config, typed)), [config, typed]);
  const problems = useMemo(() => (config === null ? new Map<string, string>() : problemsOf(config, typed)), [config, typed]);
  if (view === null || config === null) return { configuration: null, why };

  const begin = (next: Typed, text: Said | null): void => {
    act.draftConfig(next);
    setPreview(null);
    setSaid(text);
    setRound((n) => n + 1);
  };
  const asking = async (ask: () => Promise<void>): Promise<void> => {
    setAsked(true);
    await ask();
    setAsked(false);
  };
  const written = async (how: 'apply' | 'undo', reason: string): Promise<void> => {
    const { version } = view;
    const answer = await (how === 'apply'
      ? act.applyConfig(patchOf(config, typed), preview?.version ?? version, reason)
      : act.undoConfig(version, reason));
    if (!answer.ok) {
      setSaid({ isGood: false, text: answer.error.detail });
      return;
    }
    const { problem, changes } = answer.value;
    begin(NONE, problem === null ? { isGood: true, text: writtenText(how, changes) } : { isGood: false, text: notKept(problem) });
    again();
  };
  return {
    why,
    configuration: {
      ...{ view, config, typed, changed, problems, round, preview, isAsked, said },
      type: (path, value) => {
        act.draftConfig(new Map([...typed, [path, value]]));
        setPreview(null);
        setSaid(null);
      },
      fill: (next, text) => begin(next, { isGood: true, text }),
      discard: () => begin(NONE, null),
      look: () =>
        asking(async () => {
          const answer = await act.previewConfig(patchOf(config, typed));
          setSaid(answer.ok ? null : { isGood: false, text: answer.error.detail });
          setPreview(answer.ok ? answer.value : null);
        }),
      apply: (reason) => asking(() => written('apply', reason)),
      undo: (reason) => asking(() => written('undo', reason)),
    },
  };
}

/** The file, looked at again in each run and whenever it was changed here. */
function useFile() {
  const act = useAct();
  const run = useEngine(({ cockpit }) => cockpit.run);
  const [view, setView] = useState<ConfigView | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    let isWanted = true;
    void act.configView().then((answer) => {
      if (!isWanted) return;
      setWhy(answer.ok ? null : answer.error.detail);
      if (answer.ok) setView(answer.value);
    });
    return () => {
      isWanted = false;
    };
  }, [act, run, asked]);
  return { view, why, again: useCallback(() => setAsked((n) => n + 1), []) };
}

const notKept = (problem: string): string =>
  `In force as far as it can be, and on record, but the file could not be written: ${problem}`;

function writtenText(how: 'apply' | 'undo', changes: ConfigPreview['changes']): string {
  const later = changes.filter(({ effective }) => effective === 'restart').length;
  const now = changes.length - later;
  const parts = [
    now === 0 ? '' : `${countText(now)} in force now`,
    later === 0 ? '' : `${countText(later)} from the next start on: restart the cockpit to use ${later === 1 ? 'it' : 'them'}`,
  ].filter((part) => part !== '');
  return `${how === 'apply' ? 'Written' : 'Undone'}: ${parts.join(', ')}.`;
}
