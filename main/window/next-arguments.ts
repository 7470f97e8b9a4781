/** Arguments of one start only: a journal is set aside once, and a diagnosis is no cockpit. */
const ONCE = ['--new-journal', '--diagnose'];

/** The arguments of this start that the next one has too, without which it would be on another folder. */
export const nextArguments = (args: readonly string[]): string[] => args.filter((arg) => !ONCE.includes(arg));
