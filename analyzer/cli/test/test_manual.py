"""--help, man pages, completions and the configuration reference say the
same.

Usage: test_manual.py REFAUDIT [unittest arguments]
"""
import os
import re
import shutil
import subprocess
import unittest

import test_cli


def options(text):
    return set(re.findall(r"(?<![\w-])--([a-z][a-z-]*)", text))


class Manual(test_cli.Base):
    def setUp(self):
        super().setUp()
        out = self.run_it("--help", code=0).stdout
        self.commands = re.findall(r"^  ([a-z-]+) ", out, re.M)
        self.help = {}
        for command in self.commands:
            text = self.run_it(command, "--help", code=0).stdout
            self.help[command] = set(re.findall(
                r"^ {2}(?:-\w, | {4})--([a-z-]+)", text, re.M))
            self.assertIn("help", self.help[command])

    def manual(self, *args):
        return self.run_it("manual", *args, code=0).stdout

    def test_man(self):
        page = self.manual("man")
        self.assertEqual(re.findall(r"\.TP\n\\fB([a-z\\-]+)\\fR\n", page),
                         [c.replace("-", "\\-") for c in self.commands])
        for command in self.commands:
            page = self.manual("man", command)
            found = re.findall(r"^(?:\\fB\\-\w\\fR, )?\\fB\\-\\-([a-z\\-]+)"
                               r"\\fR", page.split(".SH OPTIONS")[1], re.M)
            self.assertEqual({f.replace("\\", "") for f in found},
                             self.help[command], command)
            if shutil.which("groff"):
                p = subprocess.run(["groff", "-man", "-ww", "-Tascii", "-P-c"],
                                   input=page, capture_output=True, text=True)
                self.assertEqual(p.stderr, "", command)
                self.assertIn("refaudit " + command,
                              re.sub(r"\s+", " ",
                                     re.sub(".\b", "", p.stdout)))
        self.run_it("manual", "man", "nonsense", code=2)
        self.run_it("manual", "nonsense", code=2)

    def test_bash(self):
        text = self.manual("bash")
        for command in self.commands:
            part = re.search(r"    %s\)\n.*?options='(.*?)'" % command, text,
                             re.S).group(1)
            self.assertEqual(options(part), self.help[command], command)
        self.write("completion", text)
        for words, expected in [
                (["refaudit", "ch"], {"check"}),
                (["refaudit", "check", "--exit"], {"--exit-zero"}),
                (["refaudit", "check", "--fail-on", "w"], {"warning"}),
                (["refaudit", "check", "--fail-on", "=", ""],
                 {"error", "warning", "note", "never"}),
                (["refaudit", "check", "--format", "sarif"],
                 {"sarif", "sarif-github"}),
                (["refaudit", "db", "me"], {"merge"}),
                (["refaudit", "-", ""], None)]:
            script = ("set -u; . ./completion; COMP_WORDS=(%s); COMP_CWORD=%d;"
                      " _refaudit; printf '%%s\\n' \"${COMPREPLY[@]}\"" % (
                          " ".join("'%s'" % w for w in words),
                          len(words) - 1))
            p = subprocess.run(["bash", "-c", script], cwd=self.src,
                               capture_output=True, text=True)
            self.assertEqual(p.stderr, "")
            if expected:
                self.assertEqual(set(p.stdout.split()), expected, words)

    def test_zsh(self):
        text = self.manual("zsh")
        for command in self.commands:
            part = re.search(r"^%s\)\n(.*?);;$" % command, text,
                             re.S | re.M).group(1)
            found = set(re.findall(r"^\s+'\*?--([a-z-]+?)=?-?\[", part, re.M))
            self.assertEqual(found, self.help[command], command)
        if shutil.which("zsh"):
            self.write("_refaudit", text)
            p = subprocess.run(["zsh", "-n", "_refaudit"], cwd=self.src,
                               capture_output=True, text=True)
            self.assertEqual((p.returncode, p.stderr), (0, ""))

    def test_fish(self):
        text = self.manual("fish")
        for command in self.commands:
            found = re.findall(r"seen_subcommand_from %s' -l ([a-z-]+)"
                               % command, text)
            self.assertEqual(set(found), self.help[command], command)
        if shutil.which("fish"):
            p = subprocess.run(["fish", "-n", "/dev/stdin"], input=text,
                               capture_output=True, text=True)
            self.assertEqual((p.returncode, p.stderr), (0, ""))
            self.write("completion.fish", text)
            for line, expected in [
                    ("refaudit ch", {"check"}),
                    ("refaudit check --exit", {"--exit-zero"}),
                    ("refaudit check --fail-on ",
                     {"error", "warning", "note", "never"}),
                    ("refaudit db me", {"merge"})]:
                p = subprocess.run(
                    ["fish", "--no-config", "-c",
                     "source completion.fish; complete -C $argv[1]", line],
                    cwd=self.src, capture_output=True, text=True,
                    env={**os.environ, "HOME": self.dir})
                self.assertEqual({found.split("\t")[0] for found in
                                  p.stdout.splitlines()}, expected, p.stderr)

    def test_install(self):
        share = os.path.join(self.dir, "share")
        self.run_it("manual", "install", share, code=0)
        self.assertEqual(
            sorted(os.listdir(os.path.join(share, "man", "man1"))),
            sorted(["refaudit.1"] + ["refaudit-%s.1" % c
                                     for c in self.commands]))
        for path, form in [("bash-completion/completions/refaudit", "bash"),
                           ("zsh/site-functions/_refaudit", "zsh"),
                           ("fish/vendor_completions.d/refaudit.fish",
                            "fish"), ("man/man1/refaudit.1", "man")]:
            with open(os.path.join(share, path)) as f:
                self.assertEqual(f.read(), self.manual(form))
        p = self.run_it("manual", "install", "/proc/x", code=2)
        self.assertIn("/proc/x: ", p.stderr)

    def test_config(self):
        text = self.manual("config")
        keys = re.findall(r"^# ([a-z-]+) = ", text, re.M)
        self.assertEqual(len(keys), len(set(keys)))
        everything = set().union(*self.help.values())
        self.assertLessEqual(set(re.findall(r"(?m)^# --(\S+)$", text)),
                             everything)
        self.assertIn("fail-on", keys)
        # Every key is taken with its default, and no other key is.
        uncommented = re.sub(r"(?m)^# (?=[a-z-]+ = )", "", text)
        kept = [line for line in uncommented.splitlines() if not re.match(
            r'(python|compile-db|baseline|db|cache|author|[a-z-]+ = ""$)',
            line)]
        self.write("pyproject.toml", "\n".join(kept))
        self.write("a.c", test_cli.CLEAN)
        self.run_it("check", code=0)
        self.write("pyproject.toml", "[tool.refaudit]\nfail-onn = 'error'\n")
        self.run_it("check", code=2)


if __name__ == "__main__":
    unittest.main()
