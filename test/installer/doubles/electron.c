#include <stdio.h>
#include <windows.h>

/* The fuses as @electron/fuses finds them: its sentinel, version 1, nine fuses, their states. The last is off, as no Electron has it: setting it shows. */
__attribute__((used)) static volatile const char fuses[] = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX" "\x01" "\x09" "101100010";

/* A cockpit that runs until it is ended, or as long as a file is there. */
int wmain(int count, wchar_t **words) {
  printf("running %d\n", fuses[0]);
  fflush(stdout);
  while (count < 2 || GetFileAttributesW(words[1]) != INVALID_FILE_ATTRIBUTES) Sleep(50);
  return 0;
}
