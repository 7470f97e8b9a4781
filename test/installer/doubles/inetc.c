#include "plugin.h"

PLUGIN(get) { BEGIN; }
