import { expect, test } from 'vitest';
import type { HostDesk } from '#ports';
import { certificateHandlers } from '#main/runtime/certificate-commands.ts';
import type { Certificate } from '#shared/events';
import { EngineInHand } from '../engine/engine-in-hand.ts';
import { keepingDesk } from './keeping-desk.ts';

const stopped = (): { hand: EngineInHand; id: string } => {
  const hand = new EngineInHand();
  hand.halt(false);
  const [id = ''] = hand.cockpit.certificates.keys();
  return { hand, id };
};

function handlers(more: Partial<HostDesk> | null = {}) {
  const { hand, id } = stopped();
  const { kept, shown, host } = keepingDesk(more ?? {});
  const means = { runtime: { cockpit: hand.cockpit }, hostDesk: more === null ? null : host, secrets: () => ['s3cret'] };
  return { id, kept, shown, ...certificateHandlers({ ...means, sign: (text) => `signed ${text.length}` }) };
}

test('what is saved is the certificate with its signature and what is left open, as HTTP answers it', async () => {
  const { id, kept, shown, ...act } = handlers();
  const got = await act['certificate.get']({ id });
  if (!got.ok) throw new Error('no certificate');
  expect(await act['certificate.save']({ id })).toEqual({ ok: true, value: { file: `/data/exports/${id}.json`, problem: null } });
  const written = JSON.parse(kept[0]?.text ?? '') as Certificate & { signature: string; residuals: readonly unknown[] };
  expect(written).toEqual({
    ...JSON.parse(JSON.stringify(got.value.certificate)),
    residuals: [],
    signature: got.value.signature,
  });
  expect([kept[0]?.secrets, shown]).toEqual([['s3cret'], [`/data/exports/${id}.json`]]);
});

test('a file that cannot be shown is there all the same; one that cannot be written is told', async () => {
  const unseen = handlers({ show: () => Promise.reject(new Error('no desktop')) });
  expect(await unseen['certificate.save'](unseen)).toMatchObject({ ok: true, value: { problem: 'no desktop' } });
  const full = handlers({ keep: () => Promise.reject(new Error('the disk is full')) });
  expect(await full['certificate.save'](full)).toMatchObject({
    ok: false,
    error: { detail: 'The certificate could not be written: the disk is full' },
  });
});

test('none is written of a stop that never was, nor where no file can be', async () => {
  const { kept, ...act } = handlers();
  expect(await act['certificate.save']({ id: 'stop-404' })).toMatchObject({ ok: false, error: { code: 'not_found' } });
  const nowhere = handlers(null);
  expect(await nowhere['certificate.save'](nowhere)).toMatchObject({ ok: false, error: { code: 'no_setup' } });
  expect(kept).toEqual([]);
});
