import { expect, test } from 'vitest';
import { authenticode, signatureFault, type Signature } from '#main/adapters/updates/index.ts';

const OURS: Signature = { status: 'Valid', subject: 'CN=Mikrobot, O=Mikrobot', detail: null };
const fault = (own: Signature, installer: Signature) =>
  signatureFault('own.exe', 'setup.exe', async (file) => (file === 'own.exe' ? own : installer));

test('taken is only what the publisher of the running copy signed', async () => {
  expect(await fault(OURS, OURS)).toBeNull();
  expect(await fault(OURS, { ...OURS, subject: 'CN=Mikrobot, O=Another' })).toBe(
    'The installer is not taken: it is signed by CN=Mikrobot, O=Another, and this copy by CN=Mikrobot, O=Mikrobot',
  );
});

test.each([
  [{ status: 'NotSigned', subject: null, detail: null }, 'The installer is not taken: it is not signed'],
  [{ ...OURS, status: 'HashMismatch' }, 'The installer is not taken: it was changed after it was signed'],
  [{ ...OURS, status: 'NotTrusted' }, 'The installer is not taken: Windows does not trust its signature'],
  [{ ...OURS, status: 'UnknownError', detail: 'expired' }, 'The installer is not taken: Windows says UnknownError: expired'],
])('%o is refused in words', async (installer, word) => {
  expect(await fault(OURS, installer)).toBe(word);
});

test('a copy that is not signed itself takes nothing, not even what is signed', async () => {
  expect(await fault({ status: 'NotSigned', subject: null, detail: null }, OURS)).toMatch(
    /^This copy cannot tell who may replace it \(it is not signed\): install a newer version by hand/,
  );
});

test('what cannot be looked at is not taken', async () => {
  const broken = () => Promise.reject(new Error('powershell.exe is not there\nat line 1'));
  expect(await signatureFault('own.exe', 'setup.exe', broken)).toBe(
    'The signature could not be looked at (powershell.exe is not there): nothing is taken',
  );
});

test.skipIf(process.platform === 'win32')('elsewhere than on Windows nothing is taken', async () => {
  expect(await signatureFault(process.execPath, process.execPath, authenticode)).toContain('only Windows can');
});
