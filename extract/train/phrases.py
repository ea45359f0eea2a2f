"""How often each phrase of `entente_phrases` is right, measured on gold documents with gold entities.

`python -m entente.extract.train.phrases FOLDER…` writes `phrases.json`, from all documents but each ninth, and prints
precision and number on both parts.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language

from entente.extract.components import clusters, phrases
from entente.extract.doc import DocEntity
from entente.extract.gold import GoldText, read_gold, split
from entente.extract.pipeline import register
from entente.extract.scoring import gold_spans


def measure(texts: Sequence[GoldText], nlp: Language) -> dict[str, tuple[int, int]]:
    """For each phrase: how many statements it makes between gold entities, and how many of them are right."""
    made: Counter[str] = Counter()
    right: Counter[str] = Counter()
    linker = clusters.ClustersComponent()
    for text in texts:
        doc = nlp(text.document.clean.text)
        owner = {form.text: e for e in text.gold.entities for form in e.mentions}
        doc._.entities = entities = []
        for e in text.gold.entities:
            entities.append(DocEntity(e.kind, e.name, []))
        index = {e.id: i for i, e in enumerate(text.gold.entities)}
        for start, end, _ in gold_spans(doc.text, text.gold):
            span = doc.char_span(start, end)
            if span is not None and (named := owner.get(span.text)) is not None:
                entities[index[named.id]].mentions.append(span)
        linker.link_anaphors(doc)
        stated = {(index[r.subject], r.type, index[r.object]) for r in text.gold.relations}
        stated |= {(o, t, s) for s, t, o in stated if t.symmetric}
        owners = phrases.owners_of(doc)
        seen = set()
        for found, _ in phrases.find_phrases(doc, phrases.masked_sentences(doc)):
            s, o = owners[found.subject], owners[found.object]
            key = (found.phrase, s, o)
            if s != o and key not in seen and found.type.allows(entities[s].kind, entities[o].kind):
                seen.add(key)
                made[found.phrase] += 1
                right[found.phrase] += (s, found.type, o) in stated
    return {name: (made[name], right[name]) for name in phrases.PHRASES}


def main(folders: Sequence[Path]) -> None:
    """Measures, prints, writes."""
    import spacy

    register()
    nlp = spacy.blank("en")
    nlp.add_pipe("entente_sentences")
    train, held = split((t for folder in folders for t in read_gold(folder)), fold=0, folds=9)
    tuned, kept = measure(train, nlp), measure(held, nlp)
    precision = {name: round((good + 1) / (n + 2), 3) for name, (n, good) in tuned.items()}
    for name, (n, good) in sorted(tuned.items(), key=lambda item: -precision[item[0]]):
        print(f"{name:<26}{precision[name]:6.2f}  {good:4}/{n:<4} held out {kept[name][1]:3}/{kept[name][0]}")
    made, good = (sum(x[i] for name, x in kept.items() if precision[name] >= phrases.LEAST) for i in (0, 1))
    print(f"held out, phrases in use: {good} right of {made}")
    note = "share right between gold entities on training documents, one right and one wrong added"
    target = Path(phrases.__file__).with_name("phrases.json")
    target.write_text(json.dumps({"note": note, "precision": precision}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
