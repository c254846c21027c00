-- The findings database.  An issue outlives runs; a finding is an issue as
-- one run saw it.  Reviews and evidence are append-only and belong to the
-- issue.  The v_* views are public: they may only grow.  Tables may change,
-- and user_version with them.
--
-- Hashes are XXH3-128 in hex, times RFC 3339 in UTC.  Source text is plain,
-- so that any SQLite tool can show it.  Executed as one transaction.

PRAGMA application_id = 0x52464155;             -- 'RFAU', for file(1)
PRAGMA user_version = 7;

CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL)
  STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- runs

CREATE TABLE run(
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  label TEXT,                                   -- branch, tag, "PR 123"
  started_at TEXT NOT NULL,
  finished_at TEXT,
  status TEXT NOT NULL
    CHECK(status IN('running','complete','incomplete','interrupted')),
  tool_version TEXT NOT NULL,
  libclang_version TEXT NOT NULL,
  model_hash TEXT NOT NULL,
  argv TEXT NOT NULL CHECK(json_valid(argv)),
  config TEXT NOT NULL CHECK(json_valid(config)),
  config_hash TEXT NOT NULL,
  vcs_rev TEXT, vcs_dirty INTEGER, vcs_url TEXT,
  compile_db TEXT NOT NULL,                     -- where the commands came from
  py_version TEXT,                              -- '3.14.0'
  py_flavour TEXT,                              -- 'gil', 'free-threaded'
  py_include TEXT,
  limited_api TEXT
) STRICT;

CREATE TABLE file(
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,                           -- below the root, with '/'
  hash TEXT NOT NULL,                           -- '' when it was unreadable
  git_oid TEXT,
  kind TEXT NOT NULL DEFAULT 'source'
    CHECK(kind IN('source','header','generated','system')),
  generator TEXT,                               -- 'cython', 'swig', ...
  origin_path TEXT,                             -- the .pyx behind a .c
  UNIQUE(path, hash)
) STRICT;

-- Only files that findings speak of, unless the run asked for more.
CREATE TABLE file_text(hash TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;

CREATE TABLE tu(
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  file_id INTEGER NOT NULL REFERENCES file,
  directory TEXT NOT NULL,
  arguments TEXT NOT NULL CHECK(json_valid(arguments)),
  command_hash TEXT NOT NULL,
  status TEXT NOT NULL CHECK(status IN
    ('ok','parse-errors','failed','crashed','timeout','skipped')),
  from_cache INTEGER NOT NULL DEFAULT 0,
  n_errors INTEGER NOT NULL DEFAULT 0,
  first_error TEXT,
  wall_ms INTEGER
) STRICT;
CREATE INDEX tu_run ON tu(run_id);
CREATE INDEX tu_file ON tu(file_id);

CREATE TABLE function(
  id INTEGER PRIMARY KEY,
  file_id INTEGER NOT NULL REFERENCES file,
  name TEXT NOT NULL,
  linkage TEXT NOT NULL CHECK(linkage IN('external','static')),
  line INTEGER NOT NULL,
  end_line INTEGER NOT NULL,
  signature TEXT NOT NULL,
  body_hash TEXT NOT NULL,                      -- of the normalised tokens
  py_name TEXT,                                 -- 'spam.make_pair'
  UNIQUE(file_id, name, line)
) STRICT;
CREATE INDEX function_body ON function(body_hash);
CREATE INDEX function_name ON function(name);

-- The denominator: what was and was not looked at.
CREATE TABLE run_function(
  run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  function_id INTEGER NOT NULL REFERENCES function,
  status TEXT NOT NULL CHECK(status IN
    ('analysed','budget','unsupported','skipped','tu-failed')),
  reason TEXT,
  paths INTEGER,
  wall_us INTEGER,
  from_cache INTEGER NOT NULL DEFAULT 0,
  summary TEXT,                                 -- inferred contract, a line
  PRIMARY KEY(run_id, function_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_function_function ON run_function(function_id);

CREATE TABLE rule(
  id TEXT PRIMARY KEY,                          -- 'REF001', never reused
  slug TEXT NOT NULL UNIQUE,
  family TEXT NOT NULL,
  title TEXT NOT NULL,
  summary TEXT NOT NULL,
  help_md TEXT NOT NULL,
  help_uri TEXT,
  level TEXT NOT NULL CHECK(level IN('error','warning','note')),
  cwe INTEGER,
  security_severity REAL,
  precision TEXT                                -- NULL: never measured
    CHECK(precision IN('very-high','high','medium','low')),
  tags TEXT NOT NULL DEFAULT '[]' CHECK(json_valid(tags)),
  since TEXT NOT NULL,
  replaced_by TEXT
) STRICT, WITHOUT ROWID;

-- Rules that ran; for all others a missing finding means nothing.
CREATE TABLE run_rule(
  run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  rule_id TEXT NOT NULL REFERENCES rule,
  PRIMARY KEY(run_id, rule_id)
) STRICT, WITHOUT ROWID;

-- How many sites each rule checked in each file.
CREATE TABLE coverage(
  run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  rule_id TEXT NOT NULL REFERENCES rule,
  file_id INTEGER NOT NULL REFERENCES file,
  sites INTEGER NOT NULL,
  clean INTEGER NOT NULL,
  found INTEGER NOT NULL,
  unknown INTEGER NOT NULL,
  PRIMARY KEY(run_id, rule_id, file_id)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- issues

CREATE TABLE issue(
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,                     -- first 8 shown to people
  rule_id TEXT NOT NULL REFERENCES rule,
  first_run INTEGER NOT NULL REFERENCES run,
  last_run INTEGER NOT NULL REFERENCES run,
  merged_into INTEGER REFERENCES issue          -- two were found to be one
) STRICT;

-- Every name the issue has gone by.
CREATE TABLE fingerprint(
  kind TEXT NOT NULL
    CHECK(kind IN('strict/1','loose/1','body/1','github/1')),
  value TEXT NOT NULL,
  issue_id INTEGER NOT NULL REFERENCES issue ON DELETE CASCADE,
  seen_run INTEGER NOT NULL REFERENCES run,     -- the last that saw it
  PRIMARY KEY(kind, value, issue_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX fingerprint_issue ON fingerprint(issue_id);

CREATE TABLE finding(
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  issue_id INTEGER NOT NULL REFERENCES issue,
  function_id INTEGER REFERENCES function,
  file_id INTEGER NOT NULL REFERENCES file,
  line INTEGER NOT NULL, col INTEGER NOT NULL,
  end_line INTEGER NOT NULL, end_col INTEGER NOT NULL,
  message TEXT NOT NULL,
  level TEXT NOT NULL CHECK(level IN('error','warning','note')),
  confidence TEXT NOT NULL
    CHECK(confidence IN('certain','likely','possible')),
  trigger TEXT NOT NULL CHECK(trigger IN
    ('any-call','bad-input','hostile-object','other-thread','api-failure',
     'module-init','out-of-memory')),
  body_hash TEXT,
  matched_by TEXT NOT NULL DEFAULT 'new'
    CHECK(matched_by IN('new','strict','loose','body','manual')),
  duplicates INTEGER NOT NULL DEFAULT 0,        -- other paths folded in
  subject TEXT,                                 -- what is leaked, used, ...
  anchor TEXT, cause TEXT, exit_kind TEXT,      -- normalised statements
  ordinal INTEGER NOT NULL DEFAULT 0,
  UNIQUE(run_id, issue_id)
) STRICT;
CREATE INDEX finding_issue ON finding(issue_id);
CREATE INDEX finding_file ON finding(file_id, line);

-- Other exits with the same defect.
CREATE TABLE finding_place(
  finding_id INTEGER NOT NULL REFERENCES finding ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  file_id INTEGER NOT NULL REFERENCES file,
  line INTEGER NOT NULL, col INTEGER NOT NULL,
  end_line INTEGER NOT NULL, end_col INTEGER NOT NULL,
  PRIMARY KEY(finding_id, seq)
) STRICT, WITHOUT ROWID;

-- The path, in order.
CREATE TABLE event(
  finding_id INTEGER NOT NULL REFERENCES finding ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN
    ('acquire','borrow','incref','decref','steal','store','branch','assume',
     'call','enter','return','error-set','error-clear','gil-release',
     'gil-acquire','lock','unlock','callback','exit','note')),
  file_id INTEGER NOT NULL REFERENCES file,
  function_id INTEGER REFERENCES function,
  line INTEGER NOT NULL, col INTEGER NOT NULL,
  end_line INTEGER, end_col INTEGER,
  depth INTEGER NOT NULL DEFAULT 0,
  thread INTEGER NOT NULL DEFAULT 0,
  message TEXT NOT NULL,
  -- {"owned":{"list":1},"exc":"set"}
  ledger TEXT CHECK(ledger IS NULL OR json_valid(ledger)),
  fact TEXT,                                    -- why it is believed
  key_event INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(finding_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE fix(
  finding_id INTEGER NOT NULL REFERENCES finding ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  description TEXT NOT NULL,
  applicability TEXT NOT NULL
    CHECK(applicability IN('safe','suggested','sketch')),
  edits TEXT NOT NULL CHECK(json_valid(edits)),
  PRIMARY KEY(finding_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE suppression(
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  source TEXT NOT NULL CHECK(source IN('comment','config','baseline')),
  file_id INTEGER REFERENCES file,
  line INTEGER,
  rules TEXT NOT NULL CHECK(json_valid(rules)),
  reason TEXT NOT NULL,
  expires TEXT
) STRICT;
CREATE INDEX suppression_run ON suppression(run_id);

CREATE TABLE finding_suppression(
  finding_id INTEGER NOT NULL REFERENCES finding ON DELETE CASCADE,
  suppression_id INTEGER NOT NULL REFERENCES suppression ON DELETE CASCADE,
  PRIMARY KEY(finding_id, suppression_id)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- reviews

-- Append only; never edited, never deleted.
CREATE TABLE triage(
  uuid TEXT PRIMARY KEY,
  issue_id INTEGER NOT NULL REFERENCES issue,
  verdict TEXT NOT NULL CHECK(verdict IN
    ('unreviewed','confirmed','false-positive','intentional','wont-fix',
     'needs-info','fixed')),
  why TEXT CHECK(why IS NULL OR why IN
    ('infeasible-path','wrong-api-model','ownership-moved','immortal-object',
     'test-code','oom-only','by-design','duplicate')),
  comment TEXT NOT NULL DEFAULT '',
  author TEXT NOT NULL,
  at TEXT NOT NULL,
  body_hash TEXT,                               -- the code that was looked at
  confidential INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX triage_issue ON triage(issue_id, at);
CREATE TRIGGER triage_no_update BEFORE UPDATE ON triage
  BEGIN SELECT RAISE(ABORT, 'triage is append-only'); END;
CREATE TRIGGER triage_no_delete BEFORE DELETE ON triage
  BEGIN SELECT RAISE(ABORT, 'triage is append-only'); END;
-- INSERT OR REPLACE deletes without asking the trigger above.
CREATE TRIGGER triage_no_replace BEFORE INSERT ON triage
  WHEN EXISTS(SELECT 1 FROM triage WHERE uuid = NEW.uuid
              AND (issue_id, verdict, why, comment, author, at, body_hash,
                   confidential)
              IS NOT (NEW.issue_id, NEW.verdict, NEW.why, NEW.comment,
                      NEW.author, NEW.at, NEW.body_hash, NEW.confidential))
  BEGIN SELECT RAISE(ABORT, 'triage is append-only'); END;

-- What the instrumented runtime saw.
CREATE TABLE confirmation(
  uuid TEXT PRIMARY KEY,
  issue_id INTEGER NOT NULL REFERENCES issue,
  at TEXT NOT NULL,
  engine TEXT NOT NULL CHECK(engine IN
    ('ledger','fault-injection','allocator','gil-watch','asan','tsan',
     'valgrind','refleak','manual')),
  outcome TEXT NOT NULL CHECK(outcome IN
    ('reproduced','contradicted','reached-clean','not-reached',
     'infeasible','inconclusive')),
  reached INTEGER NOT NULL DEFAULT 0,           -- times the exit was executed
  expected TEXT, observed TEXT,                 -- {"owned":1,"type":"list"}
  py_version TEXT NOT NULL,
  build_id TEXT,
  body_hash TEXT,
  command TEXT NOT NULL CHECK(json_valid(command)),
  seed TEXT, reproducer TEXT, log TEXT,
  -- Only natural and genuine failures reproduce anything.
  grade TEXT CHECK(grade IN('natural','genuine','late','synthetic')),
  detail TEXT                                   -- a sentence for people
) STRICT, WITHOUT ROWID;
CREATE INDEX confirmation_issue ON confirmation(issue_id);

CREATE TABLE link(
  issue_id INTEGER NOT NULL REFERENCES issue,
  kind TEXT NOT NULL CHECK(kind IN('bug','pr','commit','cve','advisory')),
  url TEXT NOT NULL,
  PRIMARY KEY(issue_id, url)
) STRICT, WITHOUT ROWID;

-- Additions: made in any older database that is written again, too;
-- CREATE ... IF NOT EXISTS only.

-- Types of the program as one run saw them.
CREATE TABLE IF NOT EXISTS type(
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  file_id INTEGER NOT NULL REFERENCES file,
  line INTEGER NOT NULL,
  name TEXT NOT NULL,                           -- 'spam.Foo'
  variable TEXT NOT NULL,                       -- of the PyTypeObject...
  kind TEXT NOT NULL CHECK(kind IN('static','heap','module')),
  base TEXT,                                    -- NULL: object; '?'
  flags TEXT NOT NULL,                          -- 'HAVE_GC BASETYPE'
  record TEXT,                                  -- struct of an instance
  verdict TEXT NOT NULL,
  slots TEXT NOT NULL CHECK(json_valid(slots))  -- {"tp_dealloc":"f"}
) STRICT;
CREATE INDEX IF NOT EXISTS type_run ON type(run_id);

CREATE TABLE IF NOT EXISTS type_field(
  type_id INTEGER NOT NULL REFERENCES type ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  path TEXT NOT NULL,                           -- 'in.items'
  offset INTEGER NOT NULL,
  owner TEXT NOT NULL,
  holds TEXT NOT NULL,
  target TEXT,                                  -- variable of another type
  settable INTEGER NOT NULL,
  can_cycle INTEGER NOT NULL,
  in_cycle INTEGER NOT NULL,
  visited TEXT NOT NULL CHECK(visited IN('no','yes','?')),
  cleared TEXT NOT NULL CHECK(cleared IN('no','yes','?')),
  released TEXT NOT NULL CHECK(released IN('no','yes','?')),
  PRIMARY KEY(type_id, seq)
) STRICT, WITHOUT ROWID;

-- Whose functions, findings, coverage, types and suppressions a run has: a
-- run that saw what the last one saw has none of its own, and took all from
-- the cache, whatever from_cache says there.
CREATE TABLE IF NOT EXISTS run_rows(
  run_id INTEGER PRIMARY KEY REFERENCES run ON DELETE CASCADE,
  rows_of INTEGER NOT NULL REFERENCES run
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS run_rows_of ON run_rows(rows_of);
INSERT OR IGNORE INTO run_rows(run_id, rows_of) SELECT id, id FROM run;

-- Views: made anew in any older database that is written again.  The program
-- itself never reads those of a file, which may be anybody's: it makes its
-- own as temporary views each time.

-- What each issue goes by, now that two may have been found to be one.
CREATE VIEW v_issue AS
  SELECT i.id, r.id AS root, r.uid, r.rule_id, r.first_run
  FROM issue i JOIN issue r ON r.id = coalesce(i.merged_into, i.id);

CREATE VIEW v_word AS
  SELECT t.uuid, i.root AS issue_id, t.verdict, t.why, t.comment, t.author,
    t.at, t.body_hash, t.confidential
  FROM triage t JOIN v_issue i ON i.id = t.issue_id;

-- Each reviewer's latest word.
CREATE VIEW v_opinion AS
  SELECT * FROM (
    SELECT t.*, row_number() OVER (
      PARTITION BY issue_id, author ORDER BY at DESC, uuid DESC) AS n
    FROM v_word t)
  WHERE n = 1;

-- The latest word of all; opinions > 1: reviewers disagree.
CREATE VIEW v_triage AS
  SELECT t.*, (SELECT count(DISTINCT verdict) FROM v_opinion o
               WHERE o.issue_id = t.issue_id) AS opinions
  FROM (SELECT t.*, row_number() OVER (
          PARTITION BY issue_id ORDER BY at DESC, uuid DESC) AS k
        FROM v_word t) t
  WHERE k = 1;

CREATE VIEW v_evidence AS
  SELECT i.root AS issue_id,
    max(outcome = 'reproduced') AS reproduced,
    max(outcome = 'contradicted') AS contradicted,
    sum(reached) AS reached,
    count(*) AS attempts,
    max(outcome = 'infeasible') AS infeasible,
    max(outcome = 'inconclusive') AS inconclusive,
    body_hash                                   -- of the code that ran
  FROM confirmation c JOIN v_issue i ON i.id = c.issue_id
  GROUP BY i.root, body_hash;

CREATE VIEW v_finding AS
  SELECT r.id AS run_id, substr(i.uid, 1, 8) AS id, i.uid,
    i.rule_id AS rule, ru.slug, f.level, f.confidence, f.trigger,
    fi.path AS file, f.line, f.col, fn.name AS function, fn.py_name,
    f.message,
    coalesce(t.verdict, 'unreviewed') AS verdict,
    t.author AS reviewer, t.comment,
    -- the code changed since the verdict
    (t.body_hash IS NOT NULL AND t.body_hash IS NOT f.body_hash) AS recheck,
    CASE WHEN e.reproduced THEN 'reproduced'
         WHEN e.contradicted THEN 'contradicted'
         WHEN e.reached > 0 THEN 'reached-clean'
         WHEN e.infeasible THEN 'infeasible'
         WHEN e.inconclusive THEN 'inconclusive'
         WHEN e.attempts > 0 THEN 'not-reached'
         ELSE 'untested' END AS evidence,
    EXISTS(SELECT 1 FROM finding_suppression s WHERE s.finding_id = f.id)
      AS suppressed,
    CASE WHEN r.id = f.run_id THEN f.matched_by ELSE 'strict' END
      AS matched_by, i.first_run = r.id AS is_new, f.id AS finding_id,
    i.root AS issue_id, coalesce(e.reached, 0) AS reached, f.subject
  FROM finding f
    JOIN run_rows x ON x.rows_of = f.run_id
    JOIN run r ON r.id = x.run_id
    JOIN v_issue i ON i.id = f.issue_id
    JOIN rule ru ON ru.id = i.rule_id
    JOIN file fi ON fi.id = f.file_id
    LEFT JOIN function fn ON fn.id = f.function_id
    LEFT JOIN v_triage t ON t.issue_id = i.root
    -- of this code: what other code did proves nothing
    LEFT JOIN v_evidence e ON e.issue_id = i.root
      AND e.body_hash IS f.body_hash;

-- Of the last run, and of the last sweep: runs of real code have their own
-- findings and do not replace those of an analysis.
CREATE VIEW v_latest AS
  SELECT * FROM v_finding WHERE run_id IN (
    SELECT max(id) FROM run WHERE status IN('complete','incomplete')
    GROUP BY compile_db GLOB 'sweep:*');

-- What a reviewer should look at next.
CREATE VIEW v_queue AS
  SELECT * FROM v_latest
  WHERE NOT suppressed
    AND (verdict IN('unreviewed','needs-info') OR recheck)
  ORDER BY evidence = 'reproduced' DESC,
    CASE confidence WHEN 'certain' THEN 0 WHEN 'likely' THEN 1 ELSE 2 END,
    CASE trigger WHEN 'any-call' THEN 0 WHEN 'bad-input' THEN 1
      WHEN 'hostile-object' THEN 2 WHEN 'other-thread' THEN 3
      WHEN 'api-failure' THEN 4 ELSE 5 END,
    rule, file, line;

CREATE VIEW v_gate AS
  SELECT * FROM v_latest
  WHERE NOT suppressed
    AND (recheck OR verdict NOT IN('false-positive','intentional','wont-fix'));

CREATE VIEW v_path AS
  SELECT e.finding_id, e.seq, fi.path AS file, e.line, e.kind,
    substr('                                ', 1, e.depth * 2) || e.message
      AS step,
    e.ledger, e.fact
  FROM event e JOIN file fi ON fi.id = e.file_id
  ORDER BY e.finding_id, e.seq;

-- Measured, not claimed, precision.
CREATE VIEW v_rule_quality AS
  SELECT i.rule_id AS rule, sum(t.verdict <> 'unreviewed') AS reviewed,
    sum(t.verdict IN('confirmed','fixed')) AS true_pos,
    sum(t.verdict = 'false-positive') AS false_pos,
    round(1.0 * sum(t.verdict IN('confirmed','fixed'))
      / nullif(sum(t.verdict IN('confirmed','fixed','false-positive')), 0), 3)
      AS precision,
    group_concat(DISTINCT t.why) AS why
  FROM issue i JOIN v_triage t ON t.issue_id = i.id
  GROUP BY i.rule_id;

CREATE VIEW v_coverage AS
  SELECT x.run_id, c.rule_id AS rule, sum(sites) AS sites,
    sum(clean) AS clean, sum(found) AS found, sum(unknown) AS unknown
  FROM coverage c JOIN run_rows x ON x.rows_of = c.run_id GROUP BY 1, 2;

CREATE VIEW v_not_analysed AS
  SELECT x.run_id, fi.path AS file, fn.name AS function, rf.status,
    rf.reason
  FROM run_function rf
    JOIN run_rows x ON x.rows_of = rf.run_id
    JOIN function fn ON fn.id = rf.function_id
    JOIN file fi ON fi.id = fn.file_id
  WHERE rf.status <> 'analysed'
  UNION ALL
  SELECT t.run_id, fi.path, NULL, t.status, t.first_error
  FROM tu t JOIN file fi ON fi.id = t.file_id
  WHERE t.status <> 'ok';

CREATE VIEW v_disagree AS
  SELECT substr(i.uid, 1, 8) AS id, i.rule_id AS rule, t.opinions
  FROM v_triage t JOIN issue i ON i.id = t.issue_id
  WHERE t.opinions > 1;

CREATE VIEW v_type AS
  SELECT x.run_id, t.name, t.variable, t.kind, t.base, t.flags, t.record,
    t.verdict, t.slots, f.path AS file, t.line
  FROM type t JOIN run_rows x ON x.rows_of = t.run_id
    JOIN file f ON f.id = t.file_id;

CREATE VIEW v_type_field AS
  SELECT x.run_id, t.name AS type, m.path AS field, m.offset, m.owner,
    m.holds, m.target, m.settable, m.can_cycle, m.in_cycle, m.visited,
    m.cleared, m.released
  FROM type_field m JOIN type t ON t.id = m.type_id
    JOIN run_rows x ON x.rows_of = t.run_id;
