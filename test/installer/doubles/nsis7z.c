#include "plugin.h"

/* Unpacks with C:\7za.exe into the folder that SetOutPath named. */
PLUGIN(Extract) {
  WCHAR file[LENGTH], command[3 * LENGTH];
  STARTUPINFOW start = {0};
  PROCESS_INFORMATION made;
  BEGIN;
  pop(file);
  swprintf(command, 3 * LENGTH, L"\"C:\\7za.exe\" x -y -o\"%ls\" \"%ls\"", variable(22), file);
  start.cb = sizeof start;
  if (!CreateProcessW(NULL, command, NULL, NULL, FALSE, CREATE_NO_WINDOW, NULL, NULL, &start, &made)) return;
  WaitForSingleObject(made.hProcess, INFINITE);
  CloseHandle(made.hProcess);
  CloseHandle(made.hThread);
}
