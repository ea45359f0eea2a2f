"""Questions as people put them, with what they ask for and what the small world of `tests.graph.world` answers.

The first list was written down before there was a single pattern; the second came after.
"""

from __future__ import annotations

from typing import NamedTuple


class Question(NamedTuple):
    """`form` as in `entente.graph.ask.Form`; `answers` are the names of the entities that answer it."""

    text: str
    form: str
    answers: set[str]


FIRST = (
    Question("Which startups link ASF and LIC?", "link", {"Kestrel Robotics", "Quill Systems", "Pebble Labs"}),
    Question(
        "which start-ups connect the Aurora Sovereign Fund with Lotus Investment Corporation",
        "link",
        {"Kestrel Robotics", "Quill Systems", "Pebble Labs"},
    ),
    Question("Which funds tie ASF and LIC together?", "link", {"Aurora-Lotus Fund"}),
    Question("How is ASF connected to LIC?", "connect", {"Aurora-Lotus Fund", "Pebble Labs"}),
    Question("Is there a path between Ilya Marek and Kestrel Robotics?", "connect", {"ASF", "Aurora-Lotus Fund"}),
    Question(
        "Who manages the Aurora-Lotus Fund?", "relation", {"Aurora Sovereign Fund", "Lotus Investment Corporation"}
    ),
    Question("What is the Aurora-Lotus Fund managed by?", "relation", {"Aurora Sovereign Fund", "LIC"}),
    Question("Who founded the Sunrise Science Park?", "relation", {"Norland University", "Vela Polytechnic"}),
    Question("By whom was Sunrise Science Park set up?", "relation", {"Norland University", "Vela Polytechnic"}),
    Question("What did ASF invest in?", "relation", {"Mirror Works", "Pebble Labs"}),
    Question("Which companies has the Aurora-Lotus Fund backed since 2017?", "relation", {"Kestrel Robotics"}),
    Question("What did the Aurora-Lotus Fund finance before 2017?", "relation", {"Quill Systems"}),
    Question("Which firms did the Aurora-Lotus Fund invest in in 2018?", "relation", {"Kestrel Robotics"}),
    Question("Where did the Aurora-Lotus Fund invest more than $100 million?", "relation", {"Kestrel Robotics"}),
    Question("Who owns Tin Robotics?", "relation", {"Kestrel Robotics"}),
    Question("What is owned by Kestrel Robotics?", "relation", {"Tin Robotics"}),
    Question("Who signed the Norland-Vela Science Treaty?", "relation", {"Ministry of Science of Norland", "Vela"}),
    Question("Which ministries organised the Tidewater Forum?", "relation", {"Ministry of Science of Norland"}),
    Question("Who took part in the Tidewater Forum?", "relation", {"Ilya Marek", "Quill Systems"}),
    Question("Who works for ASF?", "relation", {"Ilya Marek"}),
    Question("Which parks are in Port Vela?", "relation", {"Sunrise Science Park"}),
    Question("Which startups focus on quantum computing?", "relation", {"Kestrel Robotics"}),
    Question("What do ASF and LIC have in common?", "common", {"Aurora-Lotus Fund", "Pebble Labs"}),
    Question("When was the Aurora-Lotus Fund founded?", "when", {"Aurora-Lotus Fund"}),
    Question("What is Kestrel Robotics?", "describe", {"Kestrel Robotics"}),
)
