import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** For `localhost` until 2125. Its key is public: it protects nothing but these tests. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBmjCCAUGgAwIBAgIUEyWHAxtYtKtT02j2k4GlNJjxckwwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTIwMDEwMTAwMDAwMVoYDzIxMjUwNTMw
MDAwMDAxWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATvoYmSvGTIvK4fE8D80f1Q0jDJKz+cBaPI91dIJW7AuDKxpJDB/cEm
toDbRE/vqIuG7lVkzFWAuWCHM5KZGPdLo28wbTAdBgNVHQ4EFgQUvKj7pvCIk+KB
gDD5FlTozf0IfXMwHwYDVR0jBBgwFoAUvKj7pvCIk+KBgDD5FlTozf0IfXMwGgYD
VR0RBBMwEYIJbG9jYWxob3N0hwR/AAABMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZI
zj0EAwIDRwAwRAIgPcqITOlgFh8P/2SD9FQA1e3BjVGwNO6Qd9oB3HwvcpACIAlZ
Jxx4Y1sELHi5Ltko/Sgbo38gHOG6pPQ8+0jabL/c
-----END CERTIFICATE-----
`;
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgOILPszwvkl3/ID4/
MhaiMYl8ie/SnrbHqejQnXSGg5yhRANCAATvoYmSvGTIvK4fE8D80f1Q0jDJKz+c
BaPI91dIJW7AuDKxpJDB/cEmtoDbRE/vqIuG7lVkzFWAuWCHM5KZGPdL
-----END PRIVATE KEY-----
`;

type Options = { readonly security: 'tls' | 'starttls' | 'none'; readonly user: string; readonly password: string };
type Mail = { readonly from: string; readonly to: readonly string[]; readonly isSecure: boolean; readonly text: string };

/** A real SMTP server that asks for user and password, as those of the providers do. */
export class MailServer {
  readonly ca = CERTIFICATE;
  readonly mails: Mail[] = [];
  hasHeardPassword = false;
  readonly #server: SMTPServer;

  constructor({ security, user, password }: Options) {
    this.#server = new SMTPServer({
      key: KEY,
      cert: CERTIFICATE,
      secure: security === 'tls',
      // A provider without TLS would take a password in the clear; this one offers to.
      ...(security === 'none' ? { disabledCommands: ['STARTTLS'] } : {}),
      allowInsecureAuth: security === 'none',
      onAuth: (auth, _session, done) => {
        this.hasHeardPassword = true;
        if (auth.username === user && auth.password === password) done(null, { user });
        else done(refusal(535, 'Username and Password not accepted'));
      },
      onRcptTo: ({ address }, _session, done) => {
        if (address.startsWith('nobody')) done(refusal(550, 'No such user'));
        else if (address.startsWith('busy')) done(refusal(450, 'Mailbox busy'));
        else done();
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope;
          this.mails.push({
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
            isSecure: session.secure,
            text: Buffer.concat(chunks).toString('utf8'),
          });
          done();
        });
      },
    });
    // A client that hangs up in the middle is what some tests are about.
    this.#server.on('error', () => undefined);
  }

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server.server, 'listening');
  }

  get port(): number {
    return (this.#server.server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

const refusal = (responseCode: number, text: string): Error & { responseCode: number } =>
  Object.assign(new Error(text), { responseCode });
