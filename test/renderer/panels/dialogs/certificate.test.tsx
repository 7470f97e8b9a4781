// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { OpenDialog } from '#renderer/panels/dialogs/index.ts';
import { morning } from '../../fixtures.ts';
import { reads, settled, stage } from '../../stage.tsx';

const open = (answer: unknown) =>
  stage(<OpenDialog />, morning(), {
    ui: { dialog: { kind: 'certificate', id: 'stop-7' } },
    answer: ({ name }) =>
      name === 'certificate.save'
        ? (answer as never)
        : { ok: false, error: { kind: 'refused', code: 'not_found', detail: 'There is no stop certificate stop-7' } },
  });
const save = async (): Promise<void> => {
  fireEvent.click(screen.getByRole('button', { name: 'Save JSON' }));
  await settled();
};

test('the certificate is saved as a file, and the dialog says where it lies', async () => {
  const { asked } = open({ ok: true, value: { file: '/data/exports/stop-7.json', problem: null } });
  await save();
  expect(asked.at(-1)).toEqual({ name: 'certificate.save', request: { id: 'stop-7' } });
  expect(reads(screen.getByRole('dialog'))).toContain('Written to /data/exports/stop-7.json');
});

test('where it could not be, the dialog says why', async () => {
  open({ ok: false, error: { kind: 'refused', code: 'setup_failed', detail: 'The disk is full' } });
  await save();
  expect(reads(screen.getByRole('dialog'))).toContain('The disk is full');
});
