import type { ReactNode, Ref } from 'react';
import type { CommandName } from '#shared/ipc';
import { useLacking } from './held-role.ts';
import './button.css';

export type ButtonProps = {
  readonly children: ReactNode;
  readonly onClick: () => void;
  readonly look?: 'plain' | 'primary' | 'quiet';
  readonly size?: 'normal' | 'small' | 'tall';
  /** Why it cannot be used now: the button keeps its text, stays in the focus order, and says so. */
  readonly unavailable?: string | null;
  /** What it asks the engine for: where the window's role does not reach that far, it is unavailable and says so. */
  readonly needs?: CommandName;
  /** Words after the visible text that tell apart buttons with the same name. */
  readonly about?: string;
  /** Whether a button that stays down is down; absent: it does not stay. */
  readonly pressed?: boolean;
  /** What hangs below it while it is open, by its element id. */
  readonly opens?: { readonly id: string; readonly isOpen: boolean };
  readonly testId?: string;
  readonly ref?: Ref<HTMLButtonElement>;
};

const SIZES = { normal: '', small: ' small', tall: ' tall-btn' } as const;

export function Button({
  children,
  onClick,
  look = 'plain',
  size = 'normal',
  unavailable: why = null,
  needs,
  about,
  pressed,
  opens,
  testId,
  ref,
}: ButtonProps) {
  const lacking = useLacking(needs);
  const unavailable = lacking ?? why;
  return (
    <button
      ref={ref}
      type="button"
      className={`btn${look === 'plain' ? '' : ` ${look}`}${SIZES[size]}`}
      aria-pressed={pressed}
      aria-expanded={opens?.isOpen}
      aria-controls={opens?.isOpen === true ? opens.id : undefined}
      aria-disabled={unavailable === null ? undefined : true}
      title={unavailable ?? undefined}
      data-testid={testId}
      onClick={() => unavailable === null && onClick()}
    >
      {children}
      {about !== undefined && <span className="unseen"> {about}</span>}
    </button>
  );
}
