"""What surrounds a call: each makes it so, and returns what undoes it."""
import builtins
import codecs
import gc
import signal
import sys
import warnings

from kinds import Item, Output, refuse


def with_function(owner, name, value):
    old = getattr(owner, name)
    setattr(owner, name, value)
    return lambda: setattr(owner, name, old)


class RefusingOutput(Output):
    write = refuse


def to_output(output):
    def setting():
        old = sys.stdout, sys.stderr
        sys.stdout = sys.stderr = output()

        def undo():
            sys.stdout, sys.stderr = old
        return undo
    return setting


# What the audit hook does; once added it stays.
HOOK = []


def audited(event, args):
    if HOOK and not event.startswith(("import", "object.__del")):
        HOOK[-1]()


def with_hook(answer):
    def setting():
        if not with_hook.added:
            sys.addaudithook(audited)
            with_hook.added = True

        def arm():
            HOOK.append(answer)
        AT_CALL.append(arm)

        def undo():
            AT_CALL.remove(arm)
            HOOK.clear()
        return undo
    return setting


with_hook.added = False


def refuse_once():
    HOOK.clear()
    refuse()


# Run after the arguments are made.
AT_CALL = []


def with_handler(answer):
    def setting():
        old = signal.signal(signal.SIGINT, answer)
        return lambda: signal.signal(signal.SIGINT, old)
    return setting


def with_warnings(answer):
    def setting():
        catcher = warnings.catch_warnings()
        catcher.__enter__()
        warnings.simplefilter("always")
        warnings.showwarning = answer
        return lambda: catcher.__exit__(None, None, None)
    return setting


class Finder:
    @staticmethod
    def find_spec(*args):
        refuse()


def refuse_imports():
    sys.meta_path.insert(0, Finder)
    old = builtins.__import__

    def arm():
        builtins.__import__ = refuse
    AT_CALL.append(arm)

    def undo():
        builtins.__import__ = old
        AT_CALL.remove(arm)
        sys.meta_path.remove(Finder)
    return undo


def fail_imports():
    """The file cannot be read."""
    class Failing:
        @staticmethod
        def find_spec(*args):
            raise OSError(5, "asked")
    sys.meta_path.insert(0, Failing)
    return lambda: sys.meta_path.remove(Failing)


def leave_garbage():
    def arm():
        cycle = [Item()]
        cycle.append(cycle)
    AT_CALL.append(arm)
    return lambda: AT_CALL.remove(arm)


def collect():
    gc.enable()
    return gc.disable


def fail_output():
    class Full(Output):
        def write(self, text):
            raise OSError(28, "asked")
    return to_output(Full)()


def refuse_paths():
    sys.path_hooks.insert(0, refuse)
    return lambda: sys.path_hooks.remove(refuse)


def with_monitoring(answer):
    """All events of one tool go to a function."""
    def setting():
        monitoring, tool = sys.monitoring, 3
        if monitoring.get_tool(tool) is None:
            monitoring.use_tool_id(tool, "audit")
        events = [getattr(monitoring.events, name)
                  for name in dir(monitoring.events) if name.isupper()]
        for event in events:
            if event:
                monitoring.register_callback(tool, event, answer)

        def undo():
            monitoring.free_tool_id(tool)
        return undo
    return setting if hasattr(sys, "monitoring") else (lambda: None)


SETTINGS = {
    "monitoring": with_monitoring(lambda *args: None),
    "refusing monitoring": with_monitoring(refuse),
    "refusing path hooks": refuse_paths,
    "output": to_output(Output),
    "refusing output": to_output(RefusingOutput),
    "full output": fail_output,
    "hook": with_hook(lambda: None),
    "refusing hook": with_hook(refuse_once),
    "warnings": with_warnings(lambda *args, **kwargs: None),
    "refusing warnings": with_warnings(refuse),
    "refusing imports": refuse_imports,
    "failing imports": fail_imports,
    "garbage": leave_garbage,
    "collecting": collect,
}
# C prepares the call further.
HANDLERS = {
    "signal": with_handler(lambda *args: None),
    "refusing signal": with_handler(refuse),
}


def on_error(error):
    return "?", error.end


def register_handlers():
    codecs.register_error("audit", on_error)
    codecs.register_error("refusing", refuse)
    codecs.register(lambda name: refuse() if name == "audit_refusing"
                    else None)


register_handlers()
