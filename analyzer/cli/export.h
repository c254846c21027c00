/* Findings of the database in any format. */
#ifndef REFAUDIT_EXPORT_H
#define REFAUDIT_EXPORT_H

#include "options.h"
#include "store.h"

int export_findings(const struct options *o, struct store *store, FILE *out,
                    enum report_format format);

#endif
