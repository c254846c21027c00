/* Head comment and example of each rule in rule_table, made at build time. */
#ifndef REFAUDIT_RULE_TEXT_H
#define REFAUDIT_RULE_TEXT_H

struct rule_text {
    const char *help, *example;
};

extern const struct rule_text rule_texts[];

#endif
