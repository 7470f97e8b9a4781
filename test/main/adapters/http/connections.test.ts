import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { Connections } from '#main/adapters/http/connections.ts';
import { doorLimits } from '#main/adapters/http/door-limits.ts';

it('says of a connection that was not even taken where it came from', () => {
  const lines: unknown[] = [];
  const log = { write: (...line: unknown[]) => void lines.push(line) };
  const server = new EventEmitter();
  new Connections(doorLimits(null), { soon: () => undefined, after: () => () => undefined }, log).watch(server);
  server.emit('drop', { remoteAddress: '10.0.0.9' });
  server.emit('drop');
  expect(lines).toEqual([
    ['warn', 'a connection was not taken: too many at once', { code: 'not_taken', peer: '10.0.0.9' }],
    ['warn', 'a connection was not taken: too many at once', { code: 'not_taken', peer: undefined }],
  ]);
});
