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

SECOND = (
    # link
    Question(
        "what start ups are linked to both ASF and LIC", "link", {"Kestrel Robotics", "Quill Systems", "Pebble Labs"}
    ),
    Question("Startups that connect ASF to LIC", "link", {"Kestrel Robotics", "Quill Systems", "Pebble Labs"}),
    Question("Through which funds are ASF and LIC connected?", "link", {"Aurora-Lotus Fund"}),
    Question("which fund lies between ASF and LIC", "link", {"Aurora-Lotus Fund"}),
    Question("Show me the funds linking ASF and LIC, please.", "link", {"Aurora-Lotus Fund"}),
    Question("Are there any funds between asf and lic?", "link", {"Aurora-Lotus Fund"}),
    Question(
        "Which firms or funds link ASF and LIC?",
        "link",
        {"Kestrel Robotics", "Quill Systems", "Pebble Labs", "Aurora-Lotus Fund"},
    ),
    # connect
    Question("how are ASF and LIC related", "connect", {"Aurora-Lotus Fund"}),
    Question("Is ASF linked with LIC?", "connect", {"Aurora-Lotus Fund"}),
    Question("Show the shortest path from Ilya Marek to the Aurora-Lotus Fund", "connect", {"ASF"}),
    Question("What is the connection between Tin Robotics and the Aurora-Lotus Fund?", "connect", {"Kestrel Robotics"}),
    Question("connect Quill Systems and Mirror Works", "connect", {"Aurora-Lotus Fund", "ASF"}),
    # common
    Question("What do ASF and LIC share?", "common", {"Aurora-Lotus Fund", "Pebble Labs"}),
    Question("Which startups do ASF and LIC have in common?", "common", {"Pebble Labs"}),
    Question("common funds of ASF and LIC", "common", {"Aurora-Lotus Fund"}),
    # relation, active
    Question("which companies run the Aurora-Lotus Fund", "relation", set()),
    Question("Who are the managers of the Aurora-Lotus Fund?", "relation", {"ASF", "LIC"}),
    Question("Who established the Aurora-Lotus Fund?", "relation", {"ASF", "LIC"}),
    Question("Who has invested in Kestrel Robotics?", "relation", {"Aurora-Lotus Fund"}),
    Question("Which investors backed Quill Systems?", "relation", {"Aurora-Lotus Fund"}),
    Question("Who are Kestrel Robotics' investors?", "relation", {"Aurora-Lotus Fund"}),
    Question("List the investments of the Aurora-Lotus Fund", "relation", {"Kestrel Robotics", "Quill Systems"}),
    Question("What investments did the Aurora-Lotus Fund make?", "relation", {"Kestrel Robotics", "Quill Systems"}),
    Question("Into which startups did ASF put money?", "relation", {"Mirror Works", "Pebble Labs"}),
    Question(
        "In which start-ups has the Aurora-Lotus Fund invested?", "relation", {"Kestrel Robotics", "Quill Systems"}
    ),
    Question("What does ASF plan to invest in?", "relation", {"Pebble Labs"}),
    Question("What does Kestrel Robotics own?", "relation", {"Tin Robotics"}),
    Question("Who acquired Tin Robotics in 2021?", "relation", {"Kestrel Robotics"}),
    Question(
        "Which ministries were parties to the Norland-Vela Science Treaty?",
        "relation",
        {"Ministry of Science of Norland"},
    ),
    Question("What did the Ministry of Science of Norland sign?", "relation", {"Norland-Vela Science Treaty"}),
    Question("Which agreements has Vela signed?", "relation", {"Norland-Vela Science Treaty", "Frost Data Accord"}),
    Question("Which forums did Quill Systems attend?", "relation", {"Tidewater Forum"}),
    Question("Where did Ilya Marek speak at?", "relation", {"Tidewater Forum"}),
    Question("Who does Ilya Marek work for?", "relation", {"ASF"}),
    Question("For whom does Ilya Marek work?", "relation", {"ASF"}),
    Question("Who is the head of ASF?", "relation", {"Ilya Marek"}),
    Question("Who was sanctioned by the Grenmark Trade Office?", "relation", {"Kestrel Robotics", "Quill Systems"}),
    Question("Who sanctioned Kestrel Robotics?", "relation", {"Grenmark Trade Office"}),
    Question("What does Tin Robotics supply?", "relation", {"Quill Systems"}),
    Question("Who are the suppliers of Quill Systems?", "relation", {"Tin Robotics"}),
    # relation, passive and others
    Question("which funds are managed by both ASF and LIC", "relation", {"Aurora-Lotus Fund"}),
    Question("funds founded by ASF", "relation", {"Aurora-Lotus Fund"}),
    Question("Which parks were founded by Norland University?", "relation", {"Sunrise Science Park"}),
    Question("Which forum was organised by the Ministry of Science of Norland?", "relation", {"Tidewater Forum"}),
    Question("Where is the Sunrise Science Park?", "relation", {"Port Vela"}),
    Question("Where is Kestrel Robotics based?", "relation", {"Norland"}),
    Question("Which startups are located in Norland?", "relation", {"Kestrel Robotics"}),
    Question("Universities in Vela", "relation", {"Vela Polytechnic"}),
    Question("Which companies were residents of the Sunrise Science Park?", "relation", {"Tin Robotics"}),
    Question("Whom does Vela Polytechnic cooperate with?", "relation", {"Kestrel Robotics"}),
    Question("Which universities work with Kestrel Robotics?", "relation", {"Vela Polytechnic"}),
    Question("What technologies does Kestrel Robotics develop?", "relation", {"quantum computing"}),
    Question("how many startups did the Aurora-Lotus Fund back", "relation", {"Kestrel Robotics", "Quill Systems"}),
    Question(
        "Which startups did the Aurora-Lotus Fund invest less than $50 million in?", "relation", {"Quill Systems"}
    ),
    Question("What did the Aurora-Lotus Fund back between 2015 and March 2017?", "relation", {"Quill Systems"}),
    # whether, when, amount, describe
    Question("Did the Aurora-Lotus Fund invest in Quill Systems?", "whether", {"Quill Systems"}),
    Question("Is the Aurora-Lotus Fund managed by ASF?", "whether", {"Aurora-Lotus Fund"}),
    Question("Has LIC invested in Mirror Works?", "whether", set()),
    Question("Is Ilya Marek an employee of ASF?", "whether", {"ASF"}),
    Question("In what year was the Sunrise Science Park established?", "when", {"Sunrise Science Park"}),
    Question("When did the Aurora-Lotus Fund invest in Kestrel Robotics?", "when", {"Kestrel Robotics"}),
    Question("When was the Norland-Vela Science Treaty signed?", "when", {"Norland-Vela Science Treaty"}),
    Question("How much did the Aurora-Lotus Fund invest in Kestrel Robotics?", "amount", {"Kestrel Robotics"}),
    Question("How much money was put into Quill Systems?", "amount", {"Aurora-Lotus Fund"}),
    Question("Who is Ilya Marek?", "describe", {"Ilya Marek"}),
    Question("Tell me about “Tidewater Forum”", "describe", {"Tidewater Forum"}),
    Question("aurora-lotus fund", "describe", {"Aurora-Lotus Fund"}),
    # no name given
    Question("which agreements were signed in 2014", "relation", {"Norland-Vela Science Treaty"}),
    Question("Which agreements are planned to be signed?", "relation", {"Frost Data Accord"}),
    Question("agreements signed before 2016", "relation", {"Norland-Vela Science Treaty"}),
    Question("which funds invested in 2016", "relation", {"Aurora-Lotus Fund"}),
    Question("who was sanctioned since 2020?", "relation", {"Kestrel Robotics", "Quill Systems"}),
    Question("What was founded in 2015?", "relation", {"Sunrise Science Park"}),
    Question("Which companies have cooperated?", "relation", {"Kestrel Robotics", "Umber Bank"}),
    Question("latest investments since 2018", "relation", {"Kestrel Robotics", "Pebble Labs"}),
    Question("investors", "relation", {"ASF", "LIC", "Aurora-Lotus Fund"}),
    # list
    Question("newest agreements", "list", {"Norland-Vela Science Treaty", "Frost Data Accord"}),
    Question("Which parks are there?", "list", {"Sunrise Science Park"}),
    Question("List all universities", "list", {"Norland University", "Vela Polytechnic"}),
    Question("What are the oldest funds?", "list", {"Aurora-Lotus Fund"}),
    Question("parks since 2010", "list", {"Sunrise Science Park"}),
)
