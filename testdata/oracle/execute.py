"""Runs generated functions: does the generator say the truth of them?

Every operation on the argument fails in turn.  All objects that are made are
kept in a list, so that a reference too few harms nothing; afterwards each
must have the references that the list accounts for, and no container may be
left over.  A clean function must pass all of that.  A damaged one must fail
somewhere, unless its defect needs memory to run out.
"""
import importlib.util
import os
import subprocess
import sys
import sysconfig

# These cannot show in reference counts.
SILENT = {"use-after-release", "no-null-check", "no-exception",
          "leaked-block", "freed-twice"}


def build(directory, name):
    out = os.path.join(directory, name[:-2] + ".so")
    subprocess.run(
        ["cc", "-shared", "-fPIC", "-O0", "-w",
         "-I" + sysconfig.get_paths()["include"],
         os.path.join(directory, name), "-o", out], check=True)
    return out


def check(directory, files):
    ran = shown = damaged = 0
    for name, ledger in files.items():
        so = build(directory, name)
        for function, level, defect in ledger:
            if defect in SILENT:
                continue
            p = subprocess.run(
                [sys.executable, os.path.abspath(__file__), so, function],
                capture_output=True, text=True)
            ran += 1
            failed = p.returncode != 0
            if defect is None and failed:
                sys.exit(f"oracle: {name}:{function} is said to be clean, "
                         f"but: {p.stdout}{p.stderr} ({p.returncode})")
            damaged += defect is not None
            shown += defect is not None and failed
    print(f"executed {ran} functions; {shown} of {damaged} defects showed")
    if damaged and shown * 2 < damaged:
        sys.exit("oracle: too few of the defects show when they run")


# ---- in a process of its own ------------------------------------------------

class Budget:
    left = 0
    made = []
    answers = 0


class Text(str):
    pass


def operation(maker):
    Budget.left -= 1
    if Budget.left == 0:
        raise ArithmeticError("planned")
    o = maker()
    Budget.made.append(o)
    return o


class Thing:
    def __str__(self):
        return operation(lambda: Text("text"))

    __repr__ = __str__

    def __neg__(self):
        return operation(Thing)

    def __add__(self, other):
        return operation(Thing)

    def __call__(self):
        return operation(Thing)

    @property
    def x(self):
        return operation(Thing)

    def __bool__(self):
        Budget.left -= 1
        if Budget.left == 0:
            raise ArithmeticError("planned")
        Budget.answers >>= 1
        return bool(Budget.answers & 1)


def containers():
    import gc
    gc.collect()
    return sum(type(o) in (list, tuple, dict) for o in gc.get_objects())


def run_once(call, argument, fail_at, answers):
    Budget.left, Budget.made, Budget.answers = fail_at, [], answers
    raised = False
    try:
        result = call(argument)
        del result
    except ArithmeticError:
        raised = True
    made, Budget.made = Budget.made, []
    while made:
        o = made.pop()
        # The variable and the call itself.
        if sys.getrefcount(o) != 2:
            sys.exit(f"{type(o).__name__} has {sys.getrefcount(o) - 2:+d} "
                     f"references, failing at {fail_at}, answers {answers}")
        del o
    return raised


def main(path, function):
    name = os.path.basename(path)[:-3]
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    call = getattr(module, function)
    argument = Thing()
    for answers in (0, -1, 0x55555555, 0x2AAAAAAA):
        run_once(call, argument, 0, answers)
        for fail_at in range(1, 60):
            before, own = containers(), sys.getrefcount(argument)
            raised = run_once(call, argument, fail_at, answers)
            after = containers()
            if after > before:
                sys.exit(f"{after - before} containers left, failing at "
                         f"{fail_at}, answers {answers}")
            if sys.getrefcount(argument) != own:
                sys.exit("the argument's references changed")
            if not raised:
                break


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
