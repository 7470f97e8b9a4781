import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};
type Answer = { readonly status: number; readonly headers?: Record<string, string>; readonly json?: unknown };

/** An HTTP service on this computer that answers as `answers` says, and keeps what it was asked. */
export class HttpService {
  readonly asked: Asked[] = [];
  readonly #answers: (asked: Asked) => Answer | 'nothing';
  readonly #server: Server;

  private constructor(answers: (asked: Asked) => Answer | 'nothing') {
    this.#answers = answers;
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url: path = '', headers } = request;
        const asked = { method, path, headers, body: Buffer.concat(chunks).toString('utf8') };
        this.asked.push(asked);
        const answer = this.#answers(asked);
        if (answer === 'nothing') return void request.socket.destroy();
        response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
        response.end(answer.json === undefined ? '' : JSON.stringify(answer.json));
      });
    });
  }

  static async open(answers: (asked: Asked) => Answer | 'nothing'): Promise<HttpService> {
    const service = new HttpService(answers);
    service.#server.listen(0, '127.0.0.1');
    await once(service.#server, 'listening');
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

export const BOT_TOKEN = '123456789:AAE-abcdefghijklmnopqrstuvwxyz012345';
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/**
 * `sendMessage` of the Bot API: its token in the path, its limits, its error objects.
 * https://core.telegram.org/bots/api#making-requests
 */
export function telegramApi({ path, method, headers, body }: Asked): Answer {
  const error = (status: number, description: string): Answer => ({
    status,
    json: { ok: false, error_code: status, description },
  });
  const [, token, call] = /^\/bot([^/]+)\/(\w+)$/.exec(path) ?? [];
  if (token === undefined || call !== 'sendMessage') return error(404, 'Not Found');
  if (token !== BOT_TOKEN) return error(401, 'Unauthorized');
  if (method !== 'POST' || headers['content-type'] !== 'application/json')
    return error(400, 'Bad Request: message text is empty');
  const json: unknown = JSON.parse(body);
  if (!isRecord(json) || typeof json['text'] !== 'string' || json['text'] === '')
    return error(400, 'Bad Request: message text is empty');
  if (json['text'].length > 4_096) return error(400, 'Bad Request: message is too long');
  if (json['chat_id'] === -2) return error(403, 'Forbidden: bot was blocked by the user');
  if (json['chat_id'] === -3)
    return {
      status: 429,
      json: { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 7 } },
    };
  if (json['chat_id'] !== 42) return error(400, 'Bad Request: chat not found');
  return { status: 200, json: { ok: true, result: { message_id: 1 } } };
}

/** An incoming webhook: 204 without a body, its limits, its error objects. https://discord.com/developers/docs/resources/webhook */
export function discordApi({ path, method, body }: Asked): Answer {
  if (path === '/api/webhooks/1/limited')
    return {
      status: 429,
      headers: { 'retry-after': '1' },
      json: { message: 'You are being rate limited.', retry_after: 0.65, global: false },
    };
  if (path !== '/api/webhooks/1/right' || method !== 'POST')
    return { status: 404, json: { message: 'Unknown Webhook', code: 10_015 } };
  const json: unknown = JSON.parse(body);
  const content = isRecord(json) ? json['content'] : undefined;
  if (typeof content !== 'string' || content === '')
    return { status: 400, json: { message: 'Cannot send an empty message', code: 50_006 } };
  if (content.length > 2_000) return { status: 400, json: { content: ['Must be 2000 or fewer in length.'] } };
  return { status: 204 };
}
