/* The table of all commands and all options. */
#include "options.h"

#define ON(id) (1u << COMMAND_##id)
#define AT(member) offsetof(struct options, member)

#define FIND (ON(CHECK) | ON(BASELINE))
#define REPORT (FIND | ON(LINK))
#define BUILD (ON(UNIT) | ON(LINK) | ON(EMIT_NINJA))
#define ANALYSE (FIND | ON(VERIFY) | ON(SELF_TEST))
#define EVERY (((1u << COMMAND_COUNT) - 1) & ~ON(CC))
#define RUN (ON(CONFIRM) | ON(SWEEP))
#define QUERY (ON(LIST) | ON(SHOW) | ON(EXPORT) | ON(TRIAGE))
#define REVIEW (ON(TRIAGE) | ON(SERVE))

static const char *const settings[] = {"auto", "always", "never", NULL};
/* Behind "auto" in the order of enum report_format. */
static const char *const formats[] = {
    "auto",   "text",   "gcc",   "json",   "jsonl",    "sarif", "sarif-github",
    "gitlab", "github", "junit", "csdiff", "markdown", NULL};
_Static_assert(sizeof formats / sizeof *formats == FORMAT_COUNT + 2,
               "each format has a name");
static const char *const baseline_formats[] = {"findings", "counts", NULL};
static const char *const annotates[] = {"auto", "github", "none", NULL};
static const char *const paths[] = {"key", "full", "none", NULL};
static const char *const generated[] = {"skip", "full", NULL};
static const char *const gates[] = {"error", "warning", "note", "never", NULL};
static const char *const profiles[] = {"default", "ft", "all", NULL};
static const char *const confidences[] = {"certain", "likely", "possible",
                                          NULL};
static const char *const triggers[] = {
    "any-call",    "bad-input",   "hostile-object", "other-thread",
    "api-failure", "module-init", "out-of-memory",  NULL,
};
/* The order of review_verdicts and review_whys. */
static const char *const verdicts[] = {
    "unreviewed", "confirmed",  "false-positive", "intentional",
    "wont-fix",   "needs-info", "fixed",          NULL};
static const char *const whys[] = {
    "infeasible-path", "wrong-api-model", "ownership-moved",
    "immortal-object", "test-code",       "oom-only",
    "by-design",       "duplicate",       NULL};
static const char *const dumps[] = {"commands", "ops", "states", "summary",
                                    NULL};

const struct option option_table[] = {
    {"compile-db", 'p', OPTION_TEXT, AT(compile_db),
     FIND | ON(DOCTOR) | ON(EMIT_NINJA), "DB",
     "compile_commands.json, or its directory", NULL, NULL, "compile-db",
     NULL},
    {"build", 0, OPTION_TEXT, AT(build), FIND | ON(COMPDB), "[=HOW]",
     "run the project's build to learn its flags: meson, cmake, setuptools, "
     "make, or a command (default: what the project has)",
     NULL, "auto", NULL, NULL},
    {"python", 0, OPTION_REPEAT, AT(pythons),
     ANALYSE | BUILD | ON(COMPDB) | ON(DOCTOR) | ON(EXPLAIN) | ON(MODEL),
     "EXE",
     "interpreter whose headers count (default: that of $VIRTUAL_ENV, then "
     "python3)",
     NULL, NULL, "python", NULL},
    {"all-pythons", 0, OPTION_FLAG, AT(all_pythons), ON(VERIFY), NULL,
     "once for every interpreter with headers on this machine", NULL, NULL,
     NULL, NULL},
    {"profile", 0, OPTION_CHOICE, AT(profile), REPORT, "default|ft|all",
     "ft: also what matters to free-threaded builds", "default", NULL,
     "profile", profiles},
    {"select", 0, OPTION_LIST, AT(select), REPORT, "RULES",
     "only these rules: REF001, leaked-reference, REF*", NULL, NULL, "select",
     NULL},
    {"ignore", 0, OPTION_LIST, AT(ignore), REPORT, "RULES", "not these rules",
     NULL, NULL, "ignore", NULL},
    {"ignore-in", 0, OPTION_REPEAT, AT(ignore_in), REPORT,
     "\"GLOB: RULES REASON\"",
     "these rules do not count in files whose path below the project "
     "matches, as in \"tests/*: REF001,NUL* the tests leak on purpose\"",
     NULL, NULL, "ignore-in", NULL},
    {"exclude", 0, OPTION_REPEAT, AT(exclude), FIND | ON(EMIT_NINJA), "GLOB",
     "leave out files whose path below the project matches", NULL, NULL,
     "exclude", NULL},
    {"generated", 0, OPTION_CHOICE, AT(generated), FIND | BUILD, "skip|full",
     "functions that Cython, SWIG and the like wrote", "skip", NULL,
     "generated", generated},
    {"fail-on", 0, OPTION_CHOICE, AT(fail_on), REPORT,
     "error|warning|note|never", "the least level that makes the exit code 1",
     "error", NULL, "fail-on", gates},
    {"min-confidence", 0, OPTION_CHOICE, AT(min_confidence),
     REPORT | ON(TRIAGE) | ON(EXPORT), "certain|likely|possible",
     "the least confidence that is reported", "likely", NULL, "min-confidence",
     confidences},
    {"triggers", 0, OPTION_SET, AT(triggers), REPORT | ON(TRIAGE) | ON(EXPORT),
     "LIST",
     "what may set off a defect that is reported: any-call, bad-input, "
     "hostile-object, other-thread, api-failure, module-init, "
     "out-of-memory, or all (default: all but out-of-memory)",
     "any-call,bad-input,hostile-object,other-thread,api-failure,"
     "module-init",
     NULL, "triggers", triggers},
    {"model", 0, OPTION_REPEAT, AT(models),
     ANALYSE | RUN | ON(LINK) | ON(EMIT_NINJA) | ON(EXPLAIN) | ON(DOCTOR),
     "FILE", "contract lines of your own helpers (repeatable)", NULL, NULL,
     "models", NULL},
    {"format", 0, OPTION_CHOICE, AT(format), REPORT | QUERY, "FORMAT",
     "text, gcc, json, jsonl, sarif, sarif-github, gitlab, github, junit, "
     "csdiff, markdown; auto: text on a terminal, gcc elsewhere",
     "auto", NULL, "format", formats},
    {"output", 'o', OPTION_TEXT, AT(output), REPORT, "FILE",
     "write the findings there, not to stdout", NULL, NULL, NULL, NULL},
    {"output", 'o', OPTION_TEXT, AT(output), ON(EXPORT), "FILE",
     "write it there, not to stdout", NULL, NULL, NULL, NULL},
    {"output", 'o', OPTION_TEXT, AT(output), ON(COMPDB), "FILE",
     "write it there (default: compile_commands.json; -: stdout)", NULL, NULL,
     NULL, NULL},
    {"output", 'o', OPTION_TEXT, AT(output), ON(UNIT), "FILE",
     "write the parsed unit there", NULL, NULL, NULL, NULL},
    {"output", 'o', OPTION_TEXT, AT(output), ON(EMIT_NINJA), "DIR",
     "directory of the build (default: build-refaudit)", NULL, NULL, NULL,
     NULL},
    {"root", 0, OPTION_TEXT, AT(root), ON(UNIT), "DIR",
     "where the project begins (default: here)", NULL, NULL, NULL, NULL},
    {"directory", 0, OPTION_TEXT, AT(directory), ON(UNIT), "DIR",
     "where the compiler would run (default: here)", NULL, NULL, NULL, NULL},
    {"depfile", 0, OPTION_TEXT, AT(depfile), ON(UNIT), "FILE",
     "write there, for make, what was read", NULL, NULL, NULL, NULL},
    {"plan", 0, OPTION_TEXT, AT(plan), ON(LINK), "FILE",
     "what emit-ninja found: order and gaps of the units", NULL, NULL, NULL,
     NULL},
    {"out", 0, OPTION_REPEAT, AT(outs), REPORT, "FORMAT=FILE",
     "write the findings there in that format, too; html: the review page "
     "(repeatable)",
     NULL, NULL, NULL, NULL},
    {"annotate", 0, OPTION_CHOICE, AT(annotate), REPORT, "auto|github|none",
     "github: annotations on stderr and a table in the job summary; auto: "
     "where GitHub runs it",
     "auto", NULL, "annotate", annotates},
    {"path", 0, OPTION_CHOICE, AT(path), REPORT, "full|key|none",
     "how much of the way to the defect is shown", "key", NULL, "path", paths},
    {"max-findings", 0, OPTION_NUMBER, AT(max_findings), REPORT, "N",
     "show the first N; the rest is counted (0: all)", "0", NULL,
     "max-findings", NULL},
    {"db", 0, OPTION_TEXT, AT(db),
     REPORT | QUERY | RUN | ON(SERVE) | ON(DB) | ON(DOCTOR) | ON(EXPLAIN) |
         ON(SUPPRESS),
     "FILE", "database of findings (default: .refaudit/findings.db)", NULL,
     NULL, "db", NULL},
    {"no-db", 0, OPTION_FLAG, AT(no_db), REPORT, NULL, "keep no database",
     NULL, NULL, NULL, NULL},
    {"cache", 0, OPTION_TEXT, AT(cache), REPORT | ON(COMPDB) | ON(DOCTOR),
     "DIR",
     "where results are kept for the next run (default: refaudit in "
     "$XDG_CACHE_HOME or ~/.cache)",
     NULL, NULL, "cache", NULL},
    {"no-cache", 0, OPTION_FLAG, AT(no_cache), REPORT, NULL,
     "use and keep no results of other runs", NULL, NULL, NULL, NULL},
    {"label", 0, OPTION_TEXT, AT(label), REPORT | ON(SWEEP), "TEXT",
     "name of this run in the database", NULL, NULL, NULL, NULL},
    {"jobs", 'j', OPTION_NUMBER, AT(jobs), ANALYSE, "N",
     "worker processes (default: auto, one per processor)", "auto", NULL,
     "jobs", NULL},
    {"timeout", 0, OPTION_NUMBER, AT(timeout), REPORT | ON(UNIT), "SECONDS",
     "of processor time for one file to be parsed, and for one function",
     "120", NULL, "timeout", NULL},
    {"timeout", 0, OPTION_NUMBER, AT(timeout), ON(VERIFY) | ON(SELF_TEST),
     "SECONDS", "for one function", "20", NULL, NULL, NULL},
    {"allow-incomplete", 0, OPTION_NUMBER, AT(allow_incomplete), REPORT,
     "[=N]", "no exit code 3 for up to N files and functions (all)", "0",
     "all", "allow-incomplete", NULL},
    {"exit-zero", 0, OPTION_FLAG, AT(exit_zero), REPORT, NULL,
     "exit code 0 instead of 1", NULL, NULL, NULL, NULL},
    {"baseline", 0, OPTION_TEXT, AT(baseline), REPORT | ON(DOCTOR), "FILE",
     "findings in this file do not count (see 'refaudit baseline')", NULL,
     NULL, "baseline", NULL},
    {"baseline-format", 0, OPTION_CHOICE, AT(baseline_format), ON(BASELINE),
     "findings|counts",
     "what 'create' writes: each finding, or how many of each rule in each "
     "file",
     "findings", NULL, NULL, baseline_formats},
    {"fail-on-improvement", 0, OPTION_FLAG, AT(fail_on_improvement), REPORT,
     NULL,
     "exit code 1, too, when something in the baseline is fixed: it has to "
     "shrink with the code",
     NULL, NULL, "fail-on-improvement", NULL},
    {"fix", 0, OPTION_FLAG, AT(fix), ON(CHECK), NULL,
     "take comments that suppress nothing (SUP002, SUP003) out of the files",
     NULL, NULL, NULL, NULL},
    {"show-settings", 0, OPTION_FLAG, AT(show_settings), ON(CHECK), NULL,
     "print every setting and where it comes from, and do nothing else", NULL,
     NULL, NULL, NULL},
    {"since", 0, OPTION_TEXT, AT(since), ON(CHECK), "REV",
     "only what is new since this git revision counts; the revision is "
     "analysed when the database has no run of it",
     NULL, NULL, NULL, NULL},
    {"base-db", 0, OPTION_TEXT, AT(base_db), ON(CHECK) | ON(LINK), "FILE",
     "only what is new since the last run in this database counts; it is "
     "merged into --db",
     NULL, NULL, NULL, NULL},
    {"show-suppressed", 0, OPTION_FLAG, AT(show_suppressed), REPORT, NULL,
     "also show what comments and the baseline suppress; it never counts",
     NULL, NULL, NULL, NULL},
    {"rule", 0, OPTION_TEXT, AT(rule), ON(LIST) | ON(CONFIRM), "RULE",
     "only findings of this rule", NULL, NULL, NULL, NULL},
    {"file", 0, OPTION_TEXT, AT(file), ON(LIST) | ON(CONFIRM), "PATH",
     "only findings in this file", NULL, NULL, NULL, NULL},
    {"not-analysed", 0, OPTION_FLAG, AT(not_analysed), ON(LIST), NULL,
     "what the last run did not analyse, and why", NULL, NULL, NULL, NULL},
    {"types", 0, OPTION_FLAG, AT(types), ON(LIST), NULL,
     "the types of the last run, and what the collector makes of them", NULL,
     NULL, NULL, NULL},
    {"summaries", 0, OPTION_FLAG, AT(summaries), ON(LIST), NULL,
     "what the last run learned of the project's functions, as lines for a "
     "--model file",
     NULL, NULL, NULL, NULL},
    {"keep", 0, OPTION_NUMBER, AT(keep_runs), ON(DB), "N",
     "'prune' leaves the newest N runs as they are", "10", NULL, NULL, NULL},
    {"redact", 0, OPTION_FLAG, AT(redact), ON(DB), NULL,
     "'copy' leaves out commands, settings, names of reviewers, directories "
     "of this machine, and what is confidential",
     NULL, NULL, NULL, NULL},
    {"queue", 0, OPTION_FLAG, AT(queue), ON(LIST), NULL,
     "what a reviewer should look at next, in that order", NULL, NULL, NULL,
     NULL},
    {"precision", 0, OPTION_FLAG, AT(precision), ON(LIST), NULL,
     "how often each rule was right, by the verdicts given", NULL, NULL, NULL,
     NULL},
    {"verdict", 0, OPTION_CHOICE, AT(verdict), ON(LIST), "VERDICT",
     "only findings with this verdict", "", NULL, NULL, verdicts},
    {"verdict", 0, OPTION_CHOICE, AT(verdict), ON(TRIAGE), "VERDICT",
     "confirmed, false-positive, intentional, wont-fix, needs-info, fixed, or "
     "unreviewed; without it you are asked",
     "", NULL, NULL, verdicts},
    {"why", 0, OPTION_CHOICE, AT(why), ON(TRIAGE), "REASON",
     "infeasible-path, wrong-api-model, ownership-moved, immortal-object, "
     "test-code, oom-only, by-design or duplicate",
     "", NULL, NULL, whys},
    {"comment", 'm', OPTION_TEXT, AT(comment), ON(TRIAGE), "TEXT",
     "what the next reader should know", NULL, NULL, NULL, NULL},
    {"reason", 'm', OPTION_TEXT, AT(comment), ON(SUPPRESS), "TEXT",
     "why it is no defect; goes into the comment", NULL, NULL, NULL, NULL},
    {"until", 0, OPTION_TEXT, AT(until), ON(SUPPRESS), "DATE",
     "the comment has no effect after this day, like 2030-01-31", NULL, NULL,
     NULL, NULL},
    {"diff", 0, OPTION_FLAG, AT(diff), ON(SUPPRESS), NULL,
     "show the change and do not make it", NULL, NULL, NULL, NULL},
    {"author", 0, OPTION_TEXT, AT(author), REVIEW, "NAME",
     "who says so (default: git's user.name, then the login)", NULL, NULL,
     "author", NULL},
    {"confidential", 0, OPTION_FLAG, AT(confidential), ON(TRIAGE), NULL,
     "the verdict is left out of --export", NULL, NULL, NULL, NULL},
    {"undo", 0, OPTION_FLAG, AT(undo), ON(TRIAGE), NULL,
     "take back your last verdict on each ID: the one before it holds again",
     NULL, NULL, NULL, NULL},
    {"history", 0, OPTION_FLAG, AT(history), ON(TRIAGE), NULL,
     "all verdicts, on the IDs or on everything, in order of time", NULL, NULL,
     NULL, NULL},
    {"import", 0, OPTION_TEXT, AT(import), ON(TRIAGE), "FILE",
     "take over verdicts that --export or the review page wrote (-: stdin)",
     NULL, NULL, NULL, NULL},
    {"export", 0, OPTION_TEXT, AT(export), ON(TRIAGE), "FILE",
     "write all verdicts there as JSON (-: stdout)", NULL, NULL, NULL, NULL},
    {"write", 0, OPTION_FLAG, AT(write), ON(SERVE), NULL,
     "take verdicts; without it the page is for reading", NULL, NULL, NULL,
     NULL},
    {"port", 0, OPTION_NUMBER, AT(port), ON(SERVE), "N",
     "port on 127.0.0.1 (default: a free one)", "0", NULL, NULL, NULL},
    {"color", 0, OPTION_CHOICE, AT(color), REPORT | QUERY | ON(EXPLAIN),
     "auto|always|never", "colours", "auto", NULL, NULL, settings},
    {"progress", 0, OPTION_CHOICE, AT(progress), ANALYSE | ON(LINK),
     "auto|always|never", "progress on stderr", "auto", NULL, NULL, settings},
    {"quiet", 'q', OPTION_COUNT, AT(quiet), EVERY, NULL,
     "say less: no notes, no progress; twice: no summary", NULL, NULL, NULL,
     NULL},
    {"verbose", 'v', OPTION_COUNT, AT(verbose), EVERY, NULL, "say more", NULL,
     NULL, NULL, NULL},
    {"record", 0, OPTION_TEXT, AT(record), ON(CC), "[=FILE]",
     "add the command to FILE and do not compile (default: "
     "$REFAUDIT_COMPILE_DB, else compile_commands.json here)",
     NULL, "auto", NULL, NULL},
    {"compile", 0, OPTION_FLAG, AT(compile), ON(CC), NULL,
     "with --record: compile as well", NULL, NULL, NULL, NULL},
    {"instrument", 0, OPTION_FLAG, AT(instrument), ON(CC), NULL,
     "count references by calls that `refaudit confirm` sees", NULL, NULL,
     NULL, NULL},
    {"cxx", 0, OPTION_FLAG, AT(cxx), ON(CC), NULL,
     "stand in for c++, not cc (both only where no compiler is named)", NULL,
     NULL, NULL, NULL},
    {"finding", 0, OPTION_LIST, AT(findings), RUN, "IDS",
     "of those of the analysis, try only these", NULL, NULL, NULL, NULL},
    {"object", 0, OPTION_REPEAT, AT(objects), RUN, "FILE",
     "the shared object to watch (default: those whose debug information "
     "names a file with findings)",
     NULL, NULL, NULL, NULL},
    {"tree", 0, OPTION_REPEAT, AT(trees), RUN, "DIR",
     "watch every shared object that is loaded from below DIR", NULL, NULL,
     NULL, NULL},
    {"max-trials", 0, OPTION_NUMBER, AT(max_trials), ON(CONFIRM), "N",
     "experiments for one finding, at most", "16", NULL, "max-trials", NULL},
    {"max-trials", 0, OPTION_NUMBER, AT(max_trials), ON(SWEEP), "N",
     "experiments for one call of the API, at most", "2", NULL, NULL, NULL},
    {"limit", 0, OPTION_NUMBER, AT(limit), RUN, "SECONDS",
     "of processor time for one experiment, and at most twice as many of any "
     "other",
     "20", NULL, NULL, NULL},
    {"budget", 0, OPTION_NUMBER, AT(budget), RUN, "SECONDS",
     "of processor time for all experiments, and at most four times as many "
     "of any other; what is left out is said (0: no limit)",
     "300", NULL, NULL, NULL},
    {"keep-logs", 0, OPTION_TEXT, AT(keep_logs), RUN, "DIR",
     "leave plans and logs there", NULL, NULL, NULL, NULL},
    {"jobs", 'j', OPTION_NUMBER, AT(jobs), RUN, "N",
     "experiments at once, of one call", "1", NULL, NULL, NULL},
    {"scripts", 0, OPTION_TEXT, AT(scripts), RUN, "DIR",
     "write a script there for each finding that was reproduced, which does "
     "it again",
     NULL, NULL, NULL, NULL},
    {"runtime", 0, OPTION_TEXT, AT(runtime), RUN, "DIR", NULL, NULL, NULL,
     NULL, NULL},
    {"dump", 0, OPTION_SET, AT(dump), REPORT, "LIST", NULL, NULL, NULL, NULL,
     dumps},
};
const size_t option_count = sizeof option_table / sizeof *option_table;

const struct command_info command_table[COMMAND_COUNT] = {
    [COMMAND_CHECK] =
        {"check", "[PATH...]", "find the C code, analyse it, report",
         "Without a PATH the project in the current directory is analysed.\n"
         "Compile commands are found by themselves; `refaudit doctor` shows\n"
         "what was found.\n"
         "\n"
         "Exit codes:\n"
         "  0    nothing at or above the gate\n"
         "  1    findings at the gate (--fail-on, --min-confidence,\n"
         "       --triggers)\n"
         "  2    bad usage or configuration\n"
         "  3    incomplete: something was not analysed, or nothing was\n"
         "       there to analyse\n"
         "  4    internal error\n"
         "  130  interrupted; what was done is kept\n",
         0, -1},
    [COMMAND_VERIFY] =
        {"verify", "PATH...", "compare findings with the comments in C files",
         "Analyses every C file alone and compares the findings with the\n"
         "expectations in its comments:\n"
         "  // WARN slug \"substring\"      a finding on this line\n"
         "  // STEP [slug] n \"substring\"  step n of its path, on this line\n"
         "  // DOUBT slug \"substring\"     found here, possible and no more\n"
         "  // RARE slug \"substring\"      found here, if memory runs out\n"
         "  // KNOWN-MISS slug            should be found here but is not\n"
         "  // KNOWN-FALSE slug           is found here but should not be\n"
         "  // PYTHON >=3.12              only for these versions\n"
         "  // FLAGS -DX                  more flags for the compiler\n"
         "Exit code 1 when anything is not as expected.\n",
         1, -1},
    [COMMAND_SELF_TEST] = {"self-test", "",
                           "run every rule on its own built-in example", NULL,
                           0, 0},
    [COMMAND_DOCTOR] = {"doctor", "[PATH...]",
                        "show what was detected and what is missing", NULL, 0,
                        -1},
    [COMMAND_EXPLAIN] =
        {"explain", "WHAT...", "a rule, a function, a finding or a type",
         "WHAT is a rule (REF001), a function of the C API, or what the last "
         "run knows:\n"
         "a finding's id, a type, a function of the project.\n",
         1, -1},
    [COMMAND_LIST] = {"list", "", "findings of the last run", NULL, 0, 0},
    [COMMAND_EXPORT] =
        {"export", "FORMAT|dot|html", "the last run in another form",
         "FORMAT is one of those of 'check --format': the findings as the\n"
         "database has them, with their verdicts; nothing is analysed.\n"
         "'dot' is the graph of types, for Graphviz.\n"
         "'html' is the review page in one file that needs no network; "
         "verdicts given\n"
         "there stay in the browser until they are saved for 'refaudit triage "
         "--import'.\n",
         1, 1},
    [COMMAND_COMPDB] = {"compdb", "[DIR]",
                        "learn the flags of a project from its build",
                        "Runs the build as far as the compile commands need: "
                        "'meson setup', 'cmake',\n"
                        "setup.py with a compiler that only takes notes, "
                        "make.  The first that the\n"
                        "project has is used, what pyproject.toml names "
                        "before all.  Code of the\n"
                        "project is run, in the cache and not in its tree.\n",
                        0, 1},
    [COMMAND_SERVE] =
        {"serve", "[DB]", "review findings in the browser",
         "Prints an address and answers it, on this machine only, until "
         "Ctrl-C.\n",
         0, 1},
    [COMMAND_SHOW] = {"show", "ID|TYPE...",
                      "one finding with its whole path, or one type", NULL, 1,
                      -1},
    [COMMAND_TRIAGE] =
        {"triage", "[ID...]", "say what findings are worth, for later runs",
         "Without options it goes through what nobody has judged, or only "
         "the IDs,\n"
         "and asks.  With --verdict it records that for each ID and asks "
         "nothing.\n"
         "Verdicts are only ever added, with author and time; the last one "
         "holds.\n"
         "A finding judged false-positive, intentional or wont-fix no longer "
         "counts\n"
         "in 'refaudit check', until the code of its function changes: then "
         "it is\n"
         "to be looked at again.  Such a verdict needs --why or --comment.\n",
         0, -1},
    [COMMAND_SUPPRESS] =
        {"suppress", "ID...", "write the comment that suppresses a finding",
         "The comment, with the reason, goes on a line of its own above the "
         "code; of a\n"
         "finding with several exits where its reference comes from.  What "
         "changes is\n"
         "shown as a diff.  The file must be as it was analysed, but for "
         "such comments.\n"
         "The next 'refaudit check' knows them.\n",
         1, -1},
    [COMMAND_DB] =
        {"db", "info|merge|verify|prune|query|copy|diff [ARG...]",
         "look after the database of findings",
         "'info' says what is in it.\n"
         "'merge FILE...' takes over all that other databases hold: runs,\n"
         "verdicts, evidence.  In which order and how often does not "
         "matter.\n"
         "'verify' reads all of it; exit code 1 when anything is wrong.\n"
         "'prune' empties old runs; issues, verdicts and evidence stay.\n"
         "'query SQL' asks it; the v_* views are meant for that.\n"
         "'copy FILE' writes a compact copy; equal content gives equal "
         "bytes.\n"
         "'diff [BASE [HEAD]]' says what is new, fixed, or was not looked at "
         "again\n"
         "between two runs, given by number (the last two); BASE may be "
         "another\n"
         "database.\n",
         1, -1},
    [COMMAND_MANUAL] =
        {"manual", "man|bash|zsh|fish|config|install [ARG]",
         "man pages, completion for shells, all keys of the configuration",
         "'man' prints the page of refaudit(1), 'man COMMAND' that of a "
         "command.\n"
         "'bash', 'zsh' and 'fish' print completion for these shells:\n"
         "  refaudit manual bash > ~/.local/share/bash-completion/"
         "completions/refaudit\n"
         "'config' prints [tool.refaudit] with every key and its default.\n"
         "'install DIR' writes the pages and completions below DIR, which is "
         "what an\n"
         "installation calls share.\n",
         1, 2},
    [COMMAND_UNIT] = {"unit", "FILE [-- FLAG...]",
                      "parse one file into a unit for 'refaudit link'",
                      "Reads the file and its headers, writes --output, and "
                      "touches nothing\n"
                      "else: any build engine can run it anywhere.  What "
                      "follows -- goes to\n"
                      "the compiler.  A file that cannot be parsed makes a "
                      "unit that says so.\n",
                      1, -1},
    [COMMAND_LINK] = {"link", "UNIT...",
                      "analyse units together, as 'check' does",
                      "Options and exit codes are those of 'check'.\n", 1, -1},
    [COMMAND_BASELINE] =
        {"baseline", "create|update|prune [PATH...]",
         "keep known findings in a text file, so that only new ones count",
         "Analyses as 'check' does and writes --baseline (default:\n"
         "refaudit-baseline.txt), a file to commit; 'refaudit check "
         "--baseline FILE'\n"
         "then counts what is not in it.\n"
         "'create' writes what is found now, 'update' adds what is new and "
         "takes out\n"
         "what is fixed, 'prune' only takes out.  Something is fixed when "
         "its function\n"
         "was analysed again or is gone; what was not looked at stays.\n"
         "Exit code 0 when the file was written and everything was "
         "analysed.\n",
         1, -1},
    [COMMAND_EMIT_NINJA] = {"emit-ninja", "[PATH...]",
                            "write a build.ninja that runs 'unit' and 'link'",
                            NULL, 0, -1},
    [COMMAND_CC] =
        {"cc", "[--] [COMPILER] ARG...",
         "stand in for the compiler of a build, and record its commands",
         "For a build that has no compile_commands.json:\n"
         "  CC=\"refaudit cc --record\" python3 setup.py build_ext -b "
         "/tmp/b -t /tmp/t\n"
         "  make CC=\"refaudit cc --record --compile\"\n"
         "  cmake -DCMAKE_C_COMPILER_LAUNCHER=\"refaudit;cc;--record;"
         "--compile\" ...\n"
         "What a build tries out (configure, version questions) and the "
         "programs it\n"
         "makes for itself are always compiled.  The compiler is $REFAUDIT_CC "
         "or cc,\n"
         "$REFAUDIT_CXX or c++, unless the arguments begin with one.  A build "
         "that\n"
         "changes directories needs an absolute FILE.  The exit code is the "
         "compiler's.\n",
         0, -1, true},
    [COMMAND_SWEEP] = {"sweep", "[--] COMMAND [ARGUMENT...]",
                       "let every API call fail once, and see what goes wrong",
                       "Runs the command twice; the second time every call of "
                       "the\n"
                       "API that memory can make fail and that the command "
                       "reaches fails, one at a\n"
                       "time, each in a process of its own.  What is leaked, "
                       "released too often,\n"
                       "crashes, or comes back with a wrong exception is a "
                       "finding, under the rule\n"
                       "that would have said so (RUN001: a crash that no rule "
                       "explains); a finding of\n"
                       "the analysis gets evidence instead.  What else the "
                       "analysis has found is tried\n"
                       "afterwards, as 'confirm' does.  Needs no "
                       "analysis before: without one,\n"
                       "name the extension with --object or --tree.  Exit "
                       "codes are those of\n"
                       "'confirm'.\n",
                       1, -1, true},
    [COMMAND_CONFIRM] =
        {"confirm", "[--] COMMAND [ARGUMENT...]",
         "run a command and see what becomes of the findings",
         "Runs the command (pytest, a script) with the companion runtime in "
         "every Python\n"
         "that it starts: once as it is, to see which calls of the extension "
         "go where the\n"
         "findings are, and up to four times more to repeat single calls, "
         "each in a\n"
         "process of its own, with the very API call failing that the finding "
         "says, or\n"
         "with other arguments.  Extensions need debug information (-g), "
         "not another\n"
         "build.\n"
         "Outcomes:\n"
         "  reproduced     the defect was seen; natural: without any fault, "
         "genuine:\n"
         "                 that API call really failed (no memory, nothing "
         "to import,\n"
         "                 Ctrl-C)\n"
         "  contradicted   the path was gone and nothing was wrong\n"
         "  reached-clean  gone as far as can be seen, and nothing was wrong\n"
         "  not-reached    the command does not go there\n"
         "  infeasible     the call does not fail with the arguments seen\n"
         "  inconclusive   none of these, with the reason; also when only a "
         "made-up\n"
         "                 failure (late, synthetic) shows the defect\n"
         "\n"
         "Exit codes (that of the command is printed):\n"
         "  0    nothing was reproduced\n"
         "  1    at least one finding was reproduced\n"
         "  2    bad usage, no database, or the command cannot be run\n"
         "  3    nothing could be watched, or the extension was not built "
         "from the\n"
         "       code that was analysed\n"
         "  4    internal error\n"
         "  130  interrupted\n",
         1, -1, true},
    [COMMAND_MODEL] =
        {"model", "check|coverage|dump|expand [ARG...]",
         "check contract lines, or print all as JSON",
         "'check' reads contract files and says what is wrong with them.\n"
         "'coverage' lists the functions and function-like macros in the\n"
         "headers of --python that no contract speaks of; exit code 1 when\n"
         "there are any.\n"
         "'dump' prints every contract, those of the files last, as one JSON\n"
         "object per line, for programs.\n"
         "'expand X.Y {FUNCTION FORMAT ARGUMENTS}...' prints what calls with\n"
         "these format strings and so many arguments do.\n",
         1, -1},
};
