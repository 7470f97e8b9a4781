import type { LogBook } from '#ports';
import type { Refusal, Reply, Request } from '#shared/ipc';
import { err, messageOf, ok, type Result } from '#shared/lib';

const NONE = { kind: 'refused', code: 'no_setup', detail: 'This cockpit keeps no log of its own' } as const;

/** The log in the window. `book` null: it is kept nowhere. */
export const logHandlers = (book: LogBook | null) => ({
  'log.tail': async (query: Request<'log.tail'>) => {
    if (book === null) return err(NONE);
    const { lines, problem } = book.tail(query);
    return ok({ lines: [...lines], folder: book.folder, problem });
  },
  'log.show-folder': async (): Promise<Result<Reply<'log.show-folder'>, Refusal>> => {
    if (book === null) return err(NONE);
    try {
      await book.show();
      return ok({});
    } catch (error) {
      return err({ kind: 'refused', code: 'setup_failed', detail: messageOf(error) });
    }
  },
});
