import { useRef, useState } from 'react';
import type { DoorTest } from '#shared/ipc';
import { useAct } from '../../store/index.ts';

/** How a test of a source stands. */
export type TestState =
  | { readonly kind: 'none' | 'asking' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'known'; readonly test: DoorTest };

type SourceTest = {
  readonly answer: TestState;
  /** Sends one by its public address, or (null) on this PC; null as the body: the engine writes it. */
  send(address: string | null, body: string | null): Promise<void>;
  refuse(why: string): void;
};

/** Tests of one source: of several the last one counts. */
export function useSourceTest(source: string): SourceTest {
  const act = useAct();
  const [answer, setAnswer] = useState<TestState>({ kind: 'none' });
  const asked = useRef(0);
  const send = async (address: string | null, body: string | null): Promise<void> => {
    const own = (asked.current += 1);
    setAnswer({ kind: 'asking' });
    const told = await act.testSource({ id: source, address, body });
    if (asked.current !== own) return;
    setAnswer(told.ok ? { kind: 'known', test: told.value.test } : { kind: 'refused', why: told.error.detail });
  };
  return { answer, send, refuse: (why) => setAnswer({ kind: 'refused', why }) };
}
