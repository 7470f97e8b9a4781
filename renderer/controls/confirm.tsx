import type { ReactNode } from 'react';
import type { CommandName } from '#shared/ipc';
import { Button } from './button.tsx';
import { useLacking } from './held-role.ts';

type ConfirmProps = {
  /** What it asks the engine for, which the window's role may not reach. */
  readonly needs: CommandName;
  readonly children: ReactNode;
  readonly onConfirm: () => void;
  /** What is still missing, as text beside it; null: it can be pressed. */
  readonly missing: string | null;
  /** It was asked, and is not answered yet. */
  readonly asked?: boolean;
  readonly answering?: 'engine' | 'terminal';
  readonly testId?: string;
};

/** The act of a dialog. What keeps it from being pressed stands beside it; Enter in a text field presses it once nothing does. */
export function Confirm({ needs, children, onConfirm, missing, asked = false, answering = 'engine', testId }: ConfirmProps) {
  const lacking = useLacking(needs);
  const why = lacking ?? (asked ? `Asked; waiting for the ${answering}` : missing);
  return (
    <span className="confirm">
      <span className="missing" role="status">
        {why}
      </span>
      <Button needs={needs} unavailable={why} onClick={onConfirm} {...(testId === undefined ? {} : { testId })}>
        {asked ? 'Asked…' : children}
      </Button>
    </span>
  );
}
