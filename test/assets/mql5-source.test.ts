import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { VERSION } from '#main/host/version.ts';

const SOURCE = readFileSync(join(import.meta.dirname, '..', '..', 'assets', 'mql5', 'MikrobotBridge.mq5'), 'utf8');

/** Functions of MQL5 that may be used, with the least and the most arguments each takes (MQL5 reference). */
const API: Readonly<Record<string, readonly [number, number]>> = {
  AccountInfoDouble: [1, 1],
  AccountInfoInteger: [1, 1],
  AccountInfoString: [1, 1],
  ArrayResize: [2, 3],
  ArraySize: [1, 1],
  CalendarCountryById: [2, 2],
  CalendarEventById: [2, 2],
  CalendarValueHistory: [3, 5],
  CharArrayToString: [1, 4],
  Comment: [1, 64],
  CopyRates: [5, 5],
  CryptEncode: [4, 4],
  DoubleToString: [1, 2],
  EnumToString: [1, 1],
  EventKillTimer: [0, 0],
  EventSetMillisecondTimer: [1, 1],
  EventSetTimer: [1, 1],
  FileClose: [1, 1],
  FileFlush: [1, 1],
  FileIsEnding: [1, 1],
  FileMove: [4, 4],
  FileOpen: [2, 4],
  FileReadString: [1, 2],
  FileSeek: [3, 3],
  FileWriteString: [2, 3],
  GetLastError: [0, 0],
  GetMicrosecondCount: [0, 0],
  GetTickCount64: [0, 0],
  GlobalVariableCheck: [1, 1],
  GlobalVariableGet: [1, 1],
  GlobalVariableSet: [2, 2],
  GlobalVariableSetOnCondition: [3, 3],
  GlobalVariableTemp: [1, 1],
  HistoryDealGetDouble: [2, 2],
  HistoryDealGetInteger: [2, 2],
  HistoryDealGetString: [2, 2],
  HistoryDealGetTicket: [1, 1],
  HistoryDealSelect: [1, 1],
  HistoryDealsTotal: [0, 0],
  HistoryOrderGetInteger: [2, 2],
  HistoryOrderGetString: [2, 2],
  HistoryOrderGetTicket: [1, 1],
  HistoryOrdersTotal: [0, 0],
  HistorySelect: [2, 2],
  HistorySelectByPosition: [1, 1],
  MathAbs: [1, 1],
  MathFloor: [1, 1],
  MathIsValidNumber: [1, 1],
  MathMax: [2, 2],
  MathMin: [2, 2],
  MathRand: [0, 0],
  MathRound: [1, 1],
  MathSrand: [1, 1],
  MQLInfoInteger: [1, 1],
  NormalizeDouble: [2, 2],
  OrderCalcMargin: [5, 5],
  OrderCalcProfit: [6, 6],
  OrderCheck: [2, 2],
  OrderGetDouble: [1, 1],
  OrderGetInteger: [1, 1],
  OrderGetString: [1, 1],
  OrderGetTicket: [1, 1],
  OrderSendAsync: [2, 2],
  OrdersTotal: [0, 0],
  PositionGetDouble: [1, 1],
  PositionGetInteger: [1, 1],
  PositionGetString: [1, 1],
  PositionGetTicket: [1, 1],
  PositionSelectByTicket: [1, 1],
  PositionsTotal: [0, 0],
  Print: [1, 64],
  ResetLastError: [0, 0],
  ShortToString: [1, 1],
  SocketClose: [1, 1],
  SocketConnect: [4, 4],
  SocketCreate: [0, 1],
  SocketIsConnected: [1, 1],
  SocketIsReadable: [1, 1],
  SocketRead: [4, 4],
  SocketSend: [3, 3],
  SocketTimeouts: [3, 3],
  StringFind: [2, 3],
  StringFormat: [1, 64],
  StringGetCharacter: [2, 2],
  StringLen: [1, 1],
  StringSplit: [3, 3],
  StringSubstr: [2, 3],
  StringToCharArray: [2, 5],
  StringToDouble: [1, 1],
  StringToInteger: [1, 1],
  StringTrimLeft: [1, 1],
  StringTrimRight: [1, 1],
  SymbolInfoDouble: [2, 2],
  SymbolInfoInteger: [2, 2],
  SymbolInfoSessionTrade: [5, 5],
  SymbolInfoString: [2, 2],
  SymbolInfoTick: [2, 2],
  SymbolName: [2, 2],
  SymbolSelect: [2, 2],
  SymbolsTotal: [1, 1],
  TerminalInfoInteger: [1, 1],
  TimeGMT: [0, 1],
  TimeLocal: [0, 1],
  TimeTradeServer: [0, 1],
  ZeroMemory: [1, 1],
};
const WORDS = new Set([
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
  for (const { name, parameters, before } of calls(text)) {
    const count = parameters.length;
    const isDefinition = own.has(name) && /^(?:[A-Za-z_]\w*[ \t]+)+$/.test(before);
    if (WORDS.has(name) || isDefinition) continue;
    const [least, most] = API[name] ?? [own.get(name) ?? -1, own.get(name) ?? -1];
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
      'return(OrderSendAsync(request, result));',
      'OrderSendAsync(request, result);\n   return(true);',
      'the result of OrderSendAsync is not looked at',
    ],
    ['a DLL', '#define PROTO', '#import "user32.dll"\n#define PROTO', 'it imports a DLL'],
    ['WebRequest', 'SymbolsTotal(false)', 'WebRequest(false)', 'WebRequest is no function of MQL5 that is known here'],
    ['another version', `"${VERSION}"`, '"9.9.9"', 'its version is not the package’s'],
    ['an umlaut', 'The line to the cockpit', 'Die Verbindung fürs Cockpit', 'it is not ASCII'],
  ])('is found to have %s', (_what, from, to, problem) => {
    expect(SOURCE).toContain(from);
    expect(problems(SOURCE.replace(from, to), VERSION)).toContain(problem);
  });
});
