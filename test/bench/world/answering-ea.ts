/** An Expert Advisor that answers every order at once, so that only the way there and back is measured. Arguments: port, token. */
import { once } from 'node:events';
import { ScriptedEa } from '../../main/adapters/mt5/scripted-ea.ts';

const [port, token] = process.argv.slice(2);
const ea = new ScriptedEa(Number(port), { token: token ?? '' });
ea.answers = true;
ea.onOrder = ({ cid }) => {
  ea.say({ t: 'result', cid, retcode: 10009, order: '8', deal: '9', position: '8', price: 1.1, vol: 0.1, ms: 1, why: '' });
};
await ea.greet();
console.log('ready');
await once(ea.socket, 'close');
