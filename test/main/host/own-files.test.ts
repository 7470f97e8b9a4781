import { expect, test } from 'vitest';
import { sharedFolder } from '#main/host/own-files.ts';

const env = { USERPROFILE: 'C:\\Users\\José Ñ', APPDATA: 'D:\\Roaming\\José', LOCALAPPDATA: '' };

test.each(['C:\\Users\\José Ñ\\cockpit', 'c:/users/josé ñ/App Data/x', 'D:\\Roaming\\José\\Mikrobot Cockpit'])(
  '%s is kept from other users by the profile',
  (folder) => expect(sharedFolder(folder, 'win32', env)).toBeNull(),
);

test.each([
  'C:\\cockpit',
  'D:\\data',
  'C:\\Users\\José Ñ two\\cockpit',
  'C:\\Users\\Public\\x',
  '\\\\server\\share\\x',
  'C:\\Users\\José Ñ\\..\\x',
])('%s is not, and the warning names the command that does it', (folder) =>
  expect(sharedFolder(folder, 'win32', env)).toMatch(/^icacls ".+" \/inheritance:r \/grant:r "%USERNAME%:\(OI\)\(CI\)F"/),
);

test('elsewhere the mode of the files does', () => expect(sharedFolder('/srv/x', 'linux', {})).toBeNull());
