import { useEffect, useState } from 'react';
import type { ChannelEntryForm, ChannelForm, ChannelKind, ChannelsView } from '#shared/ipc';
import { useAct, useEngine } from '../../store/index.ts';

export type Channels = {
  /** Null: not known yet, or `why` says why not. */
  readonly view: ChannelsView | null;
  readonly why: string | null;
  /** What the file would be; the same as it is while nothing was changed. */
  readonly form: ChannelForm | null;
  readonly isChanged: boolean;
  readonly change: (part: Partial<ChannelForm>) => void;
  readonly discard: () => void;
  readonly save: () => Promise<void>;
  readonly look: () => void;
};

/** The channels as the engine has them, and as they are being changed here. */
export function useChannels(): Channels {
  const act = useAct();
  const run = useEngine(({ cockpit }) => cockpit.run);
  const [view, setView] = useState<ChannelsView | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const [draft, setDraft] = useState<ChannelForm | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isWanted = true;
    void act.channels().then((answer) => {
      if (!isWanted) return;
      setWhy(answer.ok ? null : answer.error.detail);
      if (answer.ok) setView(answer.value);
    });
    return () => {
      isWanted = false;
    };
  }, [act, run, round]);
  const form = draft ?? view?.form ?? null;
  return {
    view,
    why,
    form,
    isChanged: draft !== null,
    change: (part) => {
      if (form !== null) setDraft({ ...form, ...part });
    },
    discard: () => {
      setDraft(null);
      setWhy(null);
    },
    save: async () => {
      if (draft === null) return;
      const answer = await act.saveChannels(draft);
      setWhy(answer.ok ? null : answer.error.detail);
      if (!answer.ok) return;
      setView(answer.value);
      setDraft(null);
    },
    look: () => setRound((n) => n + 1),
  };
}

/** A channel that is not in the file yet. */
export function newChannel(kind: ChannelKind, taken: readonly string[]): ChannelEntryForm {
  const ids = [kind, ...Array.from({ length: 20 }, (_, n) => `${kind}-${String(n + 2)}`)];
  const id = ids.find((one) => !taken.includes(one)) ?? kind;
  const fields: Record<string, string> = kind === 'email' ? { port: '587', security: 'starttls' } : {};
  return { id, was: null, kind, levels: ['critical', 'high'], onlyEscalations: false, fields };
}
