import { describe, expect, it } from 'vitest';
import { problem, problemBody, rawProblem } from '#main/adapters/http/problem.ts';

const read = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

describe('a problem', () => {
  it.each([
    [400, 'The request cannot be read'],
    [401, 'Not authenticated'],
    [403, 'Not allowed from there'],
    [404, 'Not found'],
    [405, 'Method not allowed'],
    [408, 'The request took too long'],
    [409, 'Not possible now'],
    [413, 'Too large'],
    [422, 'The signal is not valid'],
    [426, 'Upgrade required'],
    [429, 'Too many requests'],
    [431, 'Headers too large'],
    [500, 'Internal error'],
    [503, 'Not available now'],
    [418, 'Error'],
  ])('of status %i has a title that a person can read: %s', (status, title) => {
    expect(read(problemBody(problem(status, 'malformed', 'detail'), 'tr-1'))).toEqual({
      type: 'about:blank',
      status,
      code: 'malformed',
      title,
      detail: 'detail',
      traceId: 'tr-1',
    });
    expect(rawProblem(problem(status, 'malformed', 'detail'), 'tr-1')).toMatch(
      new RegExp(`^HTTP/1\\.1 ${status} ${title}\\r\\n`),
    );
  });

  it('has issues and reasons where there are some', () => {
    const of = problem(422, 'invalid_signal', 'x', { issues: [{ path: 'symbol', message: 'is missing' }], reasons: ['a', 'b'] });
    expect(read(problemBody(of, 'tr-1'))).toMatchObject({
      issues: [{ path: 'symbol', message: 'is missing' }],
      reasons: ['a', 'b'],
    });
  });

  it('written to a bare socket is a whole answer, its length in bytes, and ends the connection', () => {
    const [head = '', body = ''] = rawProblem(problem(400, 'malformed', '\u00e4'), 'tr-1').split('\r\n\r\n');
    expect(read(body)['detail']).toBe('\u00e4');
    expect(head.split('\r\n').slice(1)).toEqual([
      'Content-Type: application/problem+json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'X-Content-Type-Options: nosniff',
      'Cache-Control: no-store',
      'Connection: close',
    ]);
  });
});
