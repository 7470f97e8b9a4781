import { openSources } from '#main/adapters/sources/index.ts';
import { sourceOf } from '#shared/domain';

const book = openSources(process.argv[2] ?? '');
for (let n = 0; ; n += 1) {
  const next = [sourceOf({ id: 'one', kind: 'webhook', name: `Change ${n}` })];
  const problem = book.begin(next) ?? book.keep(next);
  if (problem !== null) throw new Error(problem);
  if (n === 0) process.stdout.write('writing\n');
}
