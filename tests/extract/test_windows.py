"""Windows hold every word, whole sentences and never too many pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from entente.errors import InputError
from entente.extract.windows import WordPieces, make_window, sentence_starts, window_bounds, word_shape


def tokenizer(*extra: str) -> Tokenizer:
    vocabulary = {p: i for i, p in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "fund", "##s", "the", *extra])}
    made = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    made.normalizer = BertNormalizer(lowercase=True)
    made.pre_tokenizer = BertPreTokenizer()
    return made


@given(
    st.lists(st.tuples(st.integers(0, 12), st.booleans()), max_size=200),
    st.integers(14, 40),
    st.integers(0, 12),
)
def test_every_word_lies_in_a_window_that_is_not_too_long(
    words: list[tuple[int, bool]], size: int, overlap: int
) -> None:
    lengths, starts = [n for n, _ in words], [s for _, s in words]
    bounds = window_bounds(lengths, starts, size=size, overlap=overlap)
    assert {w for start, end in bounds for w in range(start, end)} == set(range(len(words)))
    assert all(sum(lengths[start:end]) <= size - 2 for start, end in bounds)
    assert bounds == sorted(set(bounds))


def test_neighbouring_windows_share_whole_sentences() -> None:
    starts = [i % 5 == 0 for i in range(40)]
    bounds = window_bounds([1] * 40, starts, size=22, overlap=7)
    assert bounds == [(0, 20), (15, 35), (30, 40)]


def test_a_sentence_longer_than_a_window_is_cut() -> None:
    assert window_bounds([5] * 6, [True] + [False] * 5, size=17, overlap=4) == [(0, 3), (3, 6)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["It", "grew", ".", "The", "fund", "left", "."], [0, 3]),
        (["He", "said", ":", "“", "Yes", ".", "”", "She", "left"], [0, 7]),
        (["Title", "\n\n", "Acme", "Inc.", "The", "firm"], [0, 2, 4]),
        (["J.", "Smith", "came"], [0]),
        ([], []),
    ],
)
def test_sentences_start_after_a_full_stop_a_line_break_and_an_abbreviation(
    words: list[str], expected: list[int]
) -> None:
    assert [i for i, start in enumerate(sentence_starts(words)) if start] == expected


@pytest.mark.parametrize(
    ("word", "shape"),
    [("fund", 0), ("Fund", 1), ("RDIF", 2), ("iPhone", 3), ("5G", 4), ("X", 5), ("—", 7)],
)
def test_a_word_has_the_shape_of_its_case(word: str, shape: int) -> None:
    assert word_shape(word) == shape


def test_a_capital_at_the_start_of_a_sentence_tells_less() -> None:
    window = make_window(["Fund", "Fund"], [True, False], WordPieces(tokenizer()), 0, 2)
    assert window.shapes.tolist()[1:3] == [6, 1]


def test_a_line_break_separates_and_what_has_no_piece_is_unknown() -> None:
    pieces = WordPieces(tokenizer())
    assert pieces("funds") == [4, 5]
    assert pieces("\n\n") == [pieces.sep]
    assert pieces("  ") == []
    assert pieces("\x00") == [pieces.unknown]
    assert pieces("🤝") == [pieces.unknown]


def test_a_window_knows_the_pieces_of_its_words() -> None:
    words = ["The", " ", "Funds"]
    window = make_window(words, [True, False, False], WordPieces(tokenizer()), 0, 3)
    assert window.ids.tolist() == [2, 6, 4, 5, 3]
    assert window.first.tolist() == [1, -1, 2]
    assert window.last.tolist() == [1, -1, 3]


def test_a_vocabulary_without_the_special_pieces_is_refused() -> None:
    made = Tokenizer(WordPiece({"[UNK]": 0}, unk_token="[UNK]"))
    with pytest.raises(InputError, match=r"\[CLS\]"):
        WordPieces(made)
