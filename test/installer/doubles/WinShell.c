#include "plugin.h"

PLUGIN(SetLnkAUMI) {
  WCHAR ignored[LENGTH];
  BEGIN;
  pop(ignored);
  pop(ignored);
}
PLUGIN(UninstShortcut) {
  WCHAR ignored[LENGTH];
  BEGIN;
  pop(ignored);
}
PLUGIN(UninstAppUserModelId) {
  WCHAR ignored[LENGTH];
  BEGIN;
  pop(ignored);
}
