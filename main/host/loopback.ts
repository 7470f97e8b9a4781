/** Names and addresses of this computer itself. The bridge accepts orders, so it listens on no other. */
export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
