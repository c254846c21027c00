"""pytest --refaudit: the tests under the companion runtime of refaudit.

With this directory on PYTHONPATH,

    pytest -p pytest_refaudit --refaudit         as `refaudit confirm` does
    pytest -p pytest_refaudit --refaudit-sweep   as `refaudit sweep` does

run the tests in processes of their own, as often as these do, and the evidence
goes to the database of findings.  The exit code is that of the tests, or 1 when they pass
and a finding was reproduced, or 4 when nothing could be watched.
"""
import os
import shutil
import subprocess
import sys
import tempfile

import pytest

PLAN = "REFAUDIT_PLAN"
STATUS = "REFAUDIT_PYTEST_STATUS"
FLAGS = ("--refaudit", "--refaudit-sweep")
HERE = os.path.dirname(os.path.realpath(__file__))


def pytest_addoption(parser):
    group = parser.getgroup("refaudit")
    group.addoption("--refaudit", action="store_true",
                    help="see what becomes of refaudit's findings")
    group.addoption("--refaudit-sweep", action="store_true",
                    help="let every call of the C API fail once")
    group.addoption("--refaudit-option", action="append", default=[],
                    metavar="OPTION",
                    help="for refaudit itself, such as --db=FILE")


def program():
    """In a build tree, where it is installed, or on the PATH."""
    for place in ("../refaudit", "../../../bin/refaudit"):
        path = os.path.join(HERE, place)
        if os.access(path, os.X_OK):
            return os.path.realpath(path)
    return shutil.which("refaudit")


def own_arguments(args):
    left = []
    args = iter(args)
    for a in args:
        if a == "--refaudit-option":
            next(args, None)
        elif a not in FLAGS and not a.startswith("--refaudit-option="):
            left.append(str(a))
    return left


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config):
    option = config.option
    if os.environ.get(PLAN) or not (option.refaudit or
                                    option.refaudit_sweep):
        return None
    refaudit = program()
    if refaudit is None:
        raise pytest.UsageError("refaudit is not on the PATH")
    with tempfile.TemporaryDirectory(prefix="pytest-refaudit-") as top:
        status = os.path.join(top, "status")
        command = [refaudit, "sweep" if option.refaudit_sweep else "confirm",
                   *option.refaudit_option, "--", sys.executable, "-m",
                   "pytest", *own_arguments(config.invocation_params.args)]
        sys.stdout.flush()
        code = subprocess.run(command, cwd=config.invocation_params.dir,
                              env=dict(os.environ, **{STATUS: status})
                              ).returncode
        try:
            with open(status) as f:
                tests = int(f.read())
        except (OSError, ValueError):
            tests = pytest.ExitCode.USAGE_ERROR
    if tests != pytest.ExitCode.OK:
        return tests
    return code if code in (0, 1) else pytest.ExitCode.USAGE_ERROR


def pytest_sessionfinish(session, exitstatus):
    """Of the first of the two runs: the second one is full of faults."""
    path = os.environ.get(STATUS)
    if path and os.environ.get(PLAN) and not os.path.exists(path):
        with open(path, "w") as f:
            f.write(str(int(exitstatus)))
