import { COMMANDS, contract, type CommandName, type Refusal } from '#shared/ipc';
import { err, ok, type Result } from '#shared/lib';
import type { CockpitService, Log } from '#ports';

const refusal = (kind: Refusal['kind'], code: Refusal['code'], detail: string): Result<unknown, Refusal> =>
  err({ kind, code, detail });
const DETAIL_MAX = 500;
const isCommand = (name: unknown): name is CommandName => (COMMANDS as readonly unknown[]).includes(name);

/**
 * Serves one command of the contract, through three gates: request shape, service, reply shape. Never
 * throws, because a window sees nothing of an error but its message: what goes wrong is a refusal with a kind.
 */
export async function serveCommand(
  service: CockpitService,
  name: unknown,
  payload: unknown,
  actor: string,
  log?: Log,
): Promise<Result<unknown, Refusal>> {
  if (!isCommand(name)) return refusal('malformed-request', 'unknown_command', 'There is no such command.');
  const request = contract[name].request.safeParse(payload);
  if (!request.success) {
    const [issue] = request.error.issues;
    const path = issue === undefined ? '' : issue.path.map(String).join('.');
    return refusal('malformed-request', 'malformed', `${name} ${path}: ${issue?.message ?? 'not understood'}`);
  }
  try {
    const result = await service.command(name, request.data, actor);
    if (!result.ok) return result;
    const reply = contract[name].reply.safeParse(result.value);
    if (reply.success) return ok(reply.data);
    log?.write('error', 'reply has the wrong shape', { name, issue: reply.error.issues[0] });
  } catch (error) {
    // Whatever it was, the service has already acted on it; here it becomes an answer.
    log?.write('error', 'command failed', { name, error });
    return refusal(
      'engine-fault',
      'engine_fault',
      (error instanceof Error ? error.message : 'unknown fault').slice(0, DETAIL_MAX),
    );
  }
  return refusal('engine-fault', 'engine_fault', `The engine's reply to ${name} has the wrong shape.`);
}
