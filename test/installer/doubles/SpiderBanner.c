#include "plugin.h"

PLUGIN(Show) { BEGIN; }
PLUGIN(Destroy) { BEGIN; }
