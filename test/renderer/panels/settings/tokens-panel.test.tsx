// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { TokensPanel } from '#renderer/panels/settings/tokens-panel.tsx';
import { morning, PRESENT } from '../../fixtures.ts';
import { reads, settled, stage, type Asked } from '../../stage.tsx';

const token = (name: string, expiresAt: number) => ({
  ...{
    id: `id-${name}`,
    name,
    role: 'read' as const,
    hash: 'a'.repeat(64),
    issuedAt: PRESENT - 1_000,
    expiresAt,
    by: 'trader:window',
  },
});
async function show(answers: Readonly<Record<string, unknown>> = {}) {
  const journal = morning();
  journal.write('token.issued', { token: token('phone', PRESENT + 86_400_000) });
  journal.write('token.issued', { token: token('old', PRESENT - 5_000) });
  const made = stage(<TokensPanel />, journal, { answer: ({ name }: Asked) => answers[name] as never });
  await settled();
  return made;
}
const press = async (name: string | RegExp): Promise<void> => {
  fireEvent.click(screen.getByRole('button', { name }));
  await settled();
};
const named = (value: string): void => void fireEvent.change(screen.getByLabelText('Name of a new token'), { target: { value } });

test('each token says what it may and until when; one that is over says so', async () => {
  await show();
  const [, phone, old] = screen.getAllByRole('row').map(reads);
  expect(phone).toMatch(/^phoneread: look at everything.*Revoke phone$/);
  expect(old).toContain('ended');
});

test('nothing is asked for a name that cannot be one; one that is over may be taken again', async () => {
  const { asked } = await show();
  for (const [name, why] of [
    ['', 'Give it a name'],
    ['My Phone', 'must be 2 to 32 of a-z'],
    ['operator', 'is a name of the cockpit’s own'],
    ['phone', 'There is a token of this name: revoke it first'],
  ] as const) {
    named(name);
    await press('Draw a token');
    expect(reads(screen.getByTestId('tokens')), name).toContain(why);
  }
  expect(asked).toEqual([]);
  named('old');
  await press('Draw a token');
  expect(asked).toEqual([{ name: 'token.issue', request: { name: 'old', role: 'read', days: 90 } }]);
});

test('a token is drawn with role and end, shown once, and revoked by one act', async () => {
  const value = { seq: 1, id: 't', token: 'mk_once', name: 'grafana', role: 'operate', expiresAt: PRESENT + 1_000 };
  const { asked, container } = await show({
    'token.issue': { ok: true, value },
    'token.revoke': { ok: false, error: { kind: 'refused', code: 'unknown_token', detail: 'There is no token id-phone' } },
  });
  named('grafana');
  fireEvent.change(screen.getByLabelText('Role'), { target: { value: 'operate' } });
  fireEvent.change(screen.getByLabelText('Good for'), { target: { value: '7' } });
  await press('Draw a token');
  expect(reads(screen.getByTestId('drawn-token'))).toContain('mk_once');
  await press('Done');
  expect(container.innerHTML).not.toContain('mk_once');
  await press(/^Revoke\s*phone/);
  expect(reads(container)).toContain('There is no token id-phone');
  expect(asked.map(({ request }) => request)).toEqual([{ name: 'grafana', role: 'operate', days: 7 }, { id: 'id-phone' }]);
});
