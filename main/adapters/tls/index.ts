/** The certificate of the HTTP door: read, judged, and read again when it is renewed. */
export { CertificateFault, readCertificate, type HeldCertificate } from './read-certificate.ts';
export { CertificateWatch } from './certificate-watch.ts';
