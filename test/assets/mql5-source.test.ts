import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { VERSION } from '#main/host/version.ts';
import { MQL5_CONSTANTS, MQL5_FUNCTIONS } from './mql5-reference.ts';

const SOURCE = readFileSync(join(import.meta.dirname, '..', '..', 'assets', 'mql5', 'MikrobotBridge.mq5'), 'utf8');

/** Documented, and not for an Expert Advisor that talks to one program on this PC: the web, mail, other charts, waiting for the server. */
const BANNED = new Set([
  'WebRequest',
  'SendFTP',
  'SendMail',
  'SendNotification',
  'TerminalClose',
  'OrderSend',
  'Sleep',
  'ExpertRemove',
]);
/** Fields of MQL5's own structures (MQL5 reference, data structures). */
const FIELDS = new Set(
  `action magic order symbol volume price stoplimit sl tp deviation type type_filling type_time expiration comment position
   position_by retcode deal bid ask request_id retcode_external balance equity profit margin margin_free margin_level
   order_type order_state deal_type time_type time_expiration price_trigger price_sl price_tp time last time_msc flags
   volume_real open high low close tick_volume spread real_volume id event_id country_id importance name currency code
   period revision actual_value prev_value revised_prev_value forecast_value impact_type sector frequency time_mode unit
   multiplier digits source_url event_code`.split(/\s+/),
);
const TYPES = 'bool|char|uchar|short|ushort|int|uint|long|ulong|float|double|string|datetime|color|void';
const WORDS = new Set([
  'else',
  'break',
  'continue',
  'case',
  'default',
  'do',
  'const',
  'static',
  'struct',
  'enum',
  'input',
  'group',
  'true',
  'false',
  'define',
  'property',
  'NULL',
  'if',
  'for',
  'while',
  'switch',
  'return',
  'sizeof',
  'ulong',
  'uint',
  'uchar',
  'long',
  'int',
  'double',
  'datetime',
]);

/** The code without what is in quotes and comments; every text is an empty one. */
const code = (source: string): string =>
  source.replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, (text) =>
    text.startsWith('"') ? '""' : text.startsWith("'") ? '0' : '',
  );

type Call = { readonly name: string; readonly parameters: readonly string[]; readonly before: string };

function calls(text: string): readonly Call[] {
  return [...text.matchAll(/\b([A-Za-z_]\w*)[ \t]*\(/g)].map((found) => {
    const parameters: string[] = [];
    let depth = 0;
    let one = '';
    for (let at = found.index + found[0].length; at < text.length; at += 1) {
      const c = text[at] ?? '';
      if (depth === 0 && (c === ')' || c === ',')) {
        parameters.push(one.trim());
        one = '';
        if (c === ')') break;
        continue;
      }
      if (c === '(' || c === '[') depth += 1;
      if (c === ')' || c === ']') depth -= 1;
      one += c;
    }
    const before = text.slice(text.lastIndexOf('\n', found.index) + 1, found.index);
    return { name: found[1] ?? '', parameters: parameters.length === 1 && parameters[0] === '' ? [] : parameters, before };
  });
}

/** Names that nothing declares, neither the file nor MQL5, and names of the file that MQL5 has already. */
function strangeNames(text: string, own: ReadonlyMap<string, number>): readonly string[] {
  const out = [...own.keys()].filter((name) => MQL5_FUNCTIONS.has(name)).map((name) => `${name} is a function of MQL5 already`);
  const structs = [...text.matchAll(/^(?:struct|enum)[ \t]+(\w+)/gm)].map(([, name]) => name ?? '');
  const type = `(?:${TYPES}|Mql\\w+|ENUM_\\w+|${structs.join('|')})`;
  const declared = new Set([...structs, ...own.keys(), ...TYPES.split('|')]);
  for (const [, name] of text.matchAll(/#define[ \t]+(\w+)/g)) declared.add(name ?? '');
  for (const [, body] of text.matchAll(/^enum[ \t]+\w+\s*\{([^}]*)\}/gm))
    for (const [name] of (body ?? '').matchAll(/[A-Za-z_]\w*/g)) declared.add(name);
  for (const [, name] of text.matchAll(new RegExp(`\\b${type}[ \\t]*&?[ \\t]*([A-Za-z_]\\w*)[ \\t]*[\\[=;,)]`, 'g')))
    declared.add(name ?? '');
  const fields = new Set(
    [...text.matchAll(/^struct[ \t]+\w+\s*\{([^}]*)\}/gm)].flatMap(([, body]) =>
      [...(body ?? '').matchAll(/(\w+)[ \t]*;/g)].map(([, name]) => name ?? ''),
    ),
  );
  const used = text.replace(/^[ \t]*(?:#property|input[ \t]+group)[^\n]*/gm, '');
  for (const { 0: name, index } of used.matchAll(/[A-Za-z_]\w*/g)) {
    const isMember = /\.[ \t]*$/.test(used.slice(Math.max(0, index - 10), index));
    if (/[\w.]/.test(used[index - 1] ?? '') && !isMember) continue;
    if (isMember) {
      if (!FIELDS.has(name) && !fields.has(name)) out.push(`${name} is a field of nothing`);
    } else if (!(
      declared.has(name) ||
      WORDS.has(name) ||
      MQL5_CONSTANTS.has(name) ||
      MQL5_FUNCTIONS.has(name) ||
      /^Mql[A-Z]/.test(name)
    ))
      out.push(`${name} is declared nowhere`);
  }
  return [...new Set(out)];
}

/** What is wrong with the source, a line each. */
function problems(source: string, version: string): readonly string[] {
  const text = code(source);
  const own = new Map(
    [...text.matchAll(/^(?:[A-Za-z_]\w*[ \t]+)+([A-Za-z_]\w*)\(([^)]*)\)[ \t]*\n[ \t]*\{/gm)].map(([, name, list]) => [
      name ?? '',
      list?.trim() === '' ? 0 : (list ?? '').split(',').length,
    ]),
  );
  const out: string[] = [];
  if (/[^\x00-\x7f]/.test(source)) out.push('it is not ASCII');
  if (/^\s*#import\b/m.test(text)) out.push('it imports a DLL');
  if (/^\s*#include\b/m.test(text)) out.push('it includes another file');
  if (!/^#property strict$/m.test(text)) out.push('it is not strict');
  if (!source.includes(`#define EA_VERSION  "${version}"`)) out.push('its version is not the package’s');
  for (const [identifier] of text.matchAll(/\b[A-Za-z_]\w{63,}/g)) out.push(`${identifier} is longer than 63 characters`);
  out.push(...strangeNames(text, own));
  for (const { name, parameters, before } of calls(text)) {
    const count = parameters.length;
    const isDefinition = own.has(name) && /^(?:[A-Za-z_]\w*[ \t]+)+$/.test(before);
    if (WORDS.has(name) || isDefinition) continue;
    if (BANNED.has(name)) out.push(`${name} is not to be used here`);
    const [least, most] = MQL5_FUNCTIONS.get(name) ?? [own.get(name) ?? -1, own.get(name) ?? -1];
    if (least < 0) out.push(`${name} is no function of MQL5 that is known here`);
    else if (count < least || count > most) out.push(`${name} is given ${count} arguments, it takes ${least} to ${most}`);
    if (name === 'SocketRead' && !/^[1-9]\d*$/.test(parameters[3] ?? ''))
      out.push('SocketRead has no timeout of its own: 0 means two minutes');
    if (name === 'SocketConnect' && !(Number(parameters[3]) > 0 && Number(parameters[3]) <= 500))
      out.push('SocketConnect may block for longer than half a second');
    if (
      ['OrderSendAsync', 'FileOpen', 'SocketSend', 'SocketConnect', 'EventSetMillisecondTimer'].includes(name) &&
      /^\s*$/.test(before)
    )
      out.push(`the result of ${name} is not looked at`);
  }
  return out;
}

test('each call that the Expert Advisor makes has its place on the page of the simulated MetaTrader, and only those have', () => {
  const rows = readFileSync(join(import.meta.dirname, '..', 'ea', 'shim', 'calls.md'), 'utf8').matchAll(
    /^- ((?:`\w+`(?:, )?)+):$/gm,
  );
  const told = [...rows].flatMap(([, cell]) => [...(cell ?? '').matchAll(/\w+/g)].map(([name]) => name));
  const made = calls(code(SOURCE)).flatMap(({ name }) => (MQL5_FUNCTIONS.has(name) ? [name] : []));
  expect([told.length - new Set(told).size, [...new Set(told)].sort()]).toEqual([0, [...new Set(made)].sort()]);
});

describe('the source of the Expert Advisor', () => {
  test('keeps every rule', () => {
    expect(problems(SOURCE, VERSION)).toEqual([]);
  });

  test.each([
    ['an unknown function', 'SocketSend(', 'SocketShout(', 'SocketShout is no function of MQL5 that is known here'],
    ['an argument too many', 'PositionsTotal()', 'PositionsTotal(1)', 'PositionsTotal is given 1 arguments, it takes 0 to 0'],
    ['a read without a timeout', 'waiting, 1);', 'waiting, 0);', 'SocketRead has no timeout of its own: 0 means two minutes'],
    [
      'a send nobody looks at',
      'bool isSent = OrderSendAsync(request, result);',
      'OrderSendAsync(request, result);\n   bool isSent = true;',
      'the result of OrderSendAsync is not looked at',
    ],
    ['a DLL', '#define PROTO', '#import "user32.dll"\n#define PROTO', 'it imports a DLL'],
    ['WebRequest', 'SymbolsTotal(false)', 'WebRequest(false)', 'WebRequest is not to be used here'],
    ['a constant that MQL5 has not', 'DEAL_TIME_MSC', 'DEAL_TIME_USC', 'DEAL_TIME_USC is declared nowhere'],
    [
      'a variable nobody declared',
      'g_heardAt = GetTickCount64();',
      'g_heardAd = GetTickCount64();',
      'g_heardAd is declared nowhere',
    ],
    ['a field that no structure has', 'request.position_by =', 'request.position_bye =', 'position_bye is a field of nothing'],
    ['the name of a system function', 'int Ours()', 'int Bars()', 'Bars is a function of MQL5 already'],
    ['another version', `"${VERSION}"`, '"9.9.9"', 'its version is not the package’s'],
    ['an umlaut', 'The line to the cockpit', 'Die Verbindung fürs Cockpit', 'it is not ASCII'],
  ])('is found to have %s', (_what, from, to, problem) => {
    expect(SOURCE).toContain(from);
    expect(problems(SOURCE.replace(from, to), VERSION)).toContain(problem);
  });
});
