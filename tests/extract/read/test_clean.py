"""What cleaning undoes, and that every span of a clean text finds its way back."""

from __future__ import annotations

import random
import re
import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from entente.extract.read.clean import CleanText, Edit, clean

WRAPPED = """ What changed?
The partnership of the two neighbours, which the ministers describe as a lasting one, has continued to
grow as the rivalry of the others has deepened.1 Officials of both sides have not only met in October 2019,2
but have also put their names to a long list of papers on high-
technology, on the 2020–
2025 plan and on inter-
national law.3 The air defence system,4 which was bought in the same year, is one more step—a
large event5—towards the S-400 and the G20, near-
to mid-term.6

• Starting in 2016, the Northern Forum has been convened every year. During the 2017 meeting, both sides
worked on a dialogue.7
 • The second item of the list is short.
Section headings stand alone
After the heading the text goes on with a line that is long enough to be a full one, and then some more
of it.8
"""


def test_prose_broken_by_the_page_reads_as_prose() -> None:
    text = clean(WRAPPED).text
    assert text.split("\n\n") == [
        "What changed?",
        "The partnership of the two neighbours, which the ministers describe as a lasting one, has continued to grow"
        " as the rivalry of the others has deepened. Officials of both sides have not only met in October 2019, but"
        " have also put their names to a long list of papers on high-technology, on the 2020–2025 plan and on"
        " international law. The air defence system, which was bought in the same year, is one more step—a large"
        " event—towards the S-400 and the G20, near- to mid-term.",
        "Starting in 2016, the Northern Forum has been convened every year. During the 2017 meeting, both sides worked"
        " on a dialogue.",
        "The second item of the list is short.",
        "Section headings stand alone",
        "After the heading the text goes on with a line that is long enough to be a full one, and then some"
        " more of it.",
    ]


def test_a_span_over_a_removed_note_and_a_line_end_maps_to_the_original() -> None:
    cleaned = clean(WRAPPED)
    start = cleaned.text.index("international law")
    begin, end = cleaned.to_stored(start, start + len("international law"))
    assert WRAPPED[begin:end] == "inter-\nnational law"
    start = cleaned.text.index("system")
    assert WRAPPED[slice(*cleaned.to_stored(start, start + 6))] == "system"


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        ("The park opened.1 It is large.", "The park opened. It is large."),
        ("It grew by 3.5 per cent to 1,200 people in 2019, 2020.", None),
        ("The ratio was 2.5 and the vote 12,5 to 3,4.", None),
        ("MP3 players, the F16, Web3 and COVID19 in Fig.1 The end.", None),
        ("Trade rose.[12] Nobody knew.[3][citation needed]", "Trade rose. Nobody knew."),
        ("Trade rose.¹² The plot has 40 m² of land.", "Trade rose. The plot has 40 m² of land."),
        (
            "soft\u00adhyphen, zero\u200bwidth, \u200eright-to-left\u200f, no\u00a0break\x00",
            "softhyphen, zerowidth, right-to-left, no break",
        ),
        ("a\tb\tc\n1\t2\t3", "a | b | c\n\n1 | 2 | 3"),
        ("- one\n- two\n3. three", "one\n\ntwo\n\nthree"),
        ("Joint Headline\nRussia and China\nMeet", "Joint Headline\n\nRussia and China\n\nMeet"),
    ],
)
def test_what_goes_and_what_stays(stored: str, expected: str | None) -> None:
    assert clean(stored).text == (stored if expected is None else expected)


def test_lines_that_are_paragraphs_stay_paragraphs() -> None:
    stored = "\n".join(["A first paragraph on one line that is as long as paragraphs are, " * 6, "A second one. " * 30])
    assert clean(stored).text.count("\n\n") == 1


def test_running_heads_feet_and_page_numbers_are_left_out_and_the_sentence_goes_on_over_the_page() -> None:
    pages = []
    for number in range(1, 5):
        word = ["red", "blue", "green", "black"][number - 1]
        pages.append(
            f"Policy Brief {number} of 2019\nThe {word} line of page {number} is as long as the others are, about.\n"
            f"A second {word} line follows it and it is about as long as the first line was, it\n"
            f"seems, and the {word} sentence runs on into the fund that is named on the next\n{number}"
        )
    cleaned = clean("\n\f\n".join(pages))
    assert "Policy Brief" not in cleaned.text
    assert not re.search(r"next\s+\d", cleaned.text)
    assert "named on the next The blue line of page 2" in cleaned.text


def test_page_numbers_in_a_text_without_page_breaks() -> None:
    body = (
        "The line is about as long as a line of a page is, and it runs on to the next\n"
        "which ends here, as every paragraph must end at some time or other, of course.\n"
    )
    stored = "".join(f"{body * 3}\n{number}\nAnnual Report\n" for number in range(4, 9))
    text = clean(stored).text
    assert "Annual Report" not in text
    assert not re.search(r"^\d$", text, re.M)


TEXTS = st.text(
    alphabet=st.sampled_from(
        [*string.ascii_letters, *"0123456789", *" .,;-–•|\n\n\n\t\f\r\u00ad\u200b\u00a0\x00¹[]éж中😀"]
    ),
    max_size=400,
) | st.text(max_size=200)


@settings(deadline=None)  # the machine may be busy
@given(TEXTS, st.booleans(), st.randoms(use_true_random=False))
def test_every_span_of_a_clean_text_maps_to_the_same_characters(
    stored: str, wrapped: bool, rand: random.Random
) -> None:
    cleaned = clean(stored, wrapped=wrapped)
    before = 0
    for position, character in enumerate(cleaned.text):
        start, end = cleaned.to_stored(position, position + 1)
        assert before <= start <= end <= len(stored)
        before = start
        # A character is itself; only spaces, breaks and bars stand for something else.
        if character not in " \n|\ufffd":
            assert stored[start:end] == character
    for _ in range(20):
        a, b = sorted((rand.randint(0, len(cleaned.text)), rand.randint(0, len(cleaned.text))))
        start, end = cleaned.to_stored(a, b)
        kept = re.sub(r"[\s|\ufffd]", "", cleaned.text[a:b])
        rest = iter(stored[start:end])
        assert all(c in rest for c in kept)  # in this order


@settings(deadline=None)  # the machine may be busy
@given(TEXTS)
@example("0 \u00ad 0")  # nothing is left between two spaces
def test_cleaning_a_clean_text_of_paragraphs_keeps_no_invisible_characters(stored: str) -> None:
    text = clean(stored, wrapped=False).text
    assert not re.search("[\x00-\x08\x0e-\x1f\u00ad\u200b-\u200f\u00a0]|\n\n\n|  ", text)
    assert text == text.strip()


def test_edits_that_overlap_or_lie_outside_are_refused() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        CleanText("abcdef", [Edit(0, 3), Edit(2, 4)])
    with pytest.raises(ValueError, match="outside"):
        CleanText("abc", [Edit(2, 4)])
    with pytest.raises(ValueError, match="no span"):
        CleanText("abc").to_stored(1, 4)


def test_cleaning_takes_time_linear_in_the_length() -> None:
    for evil in ("1." * 10_000, " \t" * 10_000, "a-\n" * 10_000, "[1]" * 10_000, "x.1 Y" * 5_000, "|" * 10_000):
        clean(evil)  # the suite's own time limit is the check: quadratic ones take minutes


def test_a_clean_text_without_edits_is_the_text() -> None:
    assert CleanText("abc").to_stored(1, 2) == (1, 2)
    assert CleanText("").to_stored(0, 0) == (0, 0)
