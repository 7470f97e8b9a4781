import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { ChannelFault, type Channel } from '#ports';

const TIMEOUT_MS = 10_000;
const AGAIN_MS = 30_000;

const address = z.email();
export const emailSettings = z
  .strictObject({
    kind: z.literal('email'),
    host: z.string().min(1).max(253),
    port: z.int().min(1).max(65_535).default(587),
    /** `tls` from the first byte (port 465); `starttls` before any command (587); `none` only to this computer. */
    security: z.enum(['tls', 'starttls', 'none']).default('starttls'),
    user: z.string().max(320).optional(),
    password: z.string().max(1_024).optional(),
    from: address,
    to: z.array(address).min(1).max(20),
    /** A certificate authority in PEM, for a server whose own certificate no known authority signed. */
    ca: z.string().max(20_000).optional(),
  })
  .refine(({ user, password }) => (user === undefined) === (password === undefined), 'needs user and password, or neither')
  .refine(
    ({ security, host }) => security !== 'none' || ['127.0.0.1', 'localhost', '::1'].includes(host),
    'goes over the network unprotected: choose tls or starttls',
  );

/** A mailbox, over SMTP. The password never goes over a line that is not encrypted. */
export function email(id: string, settings: z.infer<typeof emailSettings>): Channel {
  const { host, port, security, user, password, from, to, ca } = settings;
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
    ...(ca === undefined ? {} : { tls: { ca } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    id,
    kind: 'email',
    async send({ subject, text, level }) {
      try {
        await transport.sendMail({ from, to: [...to], subject, text, priority: level === 'critical' ? 'high' : 'normal' });
      } catch (error) {
        throw faultOf(host, error as SmtpError);
      }
    },
  };
}

type SmtpError = { readonly code?: unknown; readonly responseCode?: unknown };

/** By the code only: the text of an SMTP answer may quote what was sent. RFC 5321 4.2.1: 4xx passes, 5xx stays. */
function faultOf(host: string, { code, responseCode }: SmtpError): ChannelFault {
  const status = typeof responseCode === 'number' ? responseCode : null;
  if (code === 'EAUTH' && (status === null || status >= 500))
    return new ChannelFault(`${host} refuses user or password${numbered(status)}: many providers want an app password`, null);
  if (code === 'ETLS' || code === 'ESOCKET' || code === 'EDNS' || code === 'ECONNECTION' || code === 'ETIMEDOUT')
    return new ChannelFault(`${host} cannot be reached as set (${code}): look at host, port and security`, AGAIN_MS);
  if (status !== null && status >= 500)
    return new ChannelFault(`${host} refuses the message${numbered(status)}: look at from and to`, null);
  return new ChannelFault(`${host} did not take the message${numbered(status)}`, AGAIN_MS);
}

const numbered = (status: number | null): string => (status === null ? '' : ` (${status})`);
