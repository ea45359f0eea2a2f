"""Every error a user can meet.

::

    EntenteError                 exit code 1, HTTP 500
    ├── InputError               a file, option or value is unusable (exit 2, HTTP 422)
    │   ├── UnreadableDocument   one document can't be read; a batch goes on without it
    │   └── QuestionNotUnderstood  none of the forms of `ask`; carries the list of forms
    ├── NotFound                 a name, id or query that does not exist; carries suggestions (exit 3, HTTP 404)
    ├── Conflict                 the act contradicts what is stored (a split of an unmerged entity…) (exit 4, HTTP 409)
    └── StoreError               the database (exit 5, HTTP 503)
        ├── StoreUnreachable     nothing answers at the address
        ├── StoreDenied          wrong user or password
        ├── StoreOutdated        written by a newer version of Entente or Neo4j
        └── StoreStartError      the embedded server could not be fetched or started

A message names the input and says what to do. Low-level errors are mapped at one seam each:
`entente.extract.read` for files, `entente.graph.store.connection` for the driver.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar


class EntenteError(Exception):
    """Base of all errors that are shown to the user as a message, not as a traceback."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 500

    @property
    def details(self) -> dict[str, object]:
        """What a program needs beside the message; goes into the JSON error shape."""
        return {}


class InputError(EntenteError):
    """A file, option or value is unusable."""

    code = "input"
    exit_code = 2
    http_status = 422


class UnreadableDocument(InputError):
    """One document can't be read. `name` is what the user called it, `reason` why, with advice."""

    code = "unreadable-document"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason

    @property
    def details(self) -> dict[str, object]:
        return {"document": self.name, "reason": self.reason}


class QuestionNotUnderstood(InputError):
    """The question is none of the known forms, listed in `forms`."""

    code = "question-not-understood"

    def __init__(self, question: str, forms: Sequence[str]) -> None:
        super().__init__(f"“{question}” is none of the forms of question that are understood")
        self.question = question
        self.forms = list(forms)

    @property
    def details(self) -> dict[str, object]:
        return {"question": self.question, "forms": self.forms}


class NotFound(EntenteError):
    """A name, id or query that does not exist. `suggestions` are near ones, best first."""

    code = "not-found"
    exit_code = 3
    http_status = 404

    def __init__(self, message: str, suggestions: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.suggestions = list(suggestions)

    @property
    def details(self) -> dict[str, object]:
        return {"suggestions": self.suggestions}


class Conflict(EntenteError):
    """The act contradicts what is stored."""

    code = "conflict"
    exit_code = 4
    http_status = 409


class StoreError(EntenteError):
    """The database failed."""

    code = "store"
    exit_code = 5
    http_status = 503


class StoreUnreachable(StoreError):
    """Nothing answers at the address."""

    code = "store-unreachable"


class StoreDenied(StoreError):
    """Wrong user or password."""

    code = "store-denied"


class StoreOutdated(StoreError):
    """The data was written by a newer version than this one."""

    code = "store-outdated"


class StoreStartError(StoreError):
    """The embedded server could not be fetched or started."""

    code = "store-start"
