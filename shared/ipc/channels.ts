/** Plain strings only: the sandboxed preload bundles this file and nothing else of ours. */
export const COMMANDS = [
  'cockpit.hello',
  'feed.since',
  'journal.search',
  'signal.approve',
  'signal.reject',
  'signal.override',
  'trading.halt',
  'stop.lift',
  'stop.drill',
  'broker.test',
  'risk.preview',
  'trading.resume',
  'order.place',
  'order.cancel',
  'order.replace',
  'position.close',
  'position.modify',
  'position.manage',
  'position.reverse',
  'position.preview',
  'approvals.set-mode',
  'alarm.acknowledge',
  'alarm.shelve',
  'breaker.isolate',
  'breaker.reset',
  'block.rearm',
  'drift.adopt',
  'journal.adopt',
  'clock.confirm',
  'news.note',
  'news.drop',
  'rulebook.choose',
  'account.choose',
  'certificate.get',
  'ea.find',
  'ea.install',
  'bridge.copy-token',
  'symbol.confirm',
  'door.view',
  'door.secret',
  'door.test',
  'door.trust',
  'text.copy',
  'source.list',
  'delivery.list',
  'channels.view',
  'channels.test',
  'channels.save',
] as const;
export type CommandName = (typeof COMMANDS)[number];

/** Journal records, in order, as soon as they are durable. */
export const FEED = 'cockpit.feed';
/** Figures that age: quotes, account, lanes, latencies. At most four a second. */
export const LIVE = 'cockpit.live';
/** The property of `window` that carries the bridge. */
export const BRIDGE_KEY = 'cockpit';
