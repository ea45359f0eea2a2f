"""The extraction pipeline: which components, in which order, and how a user changes them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from entente import __version__
from entente.errors import InputError

if TYPE_CHECKING:
    from spacy.language import Language

    from entente.settings import Settings

SHIPPED = Path(__file__).resolve().parent / "model"
"""The folder of the shipped pipeline."""
FIGURES = "figures.json"
"""Beside a trained pipeline: what `entente train` measured on the texts it held out."""

COMPONENTS = (
    "entente_sentences",
    "entente_encoder",
    "entente_mentions",
    "entente_knowledge",
    "entente_clusters",
    "entente_relations",
    "entente_phrases",
    "entente_status",
    "entente_dates",
    "entente_amounts",
    "entente_roles",
    "entente_deals",
)
"""All components, in order: from sentences to statements, then the attributes of those."""


def register() -> None:
    """Makes every factory known to spaCy."""
    from entente.extract import doc
    from entente.extract.attributes import amounts, deals, roles, status, when
    from entente.extract.components import clusters, encoder, knowledge, mentions, phrases, relations, sentences

    doc.register()
    learned = (sentences, encoder, mentions, knowledge, clusters, relations)
    modules = (*learned, phrases, status, when, amounts, roles, deals)
    assert tuple(module.NAME for module in modules) == COMPONENTS


def blank() -> Language:
    """The pipeline without weights."""
    import spacy

    register()
    nlp = spacy.blank("en")
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def load(settings: Settings) -> Language:
    """The pipeline that the settings ask for: `model`, `disable`, `knowledge`, `threads`.

    Raises `InputError` for a model that spaCy can't read, a component that the pipeline lacks, and a bad file of
    knowledge.
    """
    import spacy

    from entente.extract.components.encoder import EncoderComponent

    register()
    model = settings.model or str(SHIPPED)
    if (folder := Path(model).expanduser()).is_dir():
        model = str(folder)
    try:
        nlp = spacy.load(model)
    except (OSError, ValueError, KeyError) as error:
        reason = " ".join(str(error).split())[:300]
        raise InputError(f"model {model!r} is not a spaCy pipeline that can be read here: {reason}") from error
    nlp.max_length = max(nlp.max_length, 2 * int(settings.max_document_chars))  # reading has its own limit
    for name in (part.strip() for part in settings.disable.split(",")):
        if not name:
            continue
        if name not in nlp.component_names:
            raise InputError(
                f"disable: the pipeline has no component {name!r}; it has {', '.join(nlp.component_names)}"
            )
        if name in nlp.pipe_names:
            nlp.disable_pipe(name)
    if settings.knowledge:
        _add_knowledge(nlp, Path(settings.knowledge).expanduser())
    if "entente_encoder" in nlp.pipe_names:
        encoder = nlp.get_pipe("entente_encoder")
        assert isinstance(encoder, EncoderComponent)
        encoder.set_threads(settings.threads)
    nlp.meta["entente_digest"] = _digest(nlp, folder, settings)
    return nlp


def extractor(nlp: Language) -> str:
    """What the extractions of this pipeline are signed with: its name and version, and a digest of all that decides
    what it finds. Another signature means that a document is worth reading again."""
    signed = (nlp.meta["name"], nlp.meta["version"], nlp.meta.get("entente_digest"))
    return "-".join(str(part) for part in signed if part)


def _digest(nlp: Language, folder: Path, settings: Settings) -> str:
    parts = hashlib.sha256(f"{__version__} {nlp.pipe_names}".encode())
    files = [f for f in sorted(folder.rglob("*")) if f.is_file()] if folder.is_dir() else []
    if settings.knowledge:
        files.append(Path(settings.knowledge).expanduser())
    for file in files:
        with file.open("rb") as stream:
            parts.update(hashlib.file_digest(stream, "sha256").digest())
    return parts.hexdigest()[:8]


def _add_knowledge(nlp: Language, path: Path) -> None:
    from entente.extract.components.knowledge import NAME, KnowledgeComponent, read_knowledge

    entries = read_knowledge(path)
    if NAME not in nlp.component_names:
        nlp.add_pipe(NAME)
    component = nlp.get_pipe(NAME)
    assert isinstance(component, KnowledgeComponent)
    component.add(entries, str(path))
