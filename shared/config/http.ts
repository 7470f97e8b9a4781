import { z } from 'zod';

const pem = (what: string) => z.string().min(1).max(1_000).nullable().default(null).describe(what);

export const http = z
  .strictObject({
    certificateFile: pem('PEM file of the certificate, then those above it; null: plain HTTP'),
    keyFile: pem('PEM file of its private key, without a passphrase; null: plain HTTP'),
  })
  .describe('HTTPS for the API, the window in a browser and the addresses of sources. Paths are relative to this file.');
