/* What an NSIS plugin is given: a stack of texts and the installer's variables. */
#define UNICODE
#define _UNICODE
#include <windows.h>
#include <stdio.h>
#include <wchar.h>

#define LENGTH 8192

typedef struct entry {
  struct entry *next;
  WCHAR text[1];
} entry;

static int g_length;
static WCHAR *g_variables;
static entry **g_stack;

#define PLUGIN(name) __declspec(dllexport) void __cdecl name(HWND window, int length, WCHAR *variables, entry **stack, void *extra)
#define BEGIN (void)window, (void)extra, g_length = length, g_variables = variables, g_stack = stack

static __attribute__((unused)) void pop(WCHAR *text) {
  entry *top = g_stack == NULL ? NULL : *g_stack;
  text[0] = 0;
  if (top == NULL) return;
  wcsncpy(text, top->text, LENGTH - 1);
  text[LENGTH - 1] = 0;
  *g_stack = top->next;
  GlobalFree(top);
}

static __attribute__((unused)) void push(const WCHAR *text) {
  entry *top = GlobalAlloc(GPTR, sizeof(entry) + g_length * sizeof(WCHAR));
  wcsncpy(top->text, text, g_length - 1);
  top->next = *g_stack;
  *g_stack = top;
}

/* $0 to $9 are 0 to 9, $R0 to $R9 10 to 19, then $CMDLINE, $INSTDIR, $OUTDIR. */
static __attribute__((unused)) WCHAR *variable(int index) { return g_variables + index * g_length; }

BOOL WINAPI DllMain(HINSTANCE module, DWORD reason, LPVOID reserved) {
  (void)module, (void)reason, (void)reserved;
  return TRUE;
}
