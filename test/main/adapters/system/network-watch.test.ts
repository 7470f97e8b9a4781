import { expect, test } from 'vitest';
import { networkWatch, virtualClock } from '#main/adapters/system/index.ts';

test('a network that changes is told once, with what there is then; what begins is no change', () => {
  let at = Date.UTC(2026, 0, 5);
  const clock = virtualClock(at);
  let now: readonly string[] = ['Ethernet 10.0.0.2'];
  const told: string[] = [];
  const watch = networkWatch({ clock, tell: (text) => void told.push(text), look: () => now });
  const pass = (): void => {
    at += 10_000;
    clock.advanceTo(at);
  };
  pass();
  now = [];
  pass();
  now = ['WLAN 192.168.1.7'];
  pass();
  watch.stop();
  now = ['Ethernet 10.0.0.2'];
  pass();
  expect(told).toEqual(['no network', 'WLAN 192.168.1.7']);
});
