// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { Button, Choices, HeldRole, lackingRole } from '#renderer/controls/index.ts';
import { role, type Role } from '#shared/domain';
import { COMMAND_ROLES, COMMANDS } from '#shared/ipc';

afterEach(cleanup);

describe('what the role of a window does not reach', () => {
  test('every command may be asked for from its own role on, and below it the reason names both roles', () => {
    for (const command of COMMANDS)
      for (const held of role.options) {
        const why = lackingRole(held, command);
        const isEnough = role.options.indexOf(held) >= role.options.indexOf(COMMAND_ROLES[command]);
        expect([command, held, why === null]).toEqual([command, held, isEnough]);
        if (why !== null) expect(why).toMatch(new RegExp(`${COMMAND_ROLES[command]}.*${held}`));
      }
  });

  test('in a view that shows the past only the stop and what reads records can be asked for', () => {
    render(
      <HeldRole value="past">
        {COMMANDS.map((command) => (
          <Button key={command} needs={command} onClick={() => undefined}>
            {command}
          </Button>
        ))}
      </HeldRole>,
    );
    const free = screen.getAllByRole('button').filter((button) => button.getAttribute('aria-disabled') !== 'true');
    expect(free.map(({ textContent }) => textContent).sort()).toEqual([
      ...['alarm.history', 'certificate.get', 'cockpit.hello', 'feed.since', 'journal.search', 'journal.story'],
      ...['past.leave', 'past.look', 'past.span', 'trading.halt'],
    ]);
    expect(screen.getByRole('button', { name: 'signal.approve' }).title).toContain('go back to now');
  });

  test('a button and a choice say so and do nothing, and work where the role reaches', () => {
    const done: string[] = [];
    const shown = (held: Role) => (
      <HeldRole value={held}>
        <Button needs="position.close" unavailable="Asked" onClick={() => done.push('asked')}>
          Asked
        </Button>
        <Button needs="position.close" onClick={() => done.push('close')}>
          Close
        </Button>
        <Choices
          label="Mode"
          needs="approvals.set-mode"
          value="a"
          options={[['b', 'B']]}
          onPick={(to: string) => done.push(to)}
        />
      </HeldRole>
    );
    const { rerender } = render(shown('read'));
    const press = (): void => {
      for (const name of ['Asked', 'Close', 'B']) fireEvent.click(screen.getByRole('button', { name }));
    };
    press();
    expect(done).toEqual([]);
    for (const name of ['Asked', 'Close', 'B']) {
      const button = screen.getByRole('button', { name });
      expect([button.getAttribute('aria-disabled'), button.title]).toEqual(['true', expect.stringContaining('role operate')]);
    }
    rerender(shown('operate'));
    press();
    expect(done).toEqual(['close', 'b']);
  });
});
