"""Every format gives its text and what it knows; every bad input gives one error with advice, in its place."""

from __future__ import annotations

import io
import json
import os
import re
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pytest
from fpdf import FPDF
from pypdf import PdfReader, PdfWriter

from entente.errors import InputError, UnreadableDocument
from entente.extract.read import Document, from_text, read, read_bytes
from entente.settings import Settings, load

PROSE = "The Northern Fund invested in Alpha Robotics in March 2020. The company is based in Oslo and builds machines."


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load({})


def one(paths: Sequence[Path | str], settings: Settings, **options: str) -> Document:
    (document,) = read(paths, settings=settings, **options)
    assert isinstance(document, Document), document
    return document


def refused(path: Path | str, settings: Settings) -> str:
    (error,) = read([path], settings=settings)
    assert isinstance(error, UnreadableDocument), error
    assert Path(error.name).name == Path(path).name
    return error.reason


def pdf(*pages: str, size: int = 12) -> bytes:
    file = FPDF()
    for text in pages:
        file.add_page()
        file.set_font("helvetica", size=size)
        if text:
            file.multi_cell(0, 6, text)
    return bytes(file.output())


# ------------------------------------------------------------------------------------------------------- formats


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_in_any_encoding(tmp_path: Path, settings: Settings, encoding: str) -> None:
    text = "Headline – the “Fünf” of Europe\n\nSociété Générale invested 5 million. " + PROSE
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    document = one([tmp_path / "a.txt"], settings)
    assert document.text == text
    assert document.title == "Headline – the “Fünf” of Europe"


def test_cyrillic_in_windows_1251_is_read_and_the_language_reported(tmp_path: Path, settings: Settings) -> None:
    text = "Российский фонд прямых инвестиций вложил деньги в новую компанию из Москвы. Об этом сообщило министерство."
    (tmp_path / "a.txt").write_bytes(text.encode("cp1251"))
    document = one([tmp_path / "a.txt"], settings)
    assert document.text == text
    assert document.language == "ru"
    assert document.warnings == ("language: ru; extraction is trained on English",)


def test_the_stored_text_is_the_file_to_the_character(tmp_path: Path, settings: Settings) -> None:
    text = "Line one,\r\nline\u00a0two\x00 and 3.\r\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    assert one([tmp_path / "a.txt"], settings).text == text


def test_html_gives_its_main_text_title_date_and_address(tmp_path: Path, settings: Settings) -> None:
    page = f"""<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html><head><title>Alpha | The Paper</title>
      <link rel="canonical" href="https://paper.example/alpha">
      <script type="application/ld+json">{{"@graph": [{{"datePublished": "2020-03-05T08:00:00+01:00"}}]}}</script>
      <script type="application/ld+json">not JSON</script>
      <style>p {{}}</style></head><body><nav><p>Home</p></nav><header>Top</header>
      <main><article><header><h1>Fund  backs
      Alpha</h1></header><p>{PROSE}</p><p>Second&nbsp;line<br>Third</p><div class="share-buttons">Tweet</div>
      <table><tr><th>Year</th><th>Sum</th></tr><tr><td><p>2020</p></td><td>5</td></tr></table>
      <ul><li>One</li><li>Two</li></ul><p hidden>Secret</p></article></main>
      <footer>Imprint</footer><script>var x</script></body></html>"""
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    document = one([tmp_path / "a.html"], settings)
    assert document.text.split("\n\n") == [
        "Fund backs Alpha", PROSE, "Second\u00a0line", "Third", "Year | Sum", "2020 | 5", "One", "Two",
    ]  # fmt: skip
    assert document.clean.text == document.text.replace("\u00a0", " ")
    assert document.title == "Fund backs Alpha"
    assert document.published == "2020-03-05"
    assert document.key == document.source == "https://paper.example/alpha"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2020-03-05T00:00Z">',
        '<meta name="date" content="5 March 2020">',
        '<meta itemprop="datePublished" content="March 5, 2020">',
    ],
)
def test_dates_of_publication_in_a_page_s_head(head: str, settings: Settings) -> None:
    html = f"<html><head>{head}</head><body><p>{PROSE}</p><time datetime='2024-01-01'>now</time></body></html>"
    (document,) = read_bytes(html.encode(), "a.html", settings=settings)
    assert isinstance(document, Document)
    assert document.published == "2020-03-05"


def test_markdown_gives_text_without_marks_and_its_front_matter(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "a.md").write_text(
        f'---\ntitle: "Alpha\'s year"\ndate: 2020-03-05\nsource: The Paper\n---\n# Heading\n\n{PROSE}\nStill *the '
        "same* [paragraph](x).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- item\n",
        encoding="utf-8",
    )
    document = one([tmp_path / "a.md"], settings)
    assert document.text.split("\n\n") == [
        "Heading", f"{PROSE} Still the same paragraph.", "a | b", "1 | 2", "item",
    ]  # fmt: skip
    assert (document.title, document.published, document.source) == ("Alpha's year", "2020-03-05", "The Paper")
    assert document.key == (tmp_path / "a.md").as_posix(), "a publisher's name is no address"


def test_pdf_paragraphs_are_prose_again(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(f"{PROSE} {PROSE}\n\n{PROSE}", "The second page has text of its own."))
    document = one([tmp_path / "a.pdf"], settings)
    assert document.clean.text.split("\n\n")[:2] == [f"{PROSE} {PROSE}", PROSE]
    start = document.clean.text.index("builds machines")
    assert document.text[slice(*document.clean.to_stored(start, start + 15))].split() == ["builds", "machines"]


def test_word_files_with_tables(tmp_path: Path, settings: Settings) -> None:
    file = docx.Document()
    file.core_properties.title = "Alpha"
    file.add_heading("Heading", 1)
    file.add_paragraph(PROSE)
    table = file.add_table(2, 2)
    for index, text in enumerate(["Year", "Sum", "2020", "5"]):
        table.cell(index // 2, index % 2).text = text
    file.add_paragraph("After the table.")
    file.save(str(tmp_path / "a.docx"))
    document = one([tmp_path / "a.docx"], settings)
    assert document.text.split("\n\n") == ["Heading", PROSE, "Year | Sum", "2020 | 5", "After the table."]
    assert document.title == "Alpha"


def test_json_lines_report_a_bad_line_by_its_number_and_read_the_others(tmp_path: Path, settings: Settings) -> None:
    lines = [
        json.dumps({"text": PROSE, "title": "T", "published": "2020-03", "source": "https://paper.example/1"}),
        "{broken",
        "",
        json.dumps({"title": "no text"}),
        json.dumps({"text": PROSE, "id": "second", "date": "soon"}),
        json.dumps(["no object"]),
        json.dumps({"text": "  "}),
        '{"text": "half a pair \\ud800 of it"}',
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8-sig")
    found = list(read([tmp_path / "a.jsonl"], settings=settings))
    name = (tmp_path / "a.jsonl").as_posix()
    assert [d.key if isinstance(d, Document) else d.name for d in found] == [
        "https://paper.example/1", f"{name}, line 2", f"{name}, line 4", f"{name}#second", f"{name}, line 6",
        f"{name}, line 7", f"{name}#8",
    ]  # fmt: skip
    assert isinstance(found[0], Document)
    assert (found[0].title, found[0].published) == ("T", "2020-03")
    assert isinstance(found[3], Document)
    assert found[3].warnings == ("date of publication 'soon' is not understood; give it as YYYY-MM-DD",)
    assert isinstance(found[6], Document)
    assert "\ufffd" in found[6].text


@pytest.mark.parametrize(
    "head",
    [
        "OSLO, March 5, 2020 (Wire) - The",
        "Oslo, 5 March 2020. The",
        "The Paper, Brief 3/2020, 5 March 2020",
        "2020-03-05",
    ],
)
def test_a_dateline_is_the_date_of_publication(head: str, settings: Settings) -> None:
    assert from_text(f"A headline\n\n{head}\n\n{PROSE}", settings=settings).published == "2020-03-05"


@pytest.mark.parametrize("head", ["The forum in Oslo on 5 March 2020", "Oslo said on 5 March 2020 that it would."])
def test_a_date_of_an_act_is_not_the_date_of_publication(head: str, settings: Settings) -> None:
    assert from_text(f"{head}\n\n{PROSE}", settings=settings).published is None


# -------------------------------------------------------------------------------------------- options, names, order


def test_date_and_source_stand_over_the_file(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "a.txt").write_text(PROSE)
    document = one([tmp_path / "a.txt"], settings, date="2019-05", source="https://paper.example/x")
    assert (document.published, document.key) == ("2019-05", "https://paper.example/x")


@pytest.mark.parametrize("date", ["soon", "2019-13", "2019-02-30", "5 March 2019", "2019-01-01T00:00"])
def test_a_wrong_date_is_refused_before_anything_is_read(date: str, settings: Settings) -> None:
    with pytest.raises(InputError, match=f"--date {date}: .*2019-09-26"):
        read(["missing"], date=date, settings=settings)


def test_one_address_can_not_name_several_documents(tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(InputError, match="one document"):
        read([tmp_path], source="https://paper.example/x", settings=settings)


def test_folders_are_read_in_order_once_without_hidden_files_and_endless_links(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("b.txt", "a/z.TXT", "a/.hidden.txt", ".git/x.txt", "a/notes.xyz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(PROSE)
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    monkeypatch.chdir(tmp_path)
    found = list(read([".", "./a/../b.txt", "a"], settings=settings))
    assert [d.key for d in found if isinstance(d, Document)] == ["b.txt", "a/z.TXT"]
    assert len(found) == 2


def test_standard_input_is_any_format(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for data, text in [
        (PROSE.encode(), PROSE),
        (pdf(PROSE), None),
        (f"<!DOCTYPE html><p>{PROSE}</p>".encode(), PROSE),
        (json.dumps({"text": PROSE}).encode() + b"\n", PROSE),
        (b"{ not JSON but a text", "{ not JSON but a text"),
    ]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        document = one(["-"], settings)
        assert document.path is None
        assert len(document.key) == 64, "named by the hash of its text"
        assert text is None or document.text == text


# ------------------------------------------------------------------------------------------------------ bad input


def _encrypted(data: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt("secret", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 150_000_000)
    return out.getvalue()


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("x", "y")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "reason"),
    [
        ("empty.txt", lambda: b"", "empty"),
        ("empty.pdf", lambda: b"", "empty"),
        ("empty.jsonl", lambda: b"", "empty"),
        ("blank.txt", lambda: b" \n\t\r\n\xef\xbb\xbf ", "no text"),
        ("blank.md", lambda: b"---\ntitle: x\n---\n", "no text"),
        ("blank.html", lambda: b"<html><body><script>x</script></body></html>", "no text"),
        ("comment.html", lambda: b"<!-- -->", "HTML|no text"),
        ("picture.txt", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "PNG"),
        ("noise.txt", lambda: bytes(range(256)) * 40, "binary"),
        ("report.txt", lambda: pdf(PROSE), r"name it \.pdf"),
        ("word.txt", _zip, r"\.docx"),
        ("cut.pdf", lambda: pdf(PROSE * 20)[:700], "truncated"),
        ("secret.pdf", lambda: _encrypted(pdf(PROSE)), "encrypted.*password"),
        ("scan.pdf", lambda: pdf(""), "OCR"),
        ("fake.pdf", lambda: b"hello", "not a PDF"),
        ("broken.pdf", lambda: b"%PDF-1.4\nnonsense\n%%EOF\n", "broken"),
        ("fake.docx", lambda: b"hello", "broken"),
        ("zip.docx", _zip, "not a Word file"),
        ("bomb.docx", _bomb, "far larger"),
        ("notes.xyz", lambda: b"hello", r"\.xyz can't be read.*\.docx"),
        ("notes", lambda: b"hello", "without an ending"),
    ],
)  # fmt: skip
def test_bad_files(name: str, make: Callable[[], bytes], reason: str, tmp_path: Path, settings: Settings) -> None:
    (tmp_path / name).write_bytes(make())
    assert re.search(reason, refused(tmp_path / name, settings))


def test_a_missing_path_and_a_folder_of_nothing_are_errors_and_the_rest_is_read(
    tmp_path: Path, settings: Settings
) -> None:
    (tmp_path / "a.txt").write_text(PROSE)
    (tmp_path / "none").mkdir()
    missing, empty, document = read([tmp_path / "missing", tmp_path / "none", tmp_path / "a.txt"], settings=settings)
    assert isinstance(missing, UnreadableDocument)
    assert "no such file" in missing.reason
    assert isinstance(empty, UnreadableDocument)
    assert "no file in this folder" in empty.reason
    assert isinstance(document, Document)


def test_a_text_beyond_the_limit_is_refused_by_its_size_unopened(tmp_path: Path, settings: Settings) -> None:
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(50_000_000)
    assert "50 MB: longer than 5,000,000 characters" in refused(tmp_path / "big.txt", settings)
    (tmp_path / "long.txt").write_text("word " * 30)
    assert "max_document_chars" in refused(tmp_path / "long.txt", settings.replace(max_document_chars=100))
    with pytest.raises(UnreadableDocument, match="longer than 100"):
        from_text("word " * 30, settings=settings.replace(max_document_chars=100))


def test_a_long_line_of_json_lines_is_refused_and_the_next_is_read(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "x" * 5000}) + "\n" + json.dumps({"text": "short"}) + "\n")
    bad, good = read([tmp_path / "a.jsonl"], settings=settings.replace(max_document_chars=100))
    assert isinstance(bad, UnreadableDocument)
    assert isinstance(good, Document)


def test_permission_errors_of_the_system_become_advice(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(PROSE)

    def deny(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", deny)
    assert "permissions" in refused(tmp_path / "a.txt", settings)


def test_something_that_is_neither_file_nor_folder(tmp_path: Path, settings: Settings) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "neither" in refused(tmp_path / "pipe.txt", settings)


def test_deeply_nested_markup_is_read_or_refused_but_never_cut(settings: Settings) -> None:
    html = "<div>" * 1000 + PROSE + "</div>" * 1000
    (document,) = read_bytes(html.encode(), "a.html", settings=settings)
    assert isinstance(document, Document)
    assert PROSE in document.text
    (error,) = read_bytes(("<div>" * 5000 + PROSE).encode(), "a.html", settings=settings)
    assert isinstance(error, UnreadableDocument)
    assert "too deeply" in error.reason


def test_one_character_is_a_document(settings: Settings) -> None:
    document = from_text("x", settings=settings)
    assert (document.text, document.clean.text, document.language) == ("x", "x", None)
