import { createHmac, createSecretKey, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto';
import { auth, bye, eaMacText, hello, PROTO, serverMacText, type Hello, type LineOf } from '#shared/bridge';
import { LineFault, RefusedSession, TokenRefused } from './line-splitter.ts';

/** What is to be done with a line of the handshake. */
export type HandshakeResult =
  { readonly kind: 'challenge'; readonly nonce: string; readonly mac: string } | { readonly kind: 'open'; readonly hello: Hello };

/**
 * Both sides prove the token before any other message. The cockpit proves it first, over a nonce of the other side, so
 * that a program that only took the port learns nothing it could use; a failed proof is not explained.
 */
export class Handshake {
  readonly #key: KeyObject;
  #hello: Hello | null = null;
  #nonce = '';

  constructor(token: string) {
    this.#key = createSecretKey(token, 'utf8');
  }

  /** The account that calls itself by this name; null before `hello`. Proven only when `take` answers `open`. */
  get login(): string | null {
    return this.#hello?.login ?? null;
  }

  /** The same, with its server, for people. */
  get caller(): string | null {
    return this.#hello === null ? null : `${this.#hello.login} at ${this.#hello.server}`;
  }

  /** Throws `LineFault` for everything that is not the next step. */
  take(message: unknown): HandshakeResult {
    if (this.#hello === null) {
      const read = hello.safeParse(message);
      if (!read.success) throw new LineFault('the first line is no hello');
      if (read.data.proto !== PROTO)
        throw new RefusedSession(
          `The Expert Advisor speaks CB/${read.data.proto}, this cockpit CB/${PROTO}: the MikrobotBridge.mq5 that came with it is needed`,
          'version',
        );
      this.#hello = read.data;
      this.#nonce = randomBytes(16).toString('hex');
      return { kind: 'challenge', nonce: this.#nonce, mac: this.#mac(serverMacText(this.#parts(read.data))) };
    }
    const left = bye.safeParse(message);
    if (left.success) throw goodbye(left.data);
    const read = auth.safeParse(message);
    if (!read.success) throw new LineFault('the second line is no auth');
    const wanted = Buffer.from(this.#mac(eaMacText(this.#parts(this.#hello))), 'hex');
    if (!timingSafeEqual(Buffer.from(read.data.mac, 'hex'), wanted)) throw new TokenRefused('the token is not ours');
    return { kind: 'open', hello: this.#hello };
  }

  #parts({ login, nonce }: Hello): Parameters<typeof eaMacText>[0] {
    return { login, eaNonce: nonce, serverNonce: this.#nonce };
  }

  #mac(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('hex');
  }
}

/** It left in the place of its proof: where our proof does not hold by its token, it says so. */
const goodbye = ({ reason, code }: LineOf<'bye'>): LineFault =>
  code === 'token'
    ? new TokenRefused('the Expert Advisor has another token')
    : new LineFault(`the Expert Advisor said goodbye: ${reason}`);
