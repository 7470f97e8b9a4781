/**
 * An Expert Advisor that answers every order at once, so that only the way there and back is measured. Arguments: port, token,
 * and ticks a second over all symbols (none without it).
 */
import { once } from 'node:events';
import { ScriptedEa } from '../../main/adapters/mt5/scripted-ea.ts';
import { FIFTY, tickOf } from './fifty-symbols.ts';

const [port, token, ticks = '0'] = process.argv.slice(2);
const ea = new ScriptedEa(Number(port), { token: token ?? '' });
ea.answers = true;
ea.names = FIFTY;
ea.onOrder = ({ cid }) => {
  ea.say({ t: 'result', cid, retcode: 10009, order: '8', deal: '9', position: '8', price: 1.1, vol: 0.1, ms: 1, why: '' });
};
await ea.greet();
const began = performance.now();
let sent = 0;
setInterval(() => {
  for (const due = ((performance.now() - began) / 1_000) * Number(ticks); ea.session !== '' && sent < due; sent += 1)
    ea.say(tickOf(sent, Date.now()));
}, 5);
console.log('ready');
await once(ea.socket, 'close');
