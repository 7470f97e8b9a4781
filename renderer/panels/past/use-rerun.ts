import type { RerunView } from '#shared/ipc';
import { useAct } from '../../store/index.ts';
import { useBeside } from '../reading/index.ts';

/** The engine's re-run, looked at while it runs. */
export function useRerun() {
  const act = useAct();
  const { view, refused, after } = useBeside(act.rerun);
  return {
    view,
    refused,
    start: (change: RerunView['change'], from: number | null, to: number | null) => after(act.startRerun({ change, from, to })),
    cancel: () => after(act.cancelRerun()),
  };
}
