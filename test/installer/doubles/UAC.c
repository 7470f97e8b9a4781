#include "plugin.h"

/* A plain user who needs no elevation. */
PLUGIN(_) {
  WCHAR what[LENGTH];
  BEGIN;
  pop(what);
  switch (_wtoi(what)) {
    case 0:
      wcscpy(variable(0), L"0");
      wcscpy(variable(1), L"0");
      wcscpy(variable(3), L"1");
      break;
    case 2: push(L"0"); break;
    case 3: push(L"0"); break;
    case 6: push(L"8192"); break;
  }
}
PLUGIN(RunElevated) { BEGIN; }
PLUGIN(Exec) { BEGIN; }
