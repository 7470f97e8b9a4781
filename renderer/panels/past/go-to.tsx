import { useState } from 'react';
import { Button } from '../../controls/index.ts';
import { timeTyped } from '../../format/index.ts';

/** A moment by its time. */
export function GoTo({ onGo }: { readonly onGo: (at: number) => void }) {
  const [text, setText] = useState('');
  const at = timeTyped(text);
  const missing = text.trim() === '' ? 'Type a time first' : at === null ? 'Type it as 2026-11-24 16:40, UTC' : null;
  return (
    <form
      className="past-goto"
      onSubmit={(event) => {
        event.preventDefault();
        if (at !== null) onGo(at);
      }}
    >
      <input
        className="input"
        aria-label="Go to a time, UTC"
        placeholder="2026-11-24 16:40"
        value={text}
        maxLength={30}
        aria-invalid={text.trim() !== '' && at === null}
        title={missing ?? undefined}
        onChange={(event) => setText(event.target.value)}
      />
      <Button size="small" unavailable={missing} onClick={() => at !== null && onGo(at)}>
        Go
      </Button>
    </form>
  );
}
