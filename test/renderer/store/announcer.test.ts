import { describe, expect, it } from 'vitest';
import { announcementsOf, createAnnouncer } from '#renderer/store/index.ts';
import { busy } from '../scenarios.ts';

describe('announcer', () => {
  it('says at most one message a second, and what came meanwhile together', () => {
    const timers: (() => void)[] = [];
    const said: string[] = [];
    const announcer = createAnnouncer((run) => timers.push(run));
    announcer.subscribe(() => said.push(announcer.spoken('status')));
    announcer.say('status', ['one']);
    announcer.say('status', ['two']);
    announcer.say('status', ['three', 'two']);
    expect(said).toEqual(['one']);
    timers.splice(0).forEach((run) => run());
    expect(said).toEqual(['one', 'two. three']);
    timers.splice(0).forEach((run) => run());
    announcer.say('status', ['four']);
    expect(said).toHaveLength(3);
  });

  it('turns a flood into a number', () => {
    const announcer = createAnnouncer(() => undefined);
    announcer.say(
      'alert',
      Array.from({ length: 50 }, (_, i) => `m${i}`),
    );
    expect(announcer.spoken('alert')).toBe('m0. m1. m2. m3. And 46 more');
  });

  it('counts refusals together and keeps critical alarms apart', () => {
    const { alerts, statuses } = announcementsOf(busy().records);
    expect(alerts).toEqual([]);
    expect(statuses.filter((text) => text.includes('signals refused')).length).toBeGreaterThan(0);
    expect(statuses.length).toBeLessThan(40);
  });
});
