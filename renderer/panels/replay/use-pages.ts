import { useEffect, useEffectEvent, useState } from 'react';
import type { Refusal } from '#shared/ipc';
import type { Result } from '#shared/lib';

type Rows<T> = { readonly id: string; readonly rows: readonly T[]; readonly why: string | null };
type Ask<T> = (page: number) => Promise<Result<readonly T[], Refusal>>;

/** All rows of a run, page by page; `why`: they end before the last one. */
export function usePages<T>(id: string, pages: number, ask: Ask<T>): Rows<T> {
  const [told, setTold] = useState<Rows<T>>({ id, rows: [], why: null });
  const asked = useEffectEvent(ask);
  useEffect(() => {
    const wanted = { isStill: true };
    const read = async (page: number, before: readonly T[]): Promise<void> => {
      if (page >= pages) return;
      const answer = await asked(page);
      if (!wanted.isStill) return;
      const rows = answer.ok ? [...before, ...answer.value] : before;
      setTold({ id, rows, why: answer.ok ? null : answer.error.detail });
      if (answer.ok) await read(page + 1, rows);
    };
    void read(0, []);
    return () => {
      wanted.isStill = false;
    };
  }, [id, pages]);
  return told.id === id ? told : { id, rows: [], why: null };
}
