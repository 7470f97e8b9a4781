import type { z } from 'zod';
import { err, ok, type Result } from '#shared/lib';
import { bodyText } from './body-text.ts';
import { problem, type Problem } from './problem.ts';

/** Reads an operator's JSON body against its schema. */
export function readBody<S extends z.ZodType>(schema: S, body: unknown): Result<z.output<S>, Problem> {
  const text = Buffer.isBuffer(body) ? bodyText(body) : null;
  if (text === null) return err(problem(400, 'malformed', 'The body must be a JSON object.'));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return err(problem(400, 'malformed', 'The body must be a JSON object; it is not JSON.'));
  }
  return readParts(schema, json);
}

/** Reads query or path parameters against their schema. */
export function readParts<S extends z.ZodType>(schema: S, parts: unknown): Result<z.output<S>, Problem> {
  const read = schema.safeParse(parts);
  if (read.success) return ok(read.data);
  const issues = read.error.issues.slice(0, 20).map((issue) => ({
    path: (issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path).map(String).join('.'),
    message: issue.code === 'unrecognized_keys' ? 'is not known here' : issue.message,
  }));
  const detail = issues.map((issue) => (issue.path === '' ? issue.message : `${issue.path}: ${issue.message}`)).join('; ');
  return err(problem(400, 'malformed', detail, { issues }));
}
