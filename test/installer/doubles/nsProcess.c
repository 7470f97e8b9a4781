#include "plugin.h"

/* Our installer neither looks for processes by name nor ends any: an installer that asks this is ended at once, and the test sees it. */
static void refuse(void) { ExitProcess(77); }
PLUGIN(_FindProcess) { BEGIN; refuse(); }
PLUGIN(_KillProcess) { BEGIN; refuse(); }
PLUGIN(_CloseProcess) { BEGIN; refuse(); }
PLUGIN(_Unload) { BEGIN; }
