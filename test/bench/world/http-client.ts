import { connect, type Socket } from 'node:net';

export type HttpAnswer = { readonly status: number; readonly body: string };

/** One keep-alive connection, one request at a time: as little between the clock and the server as can be. */
export class HttpClient {
  readonly #socket: Socket;
  #received = '';
  #answer: { resolve(answer: HttpAnswer): void; reject(error: Error): void } | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => this.#take(text));
    socket.on('close', () => this.#answer?.reject(new Error('the server closed the connection')));
    socket.on('error', (error) => this.#answer?.reject(error));
  }

  static open(port: number): Promise<HttpClient> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new HttpClient(socket)));
      socket.once('error', reject);
    });
  }

  ask(request: string): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      this.#answer = { resolve, reject };
      this.#socket.write(request);
    });
  }

  get(path: string, token: string): Promise<HttpAnswer> {
    return this.ask(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${this.#socket.remotePort ?? 0}\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    );
  }

  close(): void {
    this.#answer = null;
    this.#socket.destroy();
  }

  #take(text: string): void {
    this.#received += text;
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.#received.slice(0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (this.#received.length < end + 4 + length) return;
    const body = this.#received.slice(end + 4, end + 4 + length);
    this.#received = this.#received.slice(end + 4 + length);
    const answer = this.#answer;
    this.#answer = null;
    answer?.resolve({ status: Number(head.slice(9, 12)), body });
  }
}
