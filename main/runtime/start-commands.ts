import type { HostDesk, StartDesk, StartStanding } from '#ports';
import type { OperatorAction } from '#shared/events';
import type { Refusal, Reply, Request } from '#shared/ipc';
import { err, ok, type Result } from '#shared/lib';
import { counted, openNow } from './open-now.ts';
import type { Runtime } from './runtime.ts';

type Act = (action: OperatorAction, actor: string) => Promise<Result<{ seq: number }, Refusal>>;
type View = Promise<Result<Reply<'start.view'>, Refusal>>;

const NONE = {
  kind: 'refused',
  code: 'no_setup',
  detail: 'This cockpit runs without a window of its own: what it starts with are the options of its command',
} as const;
/** Another account lies behind each of these. */
const OTHER_BOOK = ['terminal', 'data'] as const;

/** What is open now, in words. */
function openWords(runtime: Runtime): readonly string[] {
  const { positions, orders, approvals, known } = openNow(runtime);
  return [
    ...(positions === 0 ? [] : [`${counted(positions, 'position', 'positions')}: only the stop at the broker watches meanwhile`]),
    ...(orders === 0 ? [] : [`${counted(orders, 'order waits', 'orders wait')} at the broker: it may fill meanwhile`]),
    ...(approvals === 0 ? [] : [`${counted(approvals, 'card waits', 'cards wait')} for you: its time may run out meanwhile`]),
    ...(known ? [] : ['The terminal does not say what is open']),
  ];
}

/** A restart into another terminal or folder would leave behind what is open, and nobody would watch it. */
function waitsFor(runtime: Runtime, { now, next }: StartStanding): readonly string[] {
  if (OTHER_BOOK.every((key) => now[key] === next[key])) return [];
  const { positions, orders, known } = openNow(runtime);
  return [
    ...(positions === 0
      ? []
      : [`${counted(positions, 'position is', 'positions are')} open: the other account does not know them`]),
    ...(orders === 0 ? [] : [`${counted(orders, 'order waits', 'orders wait')} at the broker: cancel it first`]),
    ...(known ? [] : ['The terminal does not say what is open: wait until it is connected']),
  ];
}

/** What the desktop starts with: chosen for the next start, and the restart, which says before what it leaves to the broker. */
export function startHandlers(runtime: Runtime, act: Act, host: HostDesk | null) {
  const desk = host?.start ?? null;
  const view = (of: StartDesk): Reply<'start.view'> => {
    const standing = of.standing();
    return {
      ...{ now: standing.now, next: standing.next, fixed: [...standing.fixed] },
      open: [...openWords(runtime)],
      waitsFor: [...waitsFor(runtime, standing)],
    };
  };
  return {
    'start.view': async (): View => (desk === null ? err(NONE) : ok(view(desk))),
    'start.choose': async ({ choice }: Request<'start.choose'>, actor: string): View => {
      if (desk === null) return err(NONE);
      const faults = await desk.choose(choice);
      if (faults.length > 0) return err({ kind: 'refused', code: 'setup_failed', detail: faults.join('\n') });
      const noted = await act({ act: 'note-act', what: 'start.choose', detail: JSON.stringify(choice).slice(0, 500) }, actor);
      return noted.ok ? ok(view(desk)) : noted;
    },
    'start.restart': async (_ask: Request<'start.restart'>, actor: string): Promise<Result<Reply<'start.restart'>, Refusal>> => {
      if (desk === null) return err(NONE);
      const standsAgainst = (): Result<never, Refusal> | null => {
        const waits = waitsFor(runtime, desk.standing());
        return waits.length === 0 ? null : err({ kind: 'refused', code: 'not_flat', detail: waits.join('. ') });
      };
      const before = standsAgainst();
      if (before !== null) return before;
      const noted = await act({ act: 'note-act', what: 'start.restart', detail: openWords(runtime).join('. ') }, actor);
      if (!noted.ok) return noted;
      // Something may have been opened meanwhile.
      const after = standsAgainst();
      if (after !== null) return after;
      runtime.options.clock.soon(() => desk.restart());
      return ok(noted.value);
    },
  };
}
