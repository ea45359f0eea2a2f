"""A small invented world as extractions: two funds of two countries, what they share and what only looks shared."""

from __future__ import annotations

from typing import Any

from entente.interchange import Extraction, parse

Row = tuple[str, str, str, dict[str, Any]]


def document(
    key: str, published: str | None, kinds: dict[str, str], rows: list[tuple[str, list[Row]]], **more: Any
) -> Extraction:
    """A document made of sentences, each with the relations it states: (subject, type, object, properties).

    `kinds` gives each name its kind; `Name = Alias` names a second form of it, which must be in the text too.
    """
    text = ""
    spans: list[tuple[int, int, list[Row]]] = []
    for sentence, said in rows:
        start = len(text)
        text += sentence + " "
        spans.append((start, start + len(sentence), said))
    entities = []
    ids: dict[str, str] = {}
    for number, (forms, kind) in enumerate(kinds.items()):
        names = forms.split(" = ")
        ids[names[0]] = f"e{number}"
        mentions = [
            {"text": name, "start": at, "end": at + len(name), "confidence": 0.9}
            for name in names
            for at in [text.index(name)]
        ]
        entities.append({"id": f"e{number}", "kind": kind, "name": names[0], "mentions": mentions})
    relations = [
        {
            "subject": ids[subject],
            "type": type_,
            "object": ids[obj],
            "quote": text[start:end],
            "start": start,
            "end": end,
            "confidence": 0.9,
            **properties,
        }
        for start, end, stated in spans
        for subject, type_, obj, properties in stated
    ]
    data = {"document": key, "published": published, "text": text, "entities": entities, "relations": relations}
    return parse({"title": key.removesuffix(".txt"), "extractor": "by hand", **data, **more})


ASF, LIC, FUND = "Aurora Sovereign Fund", "Lotus Investment Corporation", "Aurora-Lotus Fund"
KESTREL, QUILL, PEBBLE, MIRROR, TIN = "Kestrel Robotics", "Quill Systems", "Pebble Labs", "Mirror Works", "Tin Robotics"
MAREK, PARK, FORUM, TREATY = "Ilya Marek", "Sunrise Science Park", "Tidewater Forum", "Norland-Vela Science Treaty"
MINISTRY, UNIVERSITY, POLYTECHNIC = "Ministry of Science of Norland", "Norland University", "Vela Polytechnic"
NORLAND, VELA, PORT, QUANTUM = "Norland", "Vela", "Port Vela", "quantum computing"
CUSTOMS, ACCORD = "Grenmark Trade Office", "Frost Data Accord"

FUNDS = document(
    "funds.txt",
    "2019-03-01",
    {
        f"{ASF} = ASF": "Fund",
        f"{LIC} = LIC": "Fund",
        FUND: "Fund",
        KESTREL: "Startup",
        QUILL: "Startup",
        MIRROR: "Startup",
        PEBBLE: "Startup",
    },
    [
        (
            f"The {ASF} (ASF) and the {LIC} (LIC) manage the {FUND}, which they founded in 2012.",
            [
                (ASF, "MANAGES", FUND, {"status": "ongoing"}),
                (LIC, "MANAGES", FUND, {"status": "ongoing"}),
                (ASF, "FOUNDED", FUND, {"status": "completed", "date": "2012"}),
                (LIC, "FOUNDED", FUND, {"status": "completed", "date": "2012"}),
            ],
        ),
        (
            f"In June 2018 the fund put $300 million into the start-up {KESTREL}.",
            [
                (
                    FUND,
                    "INVESTED_IN",
                    KESTREL,
                    {"status": "completed", "date": "2018-06", "amount": 3e8, "currency": "USD"},
                )
            ],
        ),
        (
            f"Two years before it had invested $20 million in {QUILL}.",
            [(FUND, "INVESTED_IN", QUILL, {"status": "completed", "date": "2016", "amount": 2e7, "currency": "USD"})],
        ),
        (f"ASF alone backed {MIRROR}.", [(ASF, "INVESTED_IN", MIRROR, {"status": "completed"})]),
        (
            f"ASF and LIC plan to invest in {PEBBLE} in 2020.",
            [
                (ASF, "INVESTED_IN", PEBBLE, {"status": "planned", "date": "2020"}),
                (LIC, "INVESTED_IN", PEBBLE, {"status": "planned", "date": "2020"}),
            ],
        ),
    ],
)

SCIENCE = document(
    "science.txt",
    "2021-11-15",
    {
        MINISTRY: "Government",
        UNIVERSITY: "University",
        POLYTECHNIC: "University",
        PARK: "Park",
        PORT: "Place",
        TREATY: "Agreement",
        FORUM: "Forum",
        VELA: "Place",
        QUILL: "Startup",
        MAREK: "Person",
        ASF: "Fund",
    },
    [
        (
            f"{UNIVERSITY} and {POLYTECHNIC} opened the {PARK} in {PORT} in 2015.",
            [
                (UNIVERSITY, "FOUNDED", PARK, {"status": "completed", "date": "2015"}),
                (POLYTECHNIC, "FOUNDED", PARK, {"status": "completed", "date": "2015"}),
                (PARK, "LOCATED_IN", PORT, {"status": "ongoing"}),
            ],
        ),
        (
            f"The {TREATY} was signed by the {MINISTRY} and {VELA} on 4 May 2014.",
            [
                (MINISTRY, "SIGNED", TREATY, {"status": "completed", "date": "2014-05-04"}),
                (VELA, "SIGNED", TREATY, {"status": "completed", "date": "2014-05-04"}),
            ],
        ),
        (
            f"The ministry organised the {FORUM}, where {QUILL} and {MAREK}, head of {ASF}, took part in 2021.",
            [
                (MINISTRY, "ORGANISED", FORUM, {"status": "completed", "date": "2021"}),
                (QUILL, "PARTICIPATED_IN", FORUM, {"status": "completed", "date": "2021"}),
                (MAREK, "PARTICIPATED_IN", FORUM, {"status": "completed", "date": "2021", "role": "speaker"}),
                (MAREK, "WORKS_FOR", ASF, {"status": "ongoing", "role": "head"}),
            ],
        ),
    ],
)

ROBOTS = document(
    "robots.txt",
    "2022-02-02",
    {
        KESTREL: "Startup",
        TIN: "Startup",
        QUANTUM: "Technology",
        QUILL: "Startup",
        PARK: "Park",
        CUSTOMS: "Government",
        POLYTECHNIC: "University",
        NORLAND: "Place",
        FUND: "Fund",
    },
    [
        (
            f"{KESTREL} of {NORLAND}, which works on {QUANTUM}, bought {TIN} in 2021.",
            [
                (KESTREL, "LOCATED_IN", NORLAND, {"status": "ongoing"}),
                (KESTREL, "FOCUSES_ON", QUANTUM, {"status": "ongoing"}),
                (KESTREL, "OWNS", TIN, {"status": "completed", "date": "2021"}),
            ],
        ),
        (
            f"{TIN}, a tenant of the {PARK} until 2020, sells arms to {QUILL}.",
            [
                (TIN, "RESIDENT_OF", PARK, {"status": "ended", "date": "2020"}),
                (TIN, "SUPPLIES", QUILL, {"status": "ongoing", "product": "arms"}),
            ],
        ),
        (
            f"The {CUSTOMS} put both {KESTREL} and {QUILL} on its list in January 2022.",
            [
                (KESTREL, "SANCTIONED_BY", CUSTOMS, {"status": "completed", "date": "2022-01"}),
                (QUILL, "SANCTIONED_BY", CUSTOMS, {"status": "completed", "date": "2022-01"}),
            ],
        ),
        (
            f"{POLYTECHNIC} cooperates with {KESTREL}.",
            [(POLYTECHNIC, "PARTNERED_WITH", KESTREL, {"status": "ongoing"})],
        ),
        (
            f"According to a second report, {KESTREL} got $250 million from the {FUND} in 2018.",
            [
                (
                    FUND,
                    "INVESTED_IN",
                    KESTREL,
                    {"status": "completed", "date": "2018", "amount": 2.5e8, "currency": "USD"},
                )
            ],
        ),
    ],
)

UNDATED = document(
    "undated.txt",
    None,
    {ASF: "Fund", "Umber Bank": "Company", "Ochre Works": "Company"},
    [
        (f"{ASF} works with the Umber Bank.", [(ASF, "PARTNERED_WITH", "Umber Bank", {"confidence": 0.55})]),
        ("The Ochre Works are idle.", []),
    ],
)

PLACES = document(
    "places.txt",
    "2016-01-10",
    {ASF: "Fund", NORLAND: "Place", LIC: "Fund", POLYTECHNIC: "University", VELA: "Place", ACCORD: "Agreement"},
    [
        (
            f"{ASF} sits in {NORLAND}, {LIC} and the {POLYTECHNIC} in {VELA}.",
            [
                (ASF, "LOCATED_IN", NORLAND, {}),
                (LIC, "LOCATED_IN", VELA, {}),
                (POLYTECHNIC, "LOCATED_IN", VELA, {}),
            ],
        ),
        (
            f"The two countries mean to sign the {ACCORD}.",
            [(NORLAND, "SIGNED", ACCORD, {"status": "planned"}), (VELA, "SIGNED", ACCORD, {"status": "planned"})],
        ),
    ],
)

DOCUMENTS = (FUNDS, SCIENCE, ROBOTS, UNDATED, PLACES)
