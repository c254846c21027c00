"""A run of a database as text, to compare runs byte for byte."""
import sqlite3

# Everything but the times, and where a row came from.
EXPORT = """
SELECT fi.path, status, n_errors, first_error FROM tu
    JOIN file fi ON fi.id = file_id WHERE run_id = :run ORDER BY 1;
SELECT fi.path, fn.name, fn.signature, rf.status, rf.reason, rf.paths
    FROM run_function rf JOIN function fn ON fn.id = function_id
    JOIN file fi ON fi.id = fn.file_id WHERE run_id = :rows ORDER BY 1, 2, 3;
SELECT rule_id, fi.path, sites, clean, found, unknown FROM coverage
    JOIN file fi ON fi.id = file_id WHERE run_id = :rows ORDER BY 1, 2;
SELECT fi.path, f.line, f.col, f.message, f.level, f.confidence, f.trigger,
       f.body_hash, (SELECT group_concat(e.seq || e.line || e.kind ||
                     e.message || coalesce(e.ledger, '') || e.fact, '|')
                     FROM event e WHERE e.finding_id = f.id)
    FROM finding f JOIN file fi ON fi.id = f.file_id
    WHERE run_id = :rows ORDER BY 1, 2, 3, 4, 9;
"""


def export(db):
    con = sqlite3.connect(db)
    run, rows = con.execute("SELECT run_id, rows_of FROM run_rows ORDER BY "
                            "run_id DESC").fetchone()
    out = [con.execute(query, {"run": run} if ":run" in query
                       else {"rows": rows}).fetchall() for query in EXPORT.strip().split(";") if query]
    con.close()
    return "\n".join(repr(row) for rows in out for row in rows)
