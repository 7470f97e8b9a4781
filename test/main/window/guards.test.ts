import { describe, expect, test, vi } from 'vitest';
import { CONTENT_POLICY } from '#main/window/content-policy.ts';
import { LINK_NAMES, LINKS, openLink } from '#main/window/links.ts';
import { guardNavigation } from '#main/window/navigation.ts';
import { blockNetwork } from '#main/window/network.ts';
import { denyPermissions } from '#main/window/permissions.ts';
import { secureWebPreferences, windowPreferences } from '#main/window/preferences.ts';
import { recorders } from './recorders.ts';

test('web preferences are these, and the dangerous ones are not even named', () => {
  expect(secureWebPreferences).toEqual({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    disableDialogs: true,
    backgroundThrottling: false,
    spellcheck: false,
  });
  const dangerous = [
    'webSecurity',
    'allowRunningInsecureContent',
    'experimentalFeatures',
    'enableBlinkFeatures',
    'additionalArguments',
  ];
  expect(Object.keys(secureWebPreferences).filter((key) => dangerous.includes(key))).toEqual([]);
});

test('the window of an installed copy has no inspector; one that runs from its sources has', () => {
  const installed = windowPreferences('preload.cjs', true);
  expect(installed).toEqual({ ...secureWebPreferences, preload: 'preload.cjs', devTools: false });
  expect(windowPreferences('preload.cjs', false)).toEqual({ ...installed, devTools: true });
});

test('the content policy allows our own files and nothing else', () => {
  expect(CONTENT_POLICY).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; " +
      "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  );
});

describe('navigation', () => {
  const guarded = () => {
    const handlers = new Map<string, (event: unknown) => void>();
    let opener: (details: { url: string }) => unknown = () => undefined;
    const contents = {
      on: (name: string, handler: (event: unknown) => void) => handlers.set(name, handler),
      setWindowOpenHandler: (handler: typeof opener) => (opener = handler),
    };
    const record = recorders();
    guardNavigation(contents as never, record.log);
    return { handlers, opener: (url: string) => opener({ url }), record };
  };

  test.each(['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'])(
    '%s is prevented and logged',
    (name) => {
      const { handlers, record } = guarded();
      for (const url of ['https://evil.example/', 'cockpit://app/', 'javascript:1', 'file:///etc/passwd']) {
        const preventDefault = vi.fn();
        handlers.get(name)?.({ url, preventDefault });
        expect(preventDefault).toHaveBeenCalledOnce();
      }
      expect(record.lines).toHaveLength(4);
    },
  );

  test('no window is ever opened', () => {
    const { opener } = guarded();
    for (const url of ['https://evil.example/', 'about:blank', 'cockpit://app/']) expect(opener(url)).toEqual({ action: 'deny' });
  });
});

test('every permission and device is denied, asked for and looked up; old grants go first', () => {
  const calls: [string, unknown][] = [];
  const handlers = new Map<string, (...args: never[]) => void>();
  const session = new Proxy(
    {},
    {
      get: (_target, name: string) =>
        name === 'on'
          ? (event: string, handler: (...args: never[]) => void) => handlers.set(event, handler)
          : (handler: unknown) => void calls.push([name, handler]),
    },
  );
  denyPermissions(session as never);
  const last = (name: string) => calls.filter(([called]) => called === name).at(-1)?.[1] as (...args: unknown[]) => unknown;
  const answered = (name: string, ...args: unknown[]): unknown => {
    const answer = vi.fn();
    last(name)(...args, answer);
    return answer.mock.calls[0]?.[0];
  };
  expect(calls.slice(0, 2)).toEqual([
    ['setPermissionRequestHandler', null],
    ['setPermissionCheckHandler', null],
  ]);
  for (const permission of ['notifications', 'clipboard-read', 'media', 'fullscreen', 'unknown']) {
    expect(answered('setPermissionRequestHandler', {}, permission)).toBe(false);
    expect(last('setPermissionCheckHandler')({}, permission, 'cockpit://app')).toBe(false);
  }
  expect(last('setDevicePermissionHandler')({ deviceType: 'hid' })).toBe(false);
  expect(answered('setDisplayMediaRequestHandler', {})).toEqual({});
  expect(answered('setBluetoothPairingHandler', {})).toEqual({ confirmed: false });
  expect(last('setUSBProtectedClassesHandler')({ protectedClasses: ['audio'] })).toEqual(['audio']);
  for (const [event, args, denial] of [
    ['select-hid-device', [{}], [null]],
    ['select-serial-port', [[], {}], ['']],
    ['select-usb-device', [{}], []],
    ['will-download', [], undefined],
  ] as const) {
    const [preventDefault, answer] = [vi.fn(), vi.fn()];
    handlers.get(event)?.({ preventDefault } as never, ...(args as unknown as never[]), answer as never);
    expect(preventDefault).toHaveBeenCalledOnce();
    if (denial !== undefined) expect(answer.mock.calls).toEqual([denial]);
  }
});

test('the window has no network', () => {
  let decide: (details: { url: string }, answer: (result: unknown) => void) => void = () => undefined;
  blockNetwork({ webRequest: { onBeforeRequest: ((handler: typeof decide) => (decide = handler)) as never } });
  const cancels = (url: string): unknown => {
    let said: unknown;
    decide({ url }, (result) => (said = (result as { cancel: boolean }).cancel));
    return said;
  };
  const blocked = [
    'http://a/',
    'https://a/',
    'ws://a/',
    'wss://a/',
    'ftp://a/',
    'file:///a',
    'blob:x',
    'chrome-extension://a/',
    '',
    'nonsense',
  ];
  expect(blocked.filter((url) => cancels(url) !== true)).toEqual([]);
  expect(
    ['cockpit://app/a.js', 'data:image/png;base64,', 'devtools://devtools/x'].filter((url) => cancels(url) !== false),
  ).toEqual([]);
});

describe('links', () => {
  test('are https and opened by name only', async () => {
    const opened: string[] = [];
    for (const name of LINK_NAMES) expect(await openLink(name, async (url) => void opened.push(url))).toBe(true);
    expect(opened).toEqual(Object.values(LINKS));
    expect(opened.every((url) => url.startsWith('https://'))).toBe(true);
  });

  test.each(['https://evil.example/', 'constructor', '', 'file:///c:/windows/system32/calc.exe'])(
    '%j is refused',
    async (name) => {
      const open = vi.fn();
      expect(await openLink(name, open)).toBe(false);
      expect(open).not.toHaveBeenCalled();
    },
  );
});
