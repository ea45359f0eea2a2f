"""The words of questions, from `vocabulary.toml`, and the spaCy pipeline that gives their base forms."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from entente.ontology import Kind, RelationType

_TAGS = ("s", "past", "part", "ing")


@dataclass(frozen=True, slots=True)
class Reading:
    """One type a word may stand for. `turned`: the grammatical subject is the relation's object."""

    type: RelationType
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase in base forms. `role` says what it does in a question: `REL` a verb, `REL0` a verb that has lost its
    preposition, `STATE` what follows *is*, `STATE0` the same without one, `SUBJECTS` and `OBJECTS` a noun for those
    at this end of the relation, `KIND` a kind of entity (`kind` is `None` for any), `LINK` and `PATH` a connection.
    """

    lemmas: tuple[str, ...]
    role: str
    readings: tuple[Reading, ...] = ()
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All phrases, by their first word's base form, and the words without a say."""

    phrases: tuple[Phrase, ...]
    fillers: frozenset[str]
    openings: tuple[tuple[str, ...], ...]
    current: tuple[tuple[str, ...], ...]
    planned: tuple[tuple[str, ...], ...]
    newest: tuple[tuple[str, ...], ...]
    oldest: tuple[tuple[str, ...], ...]
    words: frozenset[str]


@cache
def pipeline() -> Language:
    """A blank English pipeline with our base forms (`lemma_`) and verb forms (`tag_`: base, s, past, part, ing)."""
    nlp = spacy.blank("en")
    table = _forms()

    def lemmatise(doc: Doc) -> Doc:
        for token in doc:
            token.lemma_, token.tag_ = table.get(token.lower_, (token.lower_, ""))
        return doc

    Language.component("entente_question_lemmas", func=lemmatise)
    nlp.add_pipe("entente_question_lemmas")
    return nlp


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, its phrases cut into base forms by the pipeline itself."""
    data = _data()
    phrases = []
    for name, words in data["kinds"].items():
        kind = None if name == "any" else Kind(name)
        phrases += [Phrase(_lemmas(word), "KIND", kind=kind) for word in words]
    for entry in data["relations"]:
        readings = tuple(Reading(RelationType(t.removeprefix("~")), t.startswith("~")) for t in entry["types"])
        for key, role in (
            ("verbs", "REL"),
            ("stranded", "REL0"),
            ("states", "STATE"),
            ("bare_states", "STATE0"),
            ("subjects", "SUBJECTS"),
            ("objects", "OBJECTS"),
        ):
            phrases += [Phrase(_lemmas(word), role, readings) for word in entry.get(key, ())]
    phrases += [Phrase(_lemmas(word), "LINK") for word in data["link"]["verbs"]]
    phrases += [Phrase(_lemmas(word), "PATH") for word in data["link"]["nouns"]]
    fillers = frozenset(data["fillers"]["words"])
    openings = _all_lemmas(data["fillers"]["openings"])
    current, planned = (_all_lemmas(data["statuses"][key]) for key in ("current", "planned"))
    newest, oldest = (_all_lemmas(data["orders"][key]) for key in ("newest", "oldest"))
    words = {lemma for phrase in phrases for lemma in phrase.lemmas}
    words |= {lemma for group in (openings, current, planned, newest, oldest) for lemmas in group for lemma in lemmas}
    words |= fillers | set(data["verbs"]) | set(data["words"]) | set(data["function"]["words"])
    return Vocabulary(tuple(phrases), fillers, openings, current, planned, newest, oldest, words=frozenset(words))


def _forms() -> dict[str, tuple[str, str]]:
    data = _data()
    table: dict[str, tuple[str, str]] = {}
    nouns = {
        word for group in data["kinds"].values() for phrase in group for word in phrase.split() if word.isalpha()
    } | {
        word
        for entry in data["relations"]
        for key in ("subjects", "objects")
        for phrase in entry.get(key, ())
        for word in phrase.split()
    }
    nouns |= {word for phrase in data["link"]["nouns"] for word in phrase.split()}
    for noun in nouns:
        table[f"{noun}s"] = (noun, "")
    for base, forms in data["words"].items():
        table.update((form, (base, "")) for form in forms.split())
    for base, forms in data["verbs"].items():
        table[base] = (base, "base")
        for form, tag in reversed(list(zip(forms.split(), _TAGS, strict=True))):
            # Where past and participle are one word it may be either: patterns ask for `part`.
            table[form] = (base, "part" if tag == "past" and form == forms.split()[2] else tag)
    return table


def _lemmas(phrase: str) -> tuple[str, ...]:
    return tuple(token.lemma_ for token in pipeline()(phrase))


def _all_lemmas(phrases: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((_lemmas(phrase) for phrase in phrases), key=len, reverse=True))


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("vocabulary.toml").read_text(encoding="utf-8"))
