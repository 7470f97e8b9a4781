import type { BackgroundProcess, BackgroundStart, BackgroundTask, BackgroundWord } from '#ports';

/**
 * At most one process at a time. `heard` hears its words, the last one being any but `progress`; one that was ended or replaced has no
 * say any more.
 */
export function oneProcess(start: BackgroundStart): {
  begin(task: BackgroundTask, heard: (word: BackgroundWord) => void): void;
  end(): void;
} {
  let process: BackgroundProcess | null = null;
  let round = 0;
  const over = (): void => {
    round += 1;
    process = null;
  };
  const end = (): void => {
    process?.kill();
    over();
  };
  return {
    begin: (task, heard) => {
      end();
      const own = round;
      const said = (word: BackgroundWord): void => {
        if (own !== round) return;
        if (word.t !== 'progress') over();
        heard(word);
      };
      const ended = (why: string): void => said({ t: 'failed', faults: [`The process for it was broken off: ${why}`] });
      const begun = start(task, { said, ended });
      if (own === round) process = begun;
    },
    end,
  };
}
