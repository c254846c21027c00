/* `refaudit doctor`: what was detected, and the command that fixes it. */
#ifndef REFAUDIT_DOCTOR_H
#define REFAUDIT_DOCTOR_H

#include "options.h"

/* EXIT_CLEAN, or EXIT_INCOMPLETE when something has to be fixed first. */
int doctor_command(const struct options *o);

#endif
