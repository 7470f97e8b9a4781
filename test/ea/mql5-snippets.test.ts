import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { DEFAULT_STRATEGY } from '#shared/strategies';
import { mql5FileSnippet, mql5Snippet } from '#renderer/panels/connect/mql5-snippet.ts';
import { readAll } from '../main/engine/intake/dialects/samples.ts';
import { hasCompiler } from './compiled-ea.ts';
import { rewritten } from './rewrite.ts';

if (!hasCompiler) console.warn('SKIPPED the MQL5 examples: there is no g++ on this machine');

const folder = mkdtempSync(join(tmpdir(), 'mql5-snippets-'));
afterAll(() => rmSync(folder, { recursive: true }));

/**
 * What a script needs beside the language, as MQL5's reference has it: StringToCharArray and CharArrayToString take char arrays too,
 * WebRequest gives -1 for an address that is not allowed. This one writes what it was asked to send.
 */
const SCRIPT = `#include "language.h"
const string _Symbol = S(u"EURUSD");
const int _Digits = 5, TIME_DATE = 1, TIME_SECONDS = 4, SYMBOL_ASK = 1;
const double _Point = 0.00001;
inline double SymbolInfoDouble(const string &, int) { return 1.16123; }
inline uint GetTickCount() { return (uint)GetTickCount64(); }
inline string IntegerToString(long x) { return utf16(std::to_string(x)); }
inline int StringReplace(string &x, const string &from, const string &to) {
  int n = 0;
  for (size_t at = x.s.find(from.s); at != std::u16string::npos; at = x.s.find(from.s, at + to.s.size())) { x.s.replace(at, from.s.size(), to.s); n++; }
  return n;
}
inline string TimeToString(datetime at, int) {
  char text[32];
  const time_t t = (time_t)at;
  strftime(text, sizeof text, "%Y.%m.%d %H:%M:%S", gmtime(&t));
  return utf16(text);
}
inline int StringToCharArray(const string &x, mql_array<char> &a, int start, int count, uint page) {
  mql_array<uchar> bytes;
  const int n = StringToCharArray(x, bytes, start, count, page);
  a.v.assign(bytes.v.begin(), bytes.v.end());
  return n;
}
inline string CharArrayToString(const mql_array<char> &a, int, int, uint) { return utf16(std::string(a.v.begin(), a.v.end())); }
template <typename... A> void PrintFormat(const string &pattern, const A &...a) { fprintf(stderr, "%s\\n", utf8(StringFormat(pattern, a...)).c_str()); }
inline int WebRequest(const string &method, const string &url, const string &headers, int, const mql_array<char> &data, mql_array<char> &answer, string &) {
  if (fails("WebRequest")) return -1;
  printf("%s %s\\n%s\\n", utf8(method).c_str(), utf8(url).c_str(), utf8(headers).c_str());
  fwrite(data.v.data(), 1, data.v.size(), stdout);
  answer.v = {'o', 'k'};
  return 202;
}
void OnStart();
int main(int argc, char **) { if (argc > 1) g_failing["WebRequest"] = {1, 4014}; OnStart(); return 0; }
`;

/** Two arrays in one statement are two statements to the rewriter. */
const oneByOne = (source: string): string =>
  source.replace(/^(\s*)(\w+) ((?:\w+\[\],?)+);/gm, (_all, indent: string, type: string, names: string) =>
    names
      .split(',')
      .map((name) => `${indent}${type} ${name};`)
      .join('\n'),
  );

function program(name: string, snippet: string): string {
  const cpp = join(folder, `${name}.cpp`);
  const made = join(folder, name);
  writeFileSync(cpp, rewritten(oneByOne(snippet), `${name}.mq5`).replace('#include "mql5.h"', SCRIPT));
  const flags = ['-std=c++17', '-Wall', '-Wextra', '-Werror', '-Wno-unused-parameter', '-Wno-unused-function', '-g'];
  const end = spawnSync('g++', [...flags, '-I', join(import.meta.dirname, 'shim'), '-o', made, cpp], { encoding: 'utf8' });
  expect(end.stderr).toBe('');
  return made;
}

const ran = (made: string, args: readonly string[] = []) => {
  const { stdout, stderr, status } = spawnSync(made, args, { encoding: 'utf8', env: { ...process.env, COMMON_FILES: folder } });
  return { stdout, stderr, status };
};
const asRead = (body: string): unknown => {
  const [read, ...more] = readAll(body);
  expect(more).toEqual([]);
  return read;
};
const ENTRY = {
  dialect: 'canonical',
  kind: 'entry',
  symbol: 'EURUSD',
  side: 'BUY',
  strategyId: DEFAULT_STRATEGY,
  entry: 1.16123,
  stopLoss: 1.15823,
  takeProfit: 1.17023,
};
const URL_ = 'http://127.0.0.1:8000/webhook/source/mine';
const wish = { url: URL_, secret: 'Zürich-7f3a', strategy: DEFAULT_STRATEGY };

describe.skipIf(!hasCompiler)('the MQL5 examples, compiled', () => {
  test('signed: the signature is the HMAC of what is sent, and the body is read as the entry it says', () => {
    const made = program('signed', mql5Snippet({ ...wish, isSigned: true }));
    const { stdout, stderr } = ran(made);
    const [, headers = '', body = ''] = /^POST [^\n]+\n([\s\S]*?)\n\n([\s\S]*)$/.exec(stdout.replaceAll('\r', '')) ?? [];
    const header = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(headers)?.[1] ?? '';
    const [stamp, nonce] = [header('X-Mikrobot-Timestamp'), header('X-Mikrobot-Nonce')];
    const mac = createHmac('sha256', wish.secret).update(`${stamp}.${nonce}.${body}`).digest('hex');
    expect(header('X-Signature')).toBe(`sha256=${mac}`);
    expect([stdout.split('\n')[0]!.trim(), stamp.length, nonce.length > 10]).toEqual([`POST ${URL_}`, 13, true]);
    expect(asRead(body)).toMatchObject({ arrival: { signal: ENTRY } });
    expect(stderr).toContain('202 ok');
  });

  test('with a token: it is at the end of the address; an address that is not allowed is told with the remedy', () => {
    const made = program('token', mql5Snippet({ ...wish, isSigned: false }));
    const { stdout } = ran(made);
    expect(stdout).not.toContain('\0');
    expect(stdout.split('\n')[0]).toBe(`POST ${URL_}/${wish.secret}`);
    expect(asRead(stdout.slice(stdout.indexOf('{')))).toMatchObject({ arrival: { signal: ENTRY } });
    expect(ran(made, ['refused']).stderr).toContain(
      'Not sent, error 4014: allow the address under Tools, Options, Expert Advisors',
    );
  });

  test('into a drop folder: one whole file with its own name, and nothing half-written', () => {
    mkdirSync(join(folder, 'signals'), { recursive: true });
    const made = program('file', mql5FileSnippet('signals', DEFAULT_STRATEGY).replaceAll('\\\\', '/'));
    expect(ran(made)).toMatchObject({ stderr: '', status: 0 });
    const [name = '', ...more] = readdirSync(join(folder, 'signals'));
    expect([name.endsWith('.json'), more]).toEqual([true, []]);
    expect(asRead(readFileSync(join(folder, 'signals', name), 'utf8'))).toMatchObject({ arrival: { signal: ENTRY } });
  });
});
