import { describe, expect, it } from 'vitest';
import type { DropFolder, DroppedFile } from '#ports';
import { DropWatch } from '#main/runtime/index.ts';
import { sourceOf } from '#shared/domain';
import { CockpitInMemory } from './cockpit-in-memory.ts';

const drop = sourceOf({ id: 'drop', kind: 'drop', name: 'Robot', folder: '/signals' });
const AUTO = {
  approvals: { mode: 'auto' },
  strategies: { m5_bos: { sessions: ['any'] } },
  cells: { u1: { minScore: 0 } },
};

/** A folder as the adapter's: what is moved is not there any more, unless moving fails. */
class Folder implements DropFolder {
  files: DroppedFile[] = [];
  problem: string | null = null;
  isStuck = false;
  readonly moved: string[] = [];
  drop(name: string, text: string | null, writtenAt: number, refusal: DroppedFile['refusal'] = null): void {
    this.files.push({ name, text, writtenAt, bytes: text?.length ?? 3, refusal });
  }
  look() {
    return { files: [...this.files], problem: this.problem };
  }
  move({ name }: DroppedFile, to: string, note: string | null): string | null {
    if (this.isStuck) return `${name} cannot be moved`;
    this.files = this.files.filter((file) => file.name !== name);
    this.moved.push(`${name} ${to}${note === null ? '' : ` (${note})`}`);
    return null;
  }
  put(): string {
    return 'No test is made here';
  }
  takeBack(): boolean {
    return false;
  }
}

async function opened(config: Record<string, unknown> = AUTO) {
  const story = await CockpitInMemory.open({ sources: [drop], config });
  const folder = new Folder();
  const watchOf = () => new DropWatch({ runtime: story.runtime, service: story.desk, open: () => folder });
  let watch = watchOf();
  const look = async (): Promise<void> => {
    const looking = watch.look();
    await story.settle();
    await looking;
    await story.settle();
  };
  const entry = (id: string): string => {
    const { ask } = story.broker.quote('EURUSD') ?? { ask: 1 };
    return JSON.stringify({ symbol: 'EURUSD', side: 'buy', sl: ask - 0.004, tp: ask + 0.01, comment: id });
  };
  return {
    ...{ story, folder, look, entry, wall: () => story.clock.wallMs() },
    restart: () => void (watch = watchOf()),
    stuck: () => watch.stuck,
  };
}

describe('a file in a drop folder', () => {
  it('is judged like a delivery, kept with the others, and put away by how it ended', async () => {
    const { story, folder, look, entry, wall } = await opened();
    folder.drop('1.json', entry('a'), wall());
    folder.drop('2.json', 'buy gold', wall());
    folder.drop('3.bin', null, wall(), { code: 'too_large', detail: 'It has 9000 bytes: 8192 is the most.' });
    await look();
    expect(folder.moved).toEqual([
      '1.json done',
      expect.stringMatching(/^2\.json refused \(invalid_signal: /),
      '3.bin refused (too_large: It has 9000 bytes: 8192 is the most.)',
    ]);
    const ask = { source: 'drop', fate: null, text: '', from: null, to: null, before: null, limit: 9 };
    const found = await story.desk.command('delivery.list', ask, 'trader:test');
    expect(found.ok && found.value.deliveries.map(({ fate, route, code }) => [fate, route, code]).reverse()).toEqual([
      ['accepted', 'file 1.json', null],
      ['refused', 'file 2.json', 'invalid_signal'],
      ['refused', 'file 3.bin', 'too_large'],
    ]);
    expect(story.cockpit.intake.bySource?.['drop']).toMatchObject({ accepted: 1 });
  });

  it('that cannot be moved is judged once, is told, and is put away when it can be', async () => {
    const { story, folder, look, entry, wall } = await opened();
    folder.isStuck = true;
    folder.drop('1.json', entry('a'), wall());
    for (let n = 0; n < 3; n += 1) await look();
    const arrived = (): number => story.recordsOf('signal.arrived').length;
    expect([arrived(), story.cockpit.sourceFaults.get('drop')]).toEqual([1, '1.json cannot be moved']);
    folder.isStuck = false;
    await look();
    expect(folder.moved).toEqual([]);
    for (let n = 0; n < 10; n += 1) await look();
    expect([arrived(), folder.moved, story.cockpit.sourceFaults.size]).toEqual([1, ['1.json done'], 0]);
    expect(story.recordsOf('source.faulted').map(({ problem }) => problem)).toEqual(['1.json cannot be moved', null]);
  });

  it('that cannot be moved and is written again and again is kept in mind once, each version is judged once, and none stays', async () => {
    const { story, folder, look, entry, wall, stuck } = await opened();
    folder.isStuck = true;
    for (let n = 0; n < 5; n += 1) {
      folder.files = [];
      folder.drop('signal.json', entry(`v${n}`), wall() + n);
      await look();
      await look();
    }
    expect([story.recordsOf('signal.arrived').length, stuck()]).toEqual([5, 1]);
    folder.isStuck = false;
    for (let n = 0; n < 11; n += 1) await look();
    expect([story.recordsOf('signal.arrived').length, folder.moved, stuck()]).toEqual([5, ['signal.json done'], 0]);
  });

  it('is not judged again by the next run, though nothing in it names it; the same text in another file is another wish', async () => {
    const { story, folder, look, entry, wall, restart } = await opened();
    folder.isStuck = true;
    folder.drop('1.json', entry('a'), wall());
    await look();
    await story.advance(120_000);
    folder.isStuck = false;
    restart();
    await look();
    expect(story.recordsOf('signal.arrived')).toHaveLength(1);
    expect(folder.moved).toEqual([
      expect.stringMatching(/^1\.json done \(Judged before the cockpit was started again: 1 message/),
    ]);
    folder.drop('1.json', entry('a'), wall());
    await look();
    expect([story.recordsOf('signal.arrived').length, folder.moved.length]).toEqual([2, 2]);
  });

  it('is as old as the file: an entry that lay there is refused, an exit is taken', async () => {
    const { folder, look, entry, wall } = await opened();
    folder.drop('1.json', entry('a'), wall() - 20 * 60_000);
    folder.drop('2.json', JSON.stringify({ symbol: 'EURUSD', action: 'close' }), wall() - 20 * 60_000);
    await look();
    expect(folder.moved).toEqual([expect.stringMatching(/^1\.json refused \(invalid_signal: /), '2.json done']);
  });

  it('waits while nothing can be put on record, and those behind it with it', async () => {
    const { story, folder, look, entry, wall } = await opened();
    folder.drop('1.json', entry('a'), wall());
    folder.drop('2.json', entry('b'), wall());
    const submit = story.desk.submit.bind(story.desk);
    story.desk.submit = () => Promise.resolve({ kind: 'unavailable', code: 'not_ready', detail: 'starting' });
    await look();
    expect([folder.moved, folder.files.length]).toEqual([[], 2]);
    story.desk.submit = submit;
    await look();
    expect(folder.moved.map((text) => text.slice(0, 6))).toEqual(['1.json', '2.json']);
  });

  it('a folder that is not there is an alarm with the remedy, until it is there', async () => {
    const { story, folder, look } = await opened();
    folder.problem = 'The folder /signals is not there: make it';
    await look();
    await story.advance(2_000);
    const alarms = () =>
      [...story.cockpit.alarms.values()]
        .filter(({ state }) => state === 'active')
        .map(({ alarm }) => alarm)
        .filter(({ kind }) => kind === 'source_fault');
    expect(alarms()).toMatchObject([{ title: 'Robot is not read', cause: 'The folder /signals is not there: make it' }]);
    const listed = await story.desk.command('source.list', {}, 'trader:test');
    expect(listed.ok && listed.value.sources.at(-1)).toMatchObject({ state: 'fault', problem: folder.problem, address: null });
    folder.problem = null;
    await look();
    await story.advance(2_000);
    expect(alarms()).toEqual([]);
  });
});
