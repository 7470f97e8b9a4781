/**
 * MQL5 as C++, token by token and line by line, so that what a compiler or a sanitizer says points into the .mq5 itself.
 * Only what the Expert Advisor uses is rewritten; anything else stops the compiler.
 */
export function rewritten(source: string, fileName: string): string {
  const kept: string[] = [];
  // Texts, characters and comments are taken out of the way first.
  let s = source.replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, (text) => {
    kept.push(text);
    return `\u0001${kept.length - 1}\u0002`;
  });
  s = s.replace(/^[ \t]*#property[^\n]*/gm, '');
  s = s.replace(/^[ \t]*input[ \t]+group[^\n]*/gm, '');
  s = s.replace(
    /^[ \t]*s?input[ \t]+(\w+)[ \t]+(\w+)[ \t]*=[ \t]*([^;]+);/gm,
    (_all, type: string, name: string, value: string) => {
      const known = ['string', 'double', 'int', 'uint', 'bool'].includes(type);
      return `static ${type} ${name} = ${known ? 'setting' : 'setting_of'}("${name}", (${type})${value});`;
    },
  );
  // T &name[], T name[] = {...}, T name[];
  s = s.replace(/\b((?:const[ \t]+)?)([A-Za-z_]\w*)[ \t]*&[ \t]*([A-Za-z_]\w*)[ \t]*\[[ \t]*\]/g, '$1mql_array<$2> &$3');
  s = s.replace(/\b([A-Za-z_]\w*)[ \t]+([A-Za-z_]\w*)[ \t]*\[[ \t]*\][ \t]*=/g, 'mql_array<$1> $2 =');
  s = s.replace(/\b([A-Za-z_]\w*)[ \t]+([A-Za-z_]\w*)[ \t]*\[[ \t]*\][ \t]*;/g, 'mql_array<$1> $2;');
  const head = prototypes(s);
  const back = (text: string): string =>
    text.replace(/\u0001(\d+)\u0002/g, (_all, index: string) => {
      const literal = kept[Number(index)] ?? '';
      if (literal.startsWith('"')) return `S(u${literal})`;
      return literal.startsWith("'") ? `(ushort)u${literal}` : literal;
    });
  return `#include "mql5.h"\n${head}\n#line 1 "${fileName}"\n${back(s).replace(/"(Inp\w+)", \((\w+)\)/g, '"$1", ($2)')}`;
}

/** MQL5 lets a function be called before it is written. */
function prototypes(s: string): string {
  const structs = [...s.matchAll(/^struct[ \t]+(\w+)/gm)].map(([, name]) => `struct ${name ?? ''};`);
  const functions = [
    ...s.matchAll(/^([A-Za-z_]\w*(?:[ \t]+[A-Za-z_]\w*)?)[ \t]+([A-Za-z_]\w*)\(([^)]*)\)[ \t]*\n[ \t]*\{/gm),
  ].map(([, type, name, parameters]) => `${type ?? ''} ${name ?? ''}(${parameters ?? ''});`);
  return [...structs, ...functions].join(' ');
}
