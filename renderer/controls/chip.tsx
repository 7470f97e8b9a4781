import type { SignalState } from '#shared/domain';
import { stateText } from '../format/index.ts';
import { Icon, type IconName } from './icon.tsx';
import './chip.css';

type Look = { readonly icon: IconName; readonly tone: 'on' | 'off' | 'plain' };
const LOOKS: Readonly<Record<SignalState, Look>> = {
  received: { icon: 'half', tone: 'plain' },
  evaluated: { icon: 'half', tone: 'plain' },
  awaiting_approval: { icon: 'clock', tone: 'on' },
  in_pipeline: { icon: 'half', tone: 'plain' },
  ordered: { icon: 'half', tone: 'plain' },
  open: { icon: 'dot', tone: 'on' },
  closed: { icon: 'check', tone: 'plain' },
  rejected: { icon: 'cross', tone: 'off' },
  expired: { icon: 'clock', tone: 'off' },
  cancelled: { icon: 'cross', tone: 'off' },
  failed: { icon: 'cross', tone: 'plain' },
  unknown: { icon: 'question', tone: 'on' },
};

/** A signal's state: a word, with a mark that differs in form. */
export function Chip({ state }: { readonly state: SignalState }) {
  const { icon, tone } = LOOKS[state];
  return (
    <span className="chip" data-tone={tone}>
      <Icon name={icon} small />
      {stateText(state)}
    </span>
  );
}
