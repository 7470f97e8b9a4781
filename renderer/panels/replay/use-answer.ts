import { useEffect, useEffectEvent, useState } from 'react';
import type { Refusal } from '#shared/ipc';
import type { Result } from '#shared/lib';

export type Answer<T> = { readonly value: T | null; readonly why: string | null };

/** What the engine answers to one question, which is asked again when its key is another: nothing yet, the answer, or why not. */
export function useAnswer<T>(key: string, ask: () => Promise<Result<T, Refusal>>): Answer<T> {
  const [answer, setAnswer] = useState<(Answer<T> & { readonly key: string }) | null>(null);
  const asked = useEffectEvent(ask);
  useEffect(() => {
    let isWanted = true;
    void asked().then((told) => {
      if (isWanted) setAnswer({ key, value: told.ok ? told.value : null, why: told.ok ? null : told.error.detail });
    });
    return () => {
      isWanted = false;
    };
  }, [key]);
  return answer?.key === key ? answer : { value: null, why: null };
}
