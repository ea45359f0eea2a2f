"""The command line: the same functions and names as the API. Commands import what they need when they run."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence

import typer

from entente.errors import EntenteError, InputError, NotFound, QuestionNotUnderstood

__all__ = ["main", "run"]

INTERRUPTED = 130


def main() -> None:
    """The console script `entente`."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """One command; its exit code. Errors become one line on standard error, with `--debug` a traceback before it."""
    from entente.api.cli.commands import app

    debug = "--debug" in arguments
    try:
        code = app(args=list(arguments), prog_name="entente", standalone_mode=False)
        sys.stdout.flush()
    except EntenteError as error:
        return _report(error, debug=debug, code=error.exit_code)
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        hint = f"; see `{context.command_path} --help`" if context else ""
        return _report(error, f"{error.format_message().rstrip('.')}{hint}", debug=debug, code=error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        _drop_output()  # whoever read it has enough
        return 1
    except Exception as error:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT) and error.filename is None:
            from entente.graph.files import advice

            _drop_output()
            return _report(
                error, f"standard output: can't be written: {advice(error)}", debug=debug, code=InputError.exit_code
            )
        what = f"internal error: {type(error).__name__}: {error}; run it again with --debug and report what it prints"
        return _report(error, what, debug=debug, code=1)
    if code == INTERRUPTED:
        _say("interrupted; what was finished is kept, and the same command goes on from there")
    return code if isinstance(code, int) else 0


def _drop_output() -> None:
    """There must be no second error when Python flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report(error: Exception, message: str | None = None, *, debug: bool, code: int) -> int:
    if debug:
        import traceback

        traceback.print_exception(error)
    _say(str(error) if message is None else message)
    if isinstance(error, NotFound) and error.suggestions:
        _say(f"did you mean {', '.join(error.suggestions)}?")
    if isinstance(error, QuestionNotUnderstood):
        _say("ask one of these:")
        for form in error.forms:
            _say(f"  {form}")
    return code


def _say(message: str) -> None:
    from entente.api.cli.output import note

    note(f"entente: {message}")
