import { useState } from 'react';
import { Choices, Field, TextInput } from '../../controls/index.ts';
import { CopyButton } from '../reading/index.ts';

const TUNNELS = [
  ['cloudflared', 'cloudflared'],
  ['ngrok', 'ngrok'],
  ['tailscale', 'tailscale'],
] as const;
type Tunnel = (typeof TUNNELS)[number][0];

const isTls = (http: string): boolean => http.startsWith('https:');
const portOf = (http: string): string => new URL(http).port || (isTls(http) ? '443' : '80');
/** A tunnel to a door that speaks HTTPS is told so, and not to check a certificate that is made for another name than its own. */
const COMMANDS: Readonly<Record<Tunnel, (http: string) => string>> = {
  cloudflared: (http) => `cloudflared tunnel --url ${http}${isTls(http) ? ' --no-tls-verify' : ''}`,
  ngrok: (http) => `ngrok http ${isTls(http) ? http : portOf(http)}`,
  tailscale: (http) => `tailscale funnel ${isTls(http) ? `https+insecure://localhost:${portOf(http)}` : portOf(http)}`,
};
const INSTALLS: Readonly<Record<Tunnel, string>> = {
  cloudflared: 'winget install Cloudflare.cloudflared',
  ngrok: 'winget install Ngrok.Ngrok',
  tailscale: 'winget install Tailscale.Tailscale',
};
const NOTES: Readonly<Record<Tunnel, string>> = {
  cloudflared: 'No account is needed. The address is another one after each start: change the alerts then.',
  ngrok: 'Needs a free account, and keeps its address.',
  tailscale: 'Needs an account with Funnel allowed, and keeps its address.',
};

type TunnelStepProps = { readonly http: string; readonly address: string; readonly onAddress: (address: string) => void };

/** What makes this PC reachable from outside, and the address that it prints. */
export function TunnelStep({ http, address, onAddress }: TunnelStepProps) {
  const [tunnel, setTunnel] = useState<Tunnel>('cloudflared');
  return (
    <section className="stack" aria-label="Make this PC reachable">
      <h3 className="strong">1. Make this PC reachable</h3>
      <p className="mid">
        A sender outside cannot call your PC by itself. A tunnel can; run one in a terminal and leave it open.
      </p>
      <div className="row">
        <Choices label="Tunnel" options={TUNNELS} value={tunnel} onPick={setTunnel} />
      </div>
      <Command label="Install once" text={INSTALLS[tunnel]} />
      <Command label="Run" text={COMMANDS[tunnel](http)} />
      <p className="dim">{NOTES[tunnel]}</p>
      <Field label="The address it prints">
        <TextInput value={address} onChange={onAddress} maxLength={300} placeholder="https://four-words.trycloudflare.com" />
      </Field>
    </section>
  );
}

/** One command for a terminal. */
function Command({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <div className="give-line">
      <span className="dim">{label}</span>
      <code className="wrap">{text}</code>
      <span className="row">
        <CopyButton text={text} about={`the command: ${label}`} />
      </span>
    </div>
  );
}
