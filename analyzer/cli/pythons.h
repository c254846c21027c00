/* Every interpreter of this machine that has its headers. */
#ifndef REFAUDIT_PYTHONS_H
#define REFAUDIT_PYTHONS_H

#include "options.h"

struct strings pythons_find(arena *keep);

#endif
