import { countText } from '../format/index.ts';

/** A screen reader cannot keep up with more than one message a second. */
const PAUSE_MS = 1_000;
const SPOKEN_MAX = 4;

export type Voice = 'alert' | 'status';
export type Announcer = {
  readonly say: (voice: Voice, messages: readonly string[]) => void;
  readonly subscribe: (listener: () => void) => () => void;
  readonly spoken: (voice: Voice) => string;
};

/** Two regions' texts: what came within a second is announced together, repeated messages once, a flood as a number. */
export function createAnnouncer(later: (run: () => void, ms: number) => void): Announcer {
  const waiting: Record<Voice, string[]> = { alert: [], status: [] };
  const text: Record<Voice, string> = { alert: '', status: '' };
  const resting: Record<Voice, boolean> = { alert: false, status: false };
  const listeners = new Set<() => void>();
  const speak = (voice: Voice): void => {
    const messages = [...new Set(waiting[voice])];
    waiting[voice] = [];
    if (messages.length === 0) return;
    const more = messages.length - SPOKEN_MAX;
    text[voice] = messages.slice(0, SPOKEN_MAX).join('. ') + (more > 0 ? `. And ${countText(more)} more` : '');
    resting[voice] = true;
    later(() => {
      resting[voice] = false;
      speak(voice);
    }, PAUSE_MS);
    listeners.forEach((listener) => listener());
  };
  return {
    say: (voice, messages) => {
      waiting[voice] = [...waiting[voice], ...messages].slice(-200);
      if (!resting[voice]) speak(voice);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    spoken: (voice) => text[voice],
  };
}
