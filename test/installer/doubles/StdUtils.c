#include "plugin.h"

static int parameter(const WCHAR *name, WCHAR *value) {
  WCHAR key[300];
  const WCHAR *at;
  swprintf(key, 300, L"--%ls", name);
  at = wcsstr(GetCommandLineW(), key);
  if (at == NULL) {
    swprintf(key, 300, L"/%ls", name);
    at = wcsstr(GetCommandLineW(), key);
  }
  if (at == NULL) return 0;
  at += wcslen(key);
  if (*at == L'=')
    for (at++; *at != 0 && *at != L' '; at++) *value++ = *at;
  *value = 0;
  return 1;
}

PLUGIN(TestParameter) {
  WCHAR name[LENGTH], value[LENGTH];
  BEGIN;
  pop(name);
  push(parameter(name, value) ? L"true" : L"false");
}

PLUGIN(GetParameter) {
  WCHAR otherwise[LENGTH], name[LENGTH], value[LENGTH];
  BEGIN;
  pop(otherwise);
  pop(name);
  push(parameter(name, value) ? value : otherwise);
}

PLUGIN(GetAllParameters) {
  WCHAR ignored[LENGTH];
  BEGIN;
  pop(ignored);
  push(L"");
}

PLUGIN(GetParentPath) {
  WCHAR path[LENGTH], *last;
  BEGIN;
  pop(path);
  last = wcsrchr(path, L'\\');
  if (last != NULL) *last = 0;
  push(path);
}

PLUGIN(HashFile) {
  WCHAR ignored[LENGTH];
  BEGIN;
  pop(ignored);
  pop(ignored);
  push(L"");
}

PLUGIN(ExecShellAsUser) {
  WCHAR ignored[LENGTH];
  BEGIN;
  pop(ignored);
  pop(ignored);
  pop(ignored);
  push(L"ok");
}
