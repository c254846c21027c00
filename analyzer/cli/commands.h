/* The commands; each returns the exit code. */
#ifndef REFAUDIT_COMMANDS_H
#define REFAUDIT_COMMANDS_H

#include "options.h"

/* `check` and `link`. */
int check_command(const struct options *o);
int baseline_command(const struct options *o);
int unit_command(const struct options *o);
int emit_ninja_command(const struct options *o);
int verify_command(const struct options *o);
int self_test_command(const struct options *o);
int explain_command(const struct options *o);
int list_command(const struct options *o);
int show_command(const struct options *o);
int suppress_command(const struct options *o);
int triage_command(const struct options *o);
int db_command(const struct options *o);
int manual_command(const struct options *o);
int export_command(const struct options *o);
int serve_command(const struct options *o);
int compdb_command(const struct options *o);
int model_command(const struct options *o);
int cc_command(const struct options *o);
int confirm_command(const struct options *o);
int sweep_command(const struct options *o);

#endif
