"""Formats for other programs: they parse, they hold what they should, and
names from the code stay data.

Usage: test_formats.py REFAUDIT [unittest arguments]
SARIF is validated where testdata/packaging/schemas.py has put the published
schema beside the program.
"""
import json
import os
import re
import unittest
import xml.etree.ElementTree as ElementTree

try:
    import jsonschema
except ImportError:
    jsonschema = None

import test_cli
from test_cli import CLEAN, LEAK

HOSTILE = 'a&b <i>,x:%0A"\n::error::\x1b[31m|`@me`[l](u).c'
FORMATS = ("text", "gcc", "json", "jsonl", "sarif", "sarif-github", "gitlab",
           "github", "junit", "csdiff", "markdown")


def leak(name):
    return LEAK.replace("make_pair", name)


class Formats(test_cli.Base):
    def setUp(self):
        super().setUp()
        self.write("one.c", leak("one"))
        self.write("two.c", leak("two") + leak("three").replace(
            "#include <Python.h>", ""))

    def check(self, format, *args, code=1, **more):
        return self.run_it("check", "--format", format, *args, code=code,
                           **more).stdout

    def read(self, name):
        with open(os.path.join(self.src, name)) as f:
            return f.read()

    def test_several_at_once(self):
        outs = ["--out=%s=out.%s" % (f, f) for f in FORMATS]
        stdout = self.check("gcc", *outs)
        self.assertEqual(stdout, self.read("out.gcc"))
        for format in FORMATS:
            self.assertIn("two.c", self.read("out." + format), format)
        for bad in ("sarif", "nothing=x", "sarif=/no/where", "=x"):
            p = self.run_it("check", "--out", bad, code=2)
            self.assertIn("--out " + bad, p.stderr)

    def test_export_needs_no_analysis(self):
        outs = ["--out=%s=out.%s" % (f, f) for f in FORMATS]
        self.run_it("check", *outs, code=1)
        self.write("one.c", CLEAN)
        for format in FORMATS:
            a = self.run_it("export", format, code=0).stdout
            self.assertEqual(a, self.run_it("export", format, code=0).stdout)
            if format not in ("sarif", "sarif-github", "json"):
                self.assertEqual(a, self.read("out." + format), format)
        self.run_it("db", "copy", "copy.db", code=0)
        self.assertEqual(
            self.run_it("export", "sarif", code=0).stdout,
            self.run_it("export", "sarif", "--db=copy.db", code=0).stdout)
        self.run_it("export", "nonsense", code=2)

    def test_equal_input_gives_equal_bytes(self):
        names = ("a", "b")
        for name in names:
            self.run_it("check", "--db=%s.db" % name, code=1)
            self.run_it("check", "--db=%s.db" % name, code=1)
        for format in FORMATS:
            a, b = (self.run_it("export", format, "--db=%s.db" % n,
                                code=0).stdout for n in names)
            self.assertEqual(a, b, format)

    def test_gitlab(self):
        all = json.loads(self.check("gitlab"))
        self.assertEqual(len(all), 3)
        self.assertEqual(len({one["fingerprint"] for one in all}), 3)
        for one in all:
            self.assertEqual(set(one), {"description", "check_name",
                                        "fingerprint", "severity",
                                        "location"})
            self.assertIn(one["severity"], ("info", "minor", "major",
                                            "critical", "blocker"))
            self.assertIn(one["location"]["path"], ("one.c", "two.c"))
            self.assertGreater(one["location"]["lines"]["begin"], 0)

    def test_github(self):
        out = self.check("github")
        self.assertRegex(out, r"(?m)^::error file=one\.c,line=11,endLine=11,"
                              r"col=9,title=REF001 leaked-reference::\w")
        for i in range(15):
            self.write("more%02d.c" % i, leak("more%d" % i))
        summary = os.path.join(self.dir, "summary.md")
        for env in ({}, {"GITHUB_ACTIONS": "true",
                         "GITHUB_STEP_SUMMARY": summary}):
            p = self.run_it("check", "--format=jsonl", code=1, env=env)
            self.assertEqual(len(p.stdout.splitlines()), 18)
            found = re.findall(r"(?m)^::error .*", p.stderr)
            self.assertEqual(len(found), 10 if env else 0)
        self.assertIn("::notice::8 more findings", p.stderr)
        self.run_it("check", "--annotate=none", code=1,
                    env={"GITHUB_ACTIONS": "true"})
        with open(summary) as f:
            text = f.read()
        self.assertIn("## refaudit: 18 errors, 0 warnings, 0 notes", text)
        self.assertEqual(text.count("| REF001 "), 18)

    def test_junit(self):
        self.write("bad.c", "#include <Python.h>\n#error no\n")
        root = ElementTree.fromstring(self.check("junit"))
        suite = root.find("testsuite")
        self.assertEqual((suite.get("tests"), suite.get("failures"),
                          suite.get("errors")), ("4", "3", "1"))
        self.assertEqual(len(suite.findall("testcase/failure")), 3)
        error = suite.find("testcase/error")
        self.assertIn("no", error.get("message"))

    def test_csdiff(self):
        out = self.check("csdiff")
        blocks = out.strip().split("\n\n")
        self.assertEqual(len(blocks), 3)
        for block in blocks:
            lines = block.split("\n")
            self.assertRegex(lines[0], r"^Error: [A-Z_]+ \(CWE-\d+\):$")
            for line in lines[1:]:
                self.assertRegex(line, r"^[^:]+:\d+:\d+: [^: ]+: .+$")
            self.assertIn(": error[leaked-reference]: ", lines[1])

    def test_nothing_found(self):
        for name in ("one.c", "two.c"):
            os.remove(os.path.join(self.src, name))
        self.write("clean.c", CLEAN)
        self.assertEqual(json.loads(self.check("gitlab", code=0)), [])
        self.assertEqual(self.check("github", code=0), "")
        self.assertEqual(self.check("csdiff", code=0), "")
        self.assertEqual(ElementTree.fromstring(self.check(
            "junit", code=0)).find("testsuite").get("tests"), "0")
        self.assertEqual(self.check("markdown", code=0),
                         "## refaudit: 0 errors, 0 warnings, 0 notes\n\n")

    def test_hostile_names(self):
        for name in ("one.c", "two.c"):
            os.remove(os.path.join(self.src, name))
        self.write(HOSTILE.replace("/", "_"), leak("one"))
        for format in FORMATS:
            out = self.check(format)
            self.assertNotIn("\x1b", out, format)
            self.assertNotIn("\n::error::", out, format)
            self.assertNotIn("<i>", out if format in ("junit", "markdown")
                             else "", format)
        self.assertEqual(self.check("github").count("\n"), 1)
        ElementTree.fromstring(self.check("junit"))
        json.loads(self.check("gitlab"))
        rows = [r for r in self.check("markdown").splitlines()
                if r.startswith("| REF")]
        self.assertEqual(len(rows), 1)
        self.assertIn("\\@me", rows[0])
        self.assertIn("\\|\\`", rows[0])

    def test_sarif_github_leaves_out_what_is_suppressed(self):
        self.run_it("check", code=1)
        id_ = self.sql("SELECT id FROM v_latest WHERE file = 'one.c'")[0][0]
        self.run_it("triage", id_, "--verdict=intentional", "-m", "x",
                    "--author=a", code=0)

        def results(format):
            out = self.run_it("export", format, code=0).stdout
            return json.loads(out)["runs"][0]["results"]
        self.assertEqual(len(results("sarif")), 3)
        self.assertEqual(len(results("sarif-github")), 2)

    def test_sarif_schema(self):
        path = os.path.join(os.path.dirname(test_cli.REFAUDIT), "schemas",
                            "sarif.json")
        if jsonschema is None or not os.path.exists(path):
            print("SKIPPED: SARIF: no schema or no python3-jsonschema",
                  flush=True)
            self.skipTest("no schema")
        with open(path) as f:
            text = json.load(f)
        schema = jsonschema.validators.validator_for(text)(text)
        self.assertFalse(schema.is_valid({"version": "2.1.0", "runs": [{}]}))
        self.write("bad.c", "#include <Python.h>\n#error no\n")
        self.write("s.c", leak("s").replace(
            "        return NULL;\n    PyList_SET", "        return NULL; "
            "// refaudit: ignore[REF001] x\n    PyList_SET"))
        for format in ("sarif", "sarif-github"):
            for out in (self.check(format), self.check(
                    format, "--show-suppressed"), self.run_it(
                    "export", format, code=0).stdout):
                schema.validate(json.loads(out))


if __name__ == "__main__":
    unittest.main()
