// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { OpenDialog } from '#renderer/panels/dialogs/index.ts';
import type { DialogState } from '#renderer/store/index.ts';
import { role, type Role } from '#shared/domain';
import { COMMAND_ROLES, type CommandName } from '#shared/ipc';
import { morning, PRESENT, roomView, waitingSignal } from '../../fixtures.ts';
import { settled, stage } from '../../stage.tsx';

const TICKET = '60417702';
type Asking = Exclude<DialogState['kind'], 'keys' | 'palette' | 'certificate'>;
type Row = readonly [dialog: DialogState, command: CommandName];

/** Every dialog that asks the engine for something, and what for. */
const DIALOGS: Readonly<Record<Asking, Row>> = {
  resume: [{ kind: 'resume' }, 'trading.resume'],
  flatten: [{ kind: 'flatten' }, 'trading.halt'],
  'stop-scope': [{ kind: 'stop-scope' }, 'trading.halt'],
  'adopt-journal': [{ kind: 'adopt-journal' }, 'journal.adopt'],
  'confirm-clock': [{ kind: 'confirm-clock' }, 'clock.confirm'],
  lift: [{ kind: 'lift', scope: { kind: 'symbol', symbol: 'EURUSD' } }, 'stop.lift'],
  'adopt-drift': [{ kind: 'adopt-drift', digest: 'd'.repeat(64) }, 'drift.adopt'],
  override: [{ kind: 'override', signalId: 'waits' }, 'signal.override'],
  reject: [{ kind: 'reject', signalId: 'waits' }, 'signal.reject'],
  close: [{ kind: 'close', ticket: TICKET }, 'position.close'],
  rules: [{ kind: 'rules', ticket: TICKET }, 'position.manage'],
  'choose-account': [{ kind: 'choose-account', login: '7', server: 'Demo' }, 'account.choose'],
  shelve: [{ kind: 'shelve', alarmId: 'a' }, 'alarm.shelve'],
  isolate: [{ kind: 'isolate', agent: 'model', effect: 'read' }, 'breaker.isolate'],
  reset: [{ kind: 'reset', agent: 'model', effect: 'read' }, 'breaker.reset'],
  rearm: [{ kind: 'rearm', block: 'day_lock' }, 'block.rearm'],
  decline: [{ kind: 'decline', strategyId: 'm5_bos' }, 'proposal.decline'],
  'remove-replay': [{ kind: 'remove-replay', what: 'run', id: 'r', name: 'R' }, 'replay.remove'],
  'remove-source': [{ kind: 'remove-source', id: 's', name: 'S' }, 'source.remove'],
  mode: [{ kind: 'mode', mode: 'veto' }, 'approvals.set-mode'],
};
/** There is nothing to confirm while the clocks agree. */
const NOTHING_TO_ASK: ReadonlySet<CommandName> = new Set(['clock.confirm']);

/** Opens a dialog, and fills in what it asks for: the word, or a reason. */
function filled(dialog: DialogState, held: Role) {
  const journal = morning();
  journal.wait(PRESENT - 2_000 - journal.now());
  const story = { id: 'waits', symbol: 'GBPUSD', side: 'SELL', pattern: 'M5_BOS' } as const;
  waitingSignal(journal, story, roomView(97_913.76, 1_368.66), 1.2, 0);
  const { asked } = stage(<OpenDialog />, journal, { ui: { dialog }, role: held });
  const fields = screen.queryAllByLabelText(/^Type |journaled|^How you know/);
  for (const field of fields) {
    const word = /^Type (\w+)/.exec(field.closest('label')?.textContent ?? '')?.[1];
    fireEvent.change(field, { target: { value: word ?? 'a good reason' } });
  }
  const confirm = document.querySelector<HTMLElement>('.confirm > .btn');
  if (confirm === null) throw new Error('a dialog without its act');
  return { asked, confirm, last: fields.at(-1) };
}

test.each(Object.values(DIALOGS))(
  '%o: asked for from its role on, and not below, by pointer or by Enter',
  async (dialog, command) => {
    const needed = COMMAND_ROLES[command];
    const below = role.options[role.options.indexOf(needed) - 1];
    if (below === undefined) throw new Error('every role may ask for it');
    const lacking = filled(dialog, below);
    if (lacking.last !== undefined) fireEvent.keyDown(lacking.last, { key: 'Enter' });
    fireEvent.click(lacking.confirm);
    await settled();
    expect([lacking.asked, lacking.confirm.title]).toEqual([
      [],
      `This needs the role ${needed}; this window was opened with ${below}`,
    ]);
    cleanup();
    const { asked, confirm, last } = filled(dialog, needed);
    if (last === undefined) fireEvent.click(confirm);
    else fireEvent.keyDown(last, { key: 'Enter' });
    await settled();
    expect(asked.map(({ name }) => name)).toEqual(NOTHING_TO_ASK.has(command) ? [] : [command]);
  },
);
