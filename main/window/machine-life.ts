import type { BrowserWindow, PowerMonitor, Screen } from 'electron/main';
import type { MachineNews } from '#shared/domain';

export type MachineSources = {
  readonly power: Pick<PowerMonitor, 'on' | 'onBatteryPower'>;
  readonly screen: Pick<Screen, 'on' | 'getAllDisplays'>;
  readonly window: Pick<BrowserWindow, 'on'>;
};

export type MachineActs = {
  heard(news: MachineNews): void;
  /** The session ends now: what is not on disk when this returns is lost. */
  endAtOnce(reason: string): void;
  /** The system shuts down and waits for us. */
  end(reason: string): void;
  /** Screens came, went or moved. */
  screensChanged(): void;
};

const POWER = [
  ['suspend', 'suspended'],
  ['resume', 'resumed'],
  ['lock-screen', 'locked'],
  ['unlock-screen', 'unlocked'],
  ['on-battery', 'on_battery'],
  ['on-ac', 'on_mains'],
] as const;

/**
 * Everything that the PC tells of its own life. Windows does not emit `before-quit` when a session ends: the window's own
 * `session-end` is the last that is heard, and the process may be gone when it returns.
 */
export function watchMachineLife({ power, screen, window }: MachineSources, acts: MachineActs): void {
  for (const [event, what] of POWER) power.on(event as 'suspend', () => acts.heard({ what }));
  if (power.onBatteryPower) acts.heard({ what: 'on_battery' });
  power.on('shutdown', (event?: { preventDefault?(): void }) => {
    event?.preventDefault?.();
    acts.heard({ what: 'session_ending', detail: 'shutdown' });
    acts.end('shutdown');
  });
  window.on('query-session-end', ({ reasons }) => acts.heard({ what: 'session_ending', detail: reasons.join(', ') }));
  window.on('session-end', () => acts.endAtOnce('session-end'));
  const screens = (): void => {
    const seen = screen.getAllDisplays().map(({ size, scaleFactor }) => `${size.width}x${size.height} at ${scaleFactor * 100} %`);
    acts.heard({ what: 'displays_changed', detail: seen.join(', ').slice(0, 300) });
    acts.screensChanged();
  };
  for (const event of ['display-added', 'display-removed', 'display-metrics-changed'] as const)
    screen.on(event as 'display-added', screens);
}
