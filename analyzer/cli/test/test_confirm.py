"""refaudit confirm and sweep, with a real extension and a real Python.

Usage: test_confirm.py REFAUDIT [unittest arguments]
"""
import importlib.util
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import sysconfig
import tempfile
import unittest

REFAUDIT = os.path.abspath(sys.argv.pop(1))
SPAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..",
                    "..", "testdata", "confirm", "spam.c")

SCRIPT = """\
import sys
import spam

for x in ("a", 7, 1.5):
    spam.pair(x)
    spam.twice(x)
    spam.unchecked(x)
    spam.good(x)
spam.below(1)
try:
    spam.below(-1)
except ValueError:
    pass
spam.silent(1)
try:
    spam.silent(None)
except SystemError:
    pass
sys.exit(5)
"""


class Case(unittest.TestCase):
    source, script, compiler = SPAM, SCRIPT, ("cc",)

    @classmethod
    def setUpClass(cls):
        cls.dir = tempfile.mkdtemp(prefix="refaudit-confirm-")
        cls.addClassCleanup(shutil.rmtree, cls.dir)
        shutil.copy(cls.source, cls.dir)
        cls.write("run.py", cls.script)
        cls.build()
        cls.check()

    @classmethod
    def write(cls, name, text):
        with open(os.path.join(cls.dir, name), "w") as f:
            f.write(text)

    @classmethod
    def build(cls):
        suffix = sysconfig.get_config_var("EXT_SUFFIX")
        name = os.path.basename(cls.source)[:-len(".c")]
        subprocess.run(
            [*cls.compiler, "-g", "-O1", "-shared", "-fPIC",
             "-I" + sysconfig.get_paths()["include"],
             os.path.join(cls.dir, name + ".c"),
             "-o", os.path.join(cls.dir, name + suffix)], check=True)

    @classmethod
    def refaudit(cls, *args):
        return subprocess.run([REFAUDIT, *args], cwd=cls.dir,
                              capture_output=True, text=True, timeout=1000)

    @classmethod
    def check(cls):
        p = cls.refaudit("check", "--triggers", "all", "--python",
                         sys.executable, "--no-cache")
        assert p.returncode == 1, p.stdout + p.stderr

    def confirm(self, *args, script="run.py", command="confirm"):
        return self.refaudit(command, *args, "--", sys.executable, script)

    def rows(self, sql):
        db = sqlite3.connect(os.path.join(self.dir, ".refaudit/findings.db"))
        try:
            return db.execute(sql).fetchall()
        finally:
            db.close()


class Confirm(Case):
    def test_1_each_outcome(self):
        p = self.confirm()
        self.assertEqual(p.returncode, 1, p.stdout + p.stderr)
        self.assertIn("ended with exit code 5", p.stderr)
        self.assertIn("matches the analysed source", p.stderr)
        seen = dict(self.rows("SELECT function, group_concat(DISTINCT "
                              "evidence) FROM v_latest GROUP BY 1"))
        self.assertEqual(seen, {
            "pair": "reproduced", "below": "reproduced",
            "twice": "reproduced", "unchecked": "reproduced",
            "silent": "reproduced", "unused": "not-reached"},
            p.stdout + p.stderr)

    def test_2_evidence_says_how(self):
        how = dict(self.rows(
            "SELECT f.function, c.grade FROM confirmation c JOIN v_latest f "
            "ON f.issue_id = c.issue_id WHERE c.outcome = 'reproduced'"))
        self.assertEqual(how["pair"], "natural")
        self.assertEqual(how["below"], "natural")
        self.assertEqual(how["silent"], "natural")
        self.assertEqual(how["twice"], "genuine")
        self.assertEqual(how["unchecked"], "genuine")
        row = self.rows(
            "SELECT c.observed, c.py_version, c.command, c.reproducer FROM "
            "confirmation c JOIN v_latest f ON f.issue_id = c.issue_id "
            "WHERE f.function = 'pair'")[0]
        self.assertEqual(json.loads(row[0])["type"], "list")
        self.assertEqual(row[1], "%d.%d.%d" % sys.version_info[:3])
        self.assertEqual(json.loads(row[2])[-2:], [sys.executable, "run.py"])
        self.assertTrue(row[3].startswith("trial\t"), row[3])

    def test_3_list_and_show(self):
        p = self.refaudit("list")
        self.assertIn("[reproduced]", p.stdout)
        self.assertIn("[not-reached]", p.stdout)
        uid = self.rows("SELECT id FROM v_latest WHERE function = 'pair'")
        p = self.refaudit("show", uid[0][0])
        self.assertIn("reproduced, natural: 5 of 5 calls lost a 'list'",
                      p.stdout)
        self.assertIn("argument 1 was an object that refuses", p.stdout)

    def test_4_one_finding(self):
        uid = self.rows("SELECT id FROM v_latest WHERE function = 'unused'")
        p = self.confirm("--finding", uid[0][0])
        self.assertEqual(p.returncode, 0, p.stdout + p.stderr)
        self.assertEqual(len(p.stdout.splitlines()), 1)
        p = self.confirm("--finding", "ffffffffffff")
        self.assertEqual(p.returncode, 3)

    def test_4_scripts_do_it_again(self):
        there = os.path.join(self.dir, "scripts")
        p = self.confirm("--scripts", there, "-j", "2")
        self.assertEqual(p.returncode, 1, p.stdout + p.stderr)
        shown = {m[1] for m in re.finditer(r"^(\w{8})  \w+  reproduced",
                                           p.stdout, re.M)}
        made = {f[:-3] for f in os.listdir(there)}
        self.assertTrue(made and made <= shown, (made, p.stdout))
        for f in sorted(made):
            q = subprocess.run([sys.executable, os.path.join(there, f + ".py")],
                               capture_output=True, text=True, timeout=60,
                               cwd=self.dir)
            self.assertEqual(q.returncode, 1, q.stdout + q.stderr)
            self.assertIn("It happened again.", q.stdout)

    def test_5_other_code_is_told(self):
        with open(SPAM) as f:
            text = f.read()
        self.write("spam.c", "\n" * 30 + text)
        try:
            p = self.confirm()
            self.assertEqual(p.returncode, 3, p.stdout + p.stderr)
            self.assertIn("NOT the code that was analysed", p.stderr)
            self.assertIn("newer than the extension", p.stderr)
            self.build()
            p = self.confirm()
            self.assertEqual(p.returncode, 3, p.stdout + p.stderr)
            self.assertIn("has changed since the analysis", p.stderr)
            self.assertNotIn("  reproduced  ", p.stdout)
        finally:
            self.write("spam.c", text)
            self.build()

    def test_6_nothing_to_watch(self):
        self.write("other.py", "import sys\n")
        p = self.confirm(script="other.py")
        self.assertEqual(p.returncode, 3, p.stdout + p.stderr)
        self.assertIn("did not load the extension", p.stderr)
        p = self.refaudit("confirm", "--", "true")
        self.assertEqual(p.returncode, 3, p.stderr)
        self.assertIn("started no Python", p.stderr)
        p = self.refaudit("confirm", "--", "no-such-program-here")
        self.assertEqual(p.returncode, 2, p.stderr)


class Types(Case):
    source = os.path.join(os.path.dirname(SPAM), "eggs.c")
    script = """\
import eggs
eggs.Heavy(), eggs.Open(), eggs.Box([1]), eggs.Ring()
eggs.boxed([1]), eggs.checked([2]), eggs.heedless(["a"])
eggs.first_byte("a")
"""

    def test_what_one_call_does_not_show(self):
        p = self.confirm()
        seen = {(rule, function): evidence for rule, function, evidence in
                self.rows("SELECT rule, coalesce(function, ''), evidence "
                          "FROM v_latest "
                          "WHERE rule <> 'TYP006'")}
        self.assertEqual(seen, {
            ("TYP002", ""): "reproduced",
            ("TYP005", "heavy_dealloc"): "reproduced",
            ("TYP009", "open_dealloc"): "reproduced",
            ("TYP011", "box_init"): "reproduced",
            ("REF001", "boxed"): "reproduced",
            ("NUL001", "first_byte"): "reproduced",
            ("EXC003", "heedless"): "reproduced"}, p.stdout + p.stderr)
        self.assertIn("lost a 'Box'", p.stdout)


    def test_a_command_that_dies_says_where(self):
        self.write("die.py", "import eggs\neggs.first_byte('\\udc80')\n")
        p = self.confirm(script="die.py", command="sweep")
        with open(os.path.join(self.dir, "eggs.c")) as f:
            line = f.read().split("PyLong_FromLong(*text)")[0].count("\n") + 1
        self.assertRegex(p.stdout, r"NUL001 .*eggs.c:%d: .*natural" % line)
        self.assertIn("exit code 139", p.stderr)


class Others(Case):
    source = os.path.join(os.path.dirname(SPAM), "hams.c")
    script = """\
import hams
names = dict.fromkeys("abcdefghijklmno", 1)
Thing = type("Thing", (), dict(names, prefix="p"))
others = [hams.same(type("Other", (), {})()) for number in range(2500)]
hams.prefixed(Thing()), hams.restored(("a", 1)), hams.described(1, int)
hams.Ham().mode, hams.Raw().mode
hams.encoded("a"), hams.labelled([1])
Slice = type(hams.sliced("abc"))
for wrong in range(5):
    try:
        Slice()
    except TypeError:
        pass
Slice([1]), Slice([2], on=[3])
"""

    def test_what_hangs_on_an_argument(self):
        p = self.confirm()
        seen = dict(self.rows("SELECT function, group_concat(DISTINCT "
                              "evidence) FROM v_latest WHERE rule <> 'TYP006' "
                              "GROUP BY 1"))
        self.assertEqual(seen, dict.fromkeys(
            ("prefixed", "restored", "described", "raw_set", "slice_init",
             "slice_dealloc", "encoded", "labelled",
             "hams_traverse"), "reproduced"),
            p.stdout + p.stderr)


class Later(Case):
    source = os.path.join(os.path.dirname(SPAM), "hogs.c")
    script = """\
import hogs
for wrong in ((hogs.limited, 1), (hogs.counted, "a"), (hogs.positive, "a")):
    try:
        wrong[0](wrong[1])
    except TypeError:
        pass
class Heir(hogs.Hog):
    pass
hogs.Hog(7).fire(), Heir().ping()
hogs.counted(3), hogs.limited(limit=2), hogs.positive(5000)
hogs.summed(iter([1, 2]))
"""

    def test_what_other_calls_show(self):
        p = self.confirm()
        seen = {(rule, function): evidence for rule, function, evidence in
                self.rows("SELECT rule, function, evidence FROM v_latest "
                          "WHERE rule <> 'TYP006'")}
        self.assertEqual(seen, dict.fromkeys((
            ("REF001", "hog_new"), ("TYP011", "hog_init"),
            ("REF001", "hog_fire"), ("NUL001", "hog_set"),
            ("EXC001", "counted"), ("NUL001", "limited"),
            ("REF001", "summed"), ("REF001", "positive")), "reproduced"),
            p.stdout + p.stderr)


class Reborn(Case):
    """Types that die leave their places to others."""
    source = os.path.join(os.path.dirname(SPAM), "hogs.c")
    script = """\
import gc
import hogs
def heir():
    kind = type("Heir", (hogs.Hog,), {})
    hogs.same(kind())
    return id(kind)
gone = {heir() for number in range(60)}
gc.collect()
kinds = [type("Plain", (), {}) for number in range(600)]
assert gone & {id(kind) for kind in kinds}
for kind in kinds:
    hogs.same(kind())
"""

    def test_a_type_where_another_was(self):
        p = self.confirm()
        self.assertRegex(p.stderr, "exit code 0 ")


class Deeper(Case):
    source = os.path.join(os.path.dirname(SPAM), "hobs.c")
    script = """\
import hobs
class Thing:
    names = ["a"]
    key = b"k"
for jar in ((), ([1],)):
    hob = hobs.Hob(*jar)
    hob.sticky = True
hobs.keyed(Thing()), hobs.initials(Thing()), hobs.nested((("a", 2), 3))
hobs.sliced(slice(0, 2))
for n in range(12):
    hobs.used(n)
hobs.late()
"""

    def test_what_lies_deeper(self):
        p = self.confirm("--budget", "0")
        seen = {(rule, function, line): evidence
                for rule, function, line, evidence in
                self.rows("SELECT rule, function, line, evidence FROM v_latest "
                          "WHERE rule <> 'TYP006'")}
        self.assertEqual(len(seen), 10, seen)
        self.assertEqual(set(seen.values()), {"reproduced"},
                         str(seen) + p.stdout + p.stderr)


class Lines(Case):
    source = os.path.join(os.path.dirname(SPAM), "hens.c")
    script = """\
import hens
kept = [[number] for number in range(2000, 2010)]
many = kept * 1000
hens.filled(kept[0]), hens.twice(kept[1]), hens.length([1]), hens.kept([2])
hens.sized([16])
for number in range(30):
    try:
        hens.weighed(many if number != 14 else 1000.5)
    except TypeError:
        pass
hens.housed([3]), hens.dressed([4]), hens.repeated([[5]])
hens.either([9]), hens.either(8)
hens.fetched([10]), hens.helped([11])
hens.counted({"a": [6], "b": [7], "c": [8]})
try:
    hens.nested(None).x
except AttributeError:
    pass
hens.nested_in([12])
hens.deepened([13])
hens.looked([14])
hens.taken([15])
hens.lent(kept[2])
list(hens.walked({"a": 1}))
"""

    @classmethod
    def check(cls):
        pass

    def test_a_sweep_names_the_line(self):
        p = self.confirm("--tree", ".", command="sweep")
        with open(self.source) as f:
            lines = list(enumerate(f, 1))
        here = {str(number) for number, line in lines
                if "HERE" in line and "*/" in line and ";" in line}
        steps = {line for line, in self.rows("SELECT line FROM v_path")}
        for mark in "HELPS", "FREED":
            self.assertIn([number for number, line in lines
                           if mark in line][0], steps, p.stdout)
        self.assertEqual(len(here), 19)
        shown = set(re.findall(r"^\w{8}  \w+  hens\.c:(\d+): ", p.stdout,
                               re.M))
        self.assertEqual(here - shown, set(), p.stdout + p.stderr)
        self.assertNotIn("EXC003", p.stdout)


class Elsewhere(Case):
    """What is released too often in one function and dies in another."""
    source = os.path.join(os.path.dirname(SPAM), "hems.c")
    script = """\
import sys
import hems
class Seam(hems.Seam):
    def prepare(self):
        return self.own()
    def adapt(self):
        return self
class Edge(hems.Edge):
    word, box = object(), []
    words = [word] * 20000
    def edged(self):
        self.box.clear() if self.box else self.box.append(self.word)
        return self.word
if sys.argv[1] == "edge":
    for number in range(6):
        Edge()
elif sys.argv[1] == "seam":
    kept = [Seam()]
    kept.append(kept[0])
elif sys.argv[1] == "rename":
    seam = hems.Seam.__new__(hems.Seam)
    for number in range(4):
        seam.rename((1000.5,))
elif sys.argv[1] == "undone":
    tombs = [hems.tomb()]
    hems.hold(tombs[0])
    hems.undo(tombs[0])
elif sys.argv[1] in ("misplace", "mislay", "misname"):
    table = {"a": "text", "b": object()}
    for number in range(9):
        getattr(hems, sys.argv[1])(table)
else:
    hems.died()
"""

    @classmethod
    def check(cls):
        pass

    def sweep(self, name):
        p = self.refaudit("sweep", "--tree", ".", "--", sys.executable,
                          "run.py", name)
        return re.findall(r"^\w{8}  (\w+)  h\w+\.c:(\d+): (.*)$", p.stdout,
                          re.M), p.stdout + p.stderr

    def line(self, mark, nth=0):
        with open(self.source) as f:
            return [str(number) for number, line in enumerate(f, 1)
                    if mark in line][nth]

    def test_in_what_python_calls(self):
        found, said = self.sweep("seam")
        self.assertIn(("REF002", self.line("HERE", 0)),
                      [f[:2] for f in found], said)

    def test_beside_what_python_does(self):
        found, said = self.sweep("edge")
        self.assertIn(("REF002", self.line("HERE", 1)),
                      [f[:2] for f in found], said)

    def test_another_loss_of_what_was_made_there(self):
        Case.check.__func__(type(self))
        found, said = self.sweep("rename")
        self.assertIn(self.line("LOST"), [f[1] for f in found], said)
        self.assertEqual([("untested",)], self.rows(
            "SELECT evidence FROM v_latest WHERE rule = "
            "'REF001' AND line = " + self.line("UNSEEN")))

    def test_a_death_of_what_was_made_before(self):
        Case.check.__func__(type(self))
        found, said = self.sweep("undone")
        self.assertIn("the process dies", said)
        self.assertNotIn(("reproduced",), self.rows(
            "SELECT evidence FROM v_latest WHERE rule LIKE 'REF%' AND line = "
            + self.line("RIGHT")))

    def test_another_object_of_the_same_function(self):
        Case.check.__func__(type(self))
        for name, mark in (("misplace", "NEVER"), ("mislay", "ABSENT"),
                           ("misname", "UNMET")):
            found, said = self.sweep(name)
            self.assertTrue(found, said)
            self.assertNotIn(self.line(mark), [f[1] for f in found], said)
            said += self.refaudit("confirm", "--tree", ".", "--",
                                  sys.executable, "run.py", name).stdout
            self.assertNotIn(("reproduced",), self.rows(
                "SELECT evidence FROM v_latest WHERE line = "
                + self.line(mark)), said)

    def test_a_death_shows_what_the_analysis_says(self):
        Case.check.__func__(type(self))
        found, said = self.sweep("die")
        at = [f for f in found if f[:2] == ("REF002", self.line("DIES"))]
        self.assertEqual(len(at), 1, said)
        self.assertIn("reported before", at[0][2])
        self.assertIn(("reproduced",), self.rows(
            "SELECT evidence FROM v_finding WHERE rule = 'REF002' AND line = "
            + self.line("DIES")))


class Parts(Case):
    """What an instance is made of, and has several names."""
    source = os.path.join(os.path.dirname(SPAM), "hulls.c")
    compiler = (REFAUDIT, "cc", "--instrument", "--", "cc")
    script = """\
import sys
import hulls
hull = hulls.Hull()
for number in range(5):
    hull.push(float(number))
if sys.argv[1] == "lend":
    hull.lend(float(7))
elif sys.argv[1] == "drop":
    hull.shift()
    hull.drop()
elif sys.argv[1] == "paint":
    hull.paint(float(8), float(9))
elif sys.argv[1] == "keel":
    class Keel(hulls.Keel):
        pass
    keel = Keel()
    keel.oiled(), keel.oiled()
else:
    words = [hulls.wood(1) for _ in range(1)], [hulls.wood(0)]
    import os
    os._exit(0)
"""

    @classmethod
    def check(cls):
        pass

    sweep, line = Elsewhere.sweep, Elsewhere.line

    def shows(self, name, rule, mark):
        found, said = self.sweep(name)
        found = [f[:2] for f in found
                 if f[0] in ("REF001", "REF002", "TYP003")]
        self.assertEqual(found, [(rule, self.line(mark))], said)

    def test_the_reference_is_that_which_is_counted(self):
        self.shows("lend", "REF002", "LENT")

    def test_what_was_made_with_the_instance(self):
        self.shows("drop", "REF001", "OUT")

    def test_each_call_of_one_helper(self):
        self.shows("paint", "REF001", "OVER")

    def test_instances_of_classes_made_in_python(self):
        found, said = self.sweep("keel")
        self.assertEqual([f[0] for f in found], ["TYP003"], said)
        begin = int(self.line("CLEAR"))  # where its code begins
        self.assertIn(int(found[0][1]), range(begin, begin + 3), said)

    def test_every_way_to_one_return(self):
        self.shows("wood", "REF002", "WOOD")


class Once(Case):
    """What a call finds only once, in an instance that Python has filled."""
    source = os.path.join(os.path.dirname(SPAM), "huts.c")
    compiler = (REFAUDIT, "cc", "--instrument", "--", "cc")
    script = """\
import sys
import huts

class Cabin(huts.Hut):
    def __init__(self, door, roof):
        self.door, self.roof = door, roof

steps = [float(i) if sys.argv[1] == "walk" else [i] for i in range(40)]
cabins = [Cabin([float(i)], [float(-i)]) for i in range(3)]
for cabin in cabins:
    if sys.argv[1] == "hash":
        cabin.door, cabin.roof = float(1), float(2)
        hash(cabin)
    elif sys.argv[1] == "part":
        guest = [float(3)]
        cabin.invite(guest)
        cabin.part()
    elif sys.argv[1] == "loft":
        cabin.loft = [float(4)]
        cabin.lock()
    elif sys.argv[1] == "raise":
        cabin.roof = float(5)
        cabin.raise_(float(7))
    elif sys.argv[1] in ("walk", "stroll"):
        path = huts.Path(steps)
        for number in range(4):
            try:
                next(path)
            except TypeError:
                pass
    else:
        getattr(cabin, sys.argv[1])()
"""

    @classmethod
    def check(cls):
        pass

    sweep, line = Elsewhere.sweep, Elsewhere.line

    def shown(self, name):
        found, said = self.sweep(name)
        return [f[:2] for f in found if f[0][:3] != "MOD"], said

    def test_what_is_made_at_the_first_call(self):
        found, said = self.shown("hash")
        self.assertEqual(found, [("REF001", self.line("HASH"))], said)

    def test_what_is_taken_out(self):
        found, said = self.shown("empty")
        self.assertEqual(found, [("REF001", self.line("EMPTY"))], said)

    def test_what_the_call_before_has_put_there(self):
        found, said = self.shown("raise")
        self.assertEqual(found, [("REF001", self.line("RAISE"))], said)

    def test_what_an_instance_shows_and_does_not_release(self):
        found, said = self.shown("loft")
        self.assertEqual(found, [("TYP003", self.line("FORGETS"))], said)

    def test_what_an_iterator_comes_to(self):
        found, said = self.shown("walk")
        self.assertEqual(found, [("REF001", self.line("WALKS"))], said)
        self.assertEqual(self.shown("stroll")[0], [])

    def test_what_is_kept_in_disguise(self):
        for name in "lock", "hide", "clean", "part":
            found, said = self.shown(name)
            self.assertEqual(found, [], said)


class Replayed(Case):
    """What a sweep does not see by itself, and the analysis has said."""
    source = os.path.join(os.path.dirname(SPAM), "huts.c")
    script = """\
import huts
class Thing:
    name = [1000.5]
huts.Hut().label(Thing())
"""
    line = Elsewhere.line

    def test_a_sweep_tries_what_it_has_not_seen(self):
        line = self.line("LABEL")
        (finding,), = self.rows("SELECT id FROM v_latest WHERE line = " + line)
        p = self.confirm("--finding", finding, command="sweep")
        self.assertIn(f"{finding}  REF003  huts.c:{line}: ", p.stdout,
                      p.stdout + p.stderr)
        self.assertEqual(p.stdout.count("huts.c:%s:" % line), 1, p.stdout)
        self.assertEqual(self.rows(
            "SELECT evidence FROM v_latest WHERE id = '%s'" % finding),
            [("reproduced",)])


class Ways(Case):
    source = os.path.join(os.path.dirname(SPAM), "hops.c")
    script = """\
import hops
for number in range(64):
    hops.hops(number)
hops.dropped(1)
"""

    @classmethod
    def check(cls):
        pass

    def ways(self, name):
        logs = os.path.join(self.dir, name)
        p = self.confirm("--tree", ".", "--keep-logs", logs, "--max-trials",
                         "1", command="sweep")
        self.assertEqual(p.returncode, 1, p.stdout + p.stderr)
        with open(os.path.join(logs, "record.log")) as f:
            records = [line.split("\t") for line in f]
        return {r[8] for r in records
                if r[0] == "hit" and r[3].endswith("/method")}

    def test_all_of_them_are_known_and_the_same(self):
        first = self.ways("first")
        self.assertEqual(len(first), 64 + 1)
        self.assertEqual(first, self.ways("second"))


class Counted(Case):
    """Built so that every reference operation is a call."""
    compiler = (REFAUDIT, "cc", "--instrument", "--", "cc")

    def test_the_same_is_seen_and_more(self):
        logs = os.path.join(self.dir, "logs")
        p = self.confirm("--keep-logs", logs)
        seen = dict(self.rows("SELECT function, group_concat(DISTINCT "
                              "evidence) FROM v_latest GROUP BY 1"))
        self.assertEqual(
            {f for f, e in seen.items() if e == "reproduced"},
            {"pair", "below", "twice", "unchecked", "silent"},
            p.stdout + p.stderr)
        with open(os.path.join(logs, "record.log")) as f:
            self.assertIn("\tPy_DecRef\t", f.read())


class Pytest(Case):
    def pytest(self, *args):
        env = dict(os.environ, PYTHONPATH=os.path.join(
            os.path.dirname(REFAUDIT), "runtime"))
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "pytest_refaudit",
             *args], cwd=self.dir, env=env, capture_output=True, text=True,
            timeout=120)

    @unittest.skipUnless(importlib.util.find_spec("pytest"), "no pytest")
    def test_plugin(self):
        self.write("test_spam.py", "import spam\n\n"
                   "def test_pair():\n    assert spam.pair(5) == ['5']\n")
        p = self.pytest("--refaudit", "--refaudit-option=--rule=REF001",
                        "test_spam.py")
        self.assertEqual(p.returncode, 1, p.stdout + p.stderr)
        self.assertIn("1 passed", p.stdout)
        self.assertIn("reproduced", p.stdout)
        p = self.pytest("--refaudit", "--refaudit-option=--rule=EXC001",
                        "test_spam.py")
        self.assertEqual(p.returncode, 0, p.stdout + p.stderr)
        self.write("test_spam.py", "import spam\n\n"
                   "def test_bad():\n    assert spam.pair(5) == 5\n")
        p = self.pytest("--refaudit-sweep", "test_spam.py")
        self.assertEqual(p.returncode, 1, p.stdout + p.stderr)
        self.assertIn("1 failed", p.stdout)
        self.assertIn("a 'list' is lost", p.stdout)


class Sweep(Case):
    def test_1_known_ones_get_evidence(self):
        p = self.confirm(command="sweep")
        self.assertEqual(p.returncode, 1, p.stdout + p.stderr)
        self.assertIn("reported before", p.stdout)
        self.assertEqual(self.rows(
            "SELECT DISTINCT evidence FROM v_latest WHERE function IN "
            "('pair', 'twice', 'unchecked')"), [("reproduced",)])
        self.assertNotIn("good", p.stdout)

    def test_2_without_an_analysis(self):
        db = os.path.join(self.dir, "own.db")
        p = self.confirm("--db", db, "--tree", ".", command="sweep")
        self.assertEqual(p.returncode, 1, p.stdout + p.stderr)
        rules = {(m[1], m[2]) for m in re.finditer(
            r"^\w{8}  (\w+)  spam\.c:(\d+): ", p.stdout, re.M)}
        ids = {r for r, _ in rules}
        self.assertLessEqual({"REF001", "NUL001", "EXC001"}, ids, p.stdout)
        self.assertTrue(ids & {"REF002", "REF003"}, p.stdout)
        again = self.confirm("--db", db, "--tree", ".", command="sweep")
        con = sqlite3.connect(db)
        self.assertEqual(
            con.execute("SELECT count(*) FROM issue").fetchone()[0],
            con.execute("SELECT count(*) FROM v_latest").fetchone()[0],
            p.stdout + again.stdout)
        con.close()

    def test_3_an_analysis_after_it_stands_alone(self):
        self.check()
        p = self.refaudit("list")
        self.assertIn("unused", "".join(
            r[0] for r in self.rows("SELECT function FROM v_latest")))
        self.assertNotIn("fixed", p.stdout)


if __name__ == "__main__":
    unittest.main()
