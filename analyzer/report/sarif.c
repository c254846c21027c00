/* SARIF. */
#include "paint.h"
void
report_sarif_finding(struct report *r, const struct finding *f,
                     const struct store_issue *issue)
{
    (void)r, (void)f, (void)issue;
}
void
report_sarif_end(struct report *r)
{
    (void)r;
}
