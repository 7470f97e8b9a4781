/** A window behind MetaTrader may paint no frame for hours: whatever comes first, the frame or this timer, runs the work. */
const HIDDEN_MS = 250;

export type FramePorts = { readonly frame: (run: () => void) => void; readonly timer: (run: () => void, ms: number) => void };

/** Runs each piece of work once, with the next frame or after `HIDDEN_MS`. */
export function createFrameSchedule({ frame, timer }: FramePorts): (run: () => void) => void {
  return (run) => {
    let done = false;
    const once = (): void => {
      if (done) return;
      done = true;
      run();
    };
    frame(once);
    timer(once, HIDDEN_MS);
  };
}
