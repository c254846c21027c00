"""Loads the companion runtime of refaudit into every Python of a command.

Python imports this file at its start because the driver has put its directory
first on PYTHONPATH.  The user's own sitecustomize, if there is one, is
imported in its place afterwards.
"""
import os
import sys


def instrument():
    import _imp
    import atexit

    import _refrt
    import random

    random.seed(0)  # both runs of a command have to go the same way
    create = _imp.create_dynamic

    def create_dynamic(spec, *args):
        _refrt.load(spec.origin)
        return create(spec, *args)

    _imp.create_dynamic = create_dynamic
    atexit.register(_refrt.end)


def hand_over(here):
    """Import the sitecustomize that this one hides."""
    import importlib.machinery
    import importlib.util

    others = [p for p in sys.path if os.path.realpath(p) != here]
    sys.path[:] = others + [here]
    spec = importlib.machinery.PathFinder.find_spec("sitecustomize", others)
    if spec is None or spec.loader is None:
        return
    module = importlib.util.module_from_spec(spec)
    sys.modules["sitecustomize"] = module
    spec.loader.exec_module(module)


if os.environ.get("REFAUDIT_PLAN"):
    try:
        instrument()
    except ImportError as error:
        print("refaudit:", error, file=sys.stderr)
hand_over(os.path.dirname(os.path.realpath(__file__)))
