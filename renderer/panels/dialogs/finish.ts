import { useAct } from '../../store/index.ts';

/** Asks, and closes the dialog once the engine has taken it; a refusal stays on screen beside what was asked. */
export function useFinish(): (asked: Promise<boolean>) => void {
  const act = useAct();
  return (asked) =>
    void asked.then((taken) => {
      if (taken) act.closeDialog();
    });
}
