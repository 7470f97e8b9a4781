import { useEffect, useState, type ReactNode } from 'react';
import type { CommandName } from '#shared/ipc';
import { Button, useLacking } from '../../controls/index.ts';
import { useAct } from '../../store/index.ts';

const SAID_MS = 4_000;
/** What was said of which text: of another one it says nothing. */
type Said = { readonly how: 'copied' | 'failed'; readonly of: string } | null;

/** Copies a text, or what asking for it gives (null: it could not be had), and says whether it did. */
export function CopyButton({
  text,
  about,
  children = 'Copy',
  unavailable = null,
  needs,
  testId,
}: {
  readonly text: string | (() => Promise<string | null>);
  /** What is copied, for who cannot see what stands beside the button. */
  readonly about: string;
  readonly children?: ReactNode;
  readonly unavailable?: string | null;
  /** What asking for the text asks the engine for. */
  readonly needs?: CommandName;
  readonly testId?: string;
}) {
  const act = useAct();
  const mayAskEngine = useLacking('text.copy') === null;
  const [last, setLast] = useState<Said>(null);
  const of = typeof text === 'string' ? text : about;
  const said = last?.of === of ? last.how : null;
  useEffect(() => {
    if (last === null) return;
    const timer = setTimeout(() => setLast(null), SAID_MS);
    return () => clearTimeout(timer);
  }, [last]);
  const copy = async (): Promise<void> => {
    const wanted = typeof text === 'string' ? text : await text();
    const isDone = wanted !== null && (await act.copyText(wanted, mayAskEngine));
    setLast({ how: isDone ? 'copied' : 'failed', of });
  };
  return (
    <>
      <Button
        size="small"
        about={about}
        unavailable={unavailable}
        onClick={() => void copy()}
        {...(testId === undefined ? {} : { testId })}
        {...(needs === undefined ? {} : { needs })}
      >
        {said === 'copied' ? 'Copied' : children}
      </Button>
      <span className={said === 'failed' ? 'refusal' : 'unseen'} role="status">
        {said === 'copied' ? `Copied: ${about}` : said === 'failed' ? 'Not copied: mark the text and press Ctrl+C.' : ''}
      </span>
    </>
  );
}
