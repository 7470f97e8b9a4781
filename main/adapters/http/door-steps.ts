import type { DoorStep, DoorWay } from '#shared/ipc';
import type { DoorSight, Sender } from './door-tests.ts';
import { isNear } from './trusted-proxies.ts';

type Step = DoorStep;
const step = (station: Step['station'], state: Step['state'], text: string, more: Partial<Step> = {}): Step => ({
  station,
  state,
  text: text.slice(0, 600),
  mend: null,
  line: null,
  ms: null,
  ...more,
});

/** What an answer means that did not come from the door. `to`: where the tunnel should lead. */
export function strangeAnswer(host: string, status: number, to: string): Step {
  const text = `${host} answered ${status}, and nothing came in here.`;
  return step('reached', 'failed', text, { mend: mendOf(status, to) });
}

function mendOf(status: number, to: string): string {
  if (status === 401 || status === 403 || (status >= 300 && status < 400))
    return 'Something before the cockpit asks for a login or sends elsewhere (an access rule, an OAuth of the tunnel): let /webhook/ pass without it.';
  if (status === 404)
    return `The tunnel with this name is not running any more, or leads to another program: start it again to ${to}.`;
  if (status >= 500) return `The tunnel answers and does not find the cockpit behind it: it has to lead to ${to}.`;
  return `Another program answers there: the tunnel has to lead to ${to}.`;
}

/** Why a request did not arrive anywhere. `code`: of the system or of TLS. */
export function unreached(host: string, code: string): Step {
  return step('reached', 'failed', `${host} cannot be reached (${code}).`, { mend: REMEDIES[code] ?? OTHER_REMEDY });
}
const OTHER_REMEDY = 'Look whether the tunnel is still running, and whether this PC is online.';
const REMEDIES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'There is no such name: the tunnel was started again under another one, or a letter is missing.',
  EAI_AGAIN: 'Names cannot be looked up: this PC is offline, or its DNS does not answer.',
  ECONNREFUSED: 'Nothing listens there: start the tunnel again.',
  TIMEOUT: 'No answer within 10 s: TradingView waits for 3 s only. A firewall may swallow it, or the tunnel hangs.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'Its certificate is its own: TradingView needs one of a known authority.',
  CERT_HAS_EXPIRED: 'Its certificate has expired.',
};

/** The stations of a delivery that came in. */
export function stepsOf(
  sight: DoorSight,
  asked: { readonly way: DoorWay; readonly isPublic: boolean },
  known: Known,
): readonly Step[] {
  const { sender, bytes, secret, trial } = sight;
  const by = sender.host === null ? '' : ` by ${sender.host}`;
  const reached = step('reached', 'passed', `Came in${by} from ${sender.peer}, ${bytes} bytes, and was answered.`, {
    ms: known.ms,
  });
  const from = asked.way === 'tradingview' ? senderStep(sender, asked.isPublic, known.proxies) : signedSender(sender);
  if (secret !== null) return [reached, from, step('secret', 'failed', secret)];
  const right = step('secret', 'passed', known.secretWords);
  if (trial === null) return [reached, from, right, step('read', 'failed', 'The body is no text in UTF-8 or UTF-16.')];
  const { read, judged } = trial;
  return [
    reached,
    from,
    right,
    step('read', read.ok ? 'passed' : 'failed', read.text, { mend: read.mend?.slice(0, 600) ?? null, ms: read.ms }),
    ...(judged === null ? [] : [step('judged', judged.ok ? 'passed' : 'failed', judged.text, { ms: judged.ms })]),
  ];
}

export type Known = { readonly ms: number; readonly proxies: readonly string[]; readonly secretWords: string };

/** The proxy that would have to be trusted for the sender to be known; null where that is not what is missing. */
export const untrusted = ({ peer, forwarded, isProxied }: Sender): string | null =>
  !isProxied && forwarded !== null && isNear(peer) ? peer : null;

const signedSender = ({ from }: Sender): Step =>
  step('sender', 'passed', `From ${from}. Signed deliveries are taken from any address.`);

function senderStep(sender: Sender, isPublic: boolean, proxies: readonly string[]): Step {
  const { peer, from, forwarded, isProxied, isAllowed } = sender;
  if (!isPublic) return step('sender', 'skipped', `From this PC. TradingView comes by your public address: test that one too.`);
  const proxy = untrusted(sender);
  if (proxy !== null)
    return step(
      'sender',
      'failed',
      `The tunnel hands it on from ${proxy} and names ${forwarded ?? 'nobody'} as the sender, which is not believed yet. Alerts would be turned away (403).`,
      { mend: `Trust ${proxy} as a proxy.`, line: `"intake": { "trustedProxies": ${JSON.stringify([...proxies, proxy])} }` },
    );
  if (isProxied && forwarded === null)
    return step('sender', 'failed', `The tunnel hands it on from ${peer} and does not name the sender (no X-Forwarded-For).`, {
      mend: 'Run the tunnel for HTTP, not for TCP: cloudflared tunnel --url, ngrok http, tailscale funnel.',
    });
  if (isNear(peer) && !isProxied)
    return step(
      'sender',
      'failed',
      `It came from ${peer} and no sender is named (no X-Forwarded-For): alerts would be turned away (403).`,
      {
        mend: 'Run the tunnel for HTTP, not for TCP: cloudflared tunnel --url, ngrok http, tailscale funnel.',
      },
    );
  const listed = isAllowed ? 'It is on the list.' : 'TradingView’s four addresses are taken; this test is let in as a test.';
  return step('sender', 'passed', `From ${from}${isProxied ? `, as the tunnel at ${peer} says` : ''}. ${listed}`);
}
