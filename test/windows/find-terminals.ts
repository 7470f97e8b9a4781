/** Run on Windows: what is found of MetaTrader, then the Expert Advisor installed everywhere, then what is found. One JSON line. */
import { setupOf } from '#main/host/setup.ts';
import { parseConfig } from '#shared/config';

const [portable = ''] = process.argv.slice(2);
const parsed = parseConfig({ mt5: { dataFolders: [portable] } });
if (!parsed.ok) throw new Error(JSON.stringify(parsed));
const options = { dataDir: 'C:\\d', secrets: { bridgeToken: 'x' } } as unknown as Parameters<typeof setupOf>[0];
const clock = { wallMs: () => Date.UTC(2026, 2, 4, 5, 6, 7) } as unknown as Parameters<typeof setupOf>[2];
const setup = setupOf(options, parsed.value, clock);
const before = await setup.find();
const installed = [];
for (const { id } of before) installed.push(await setup.install(id));
process.stdout.write(`${JSON.stringify({ before, installed, after: await setup.find() })}\n`);
