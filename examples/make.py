"""Makes the examples in Word and PDF from the texts below: `python examples/make.py` (needs the `dev` extra).

The files are committed; this script says what is in them and makes them anew, the same byte for byte.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from fpdf import FPDF

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Text:
    """One document: `header` and `footer` stand on every page, `#` begins a heading, `-` an item of a list."""

    name: str
    title: str
    published: datetime
    author: str
    body: str
    header: str = ""
    footer: str = ""
    columns: int = 1
    points: int = 11

    @property
    def paragraphs(self) -> list[str]:
        """The blocks of the body, each on one line."""
        return [" ".join(block.split()) for block in self.body.strip().split("\n\n")]


WORD = (
    Text(
        "ntechlab-round.docx",
        "RDIF and Mubadala invest in NtechLab",
        datetime(2020, 9, 22, tzinfo=UTC),
        "Moscow Venture Review",
        """
        # RDIF and Mubadala invest in NtechLab

        Moscow Venture Review, 22 September 2020

        The Russian Direct Investment Fund (RDIF) and Mubadala Investment Company, a sovereign investor of Abu Dhabi,
        have invested more than one billion roubles in NtechLab. NtechLab is a Russian start-up that develops software
        for facial recognition.

        The start-up will spend the money on new products and on markets in the Middle East, South-East Asia and Latin
        America. Rostec, a state corporation, already holds a stake in NtechLab.

        # A camera with a Chinese partner

        NtechLab has looked to China before. In May 2019 NtechLab and Dahua Technology, a Chinese manufacturer of video
        surveillance, jointly presented a camera that an officer wears on the chest and that recognises faces.

        # What is not in the deal

        No Chinese money came in with this round. The company had spoken of an investor from Shenzhen in the spring, but
        the talks came to nothing.
        """,
    ),
    Text(
        "hanoi-research.docx",
        "Korean research finds a home in Hanoi",
        datetime(2023, 1, 18, tzinfo=UTC),
        "Mekong Tech Letter",
        """
        # Korean research finds a home in Hanoi

        Mekong Tech Letter, 18 January 2023

        South Korea and Vietnam marked thirty years of relations with buildings. Samsung Electronics opened a research
        and development centre in Hanoi in December 2022. The South Korean company invested $220 million in the centre,
        which works on artificial intelligence, big data and the internet of things. More than 2,000 engineers have
        desks there.

        West of the city, in the Hoa Lac Hi-Tech Park, stands the Vietnam-Korea Institute of Science and Technology. The
        Korea Institute of Science and Technology helped to plan it, and South Korea gave a grant of $35 million. The
        institute is part of the Ministry of Science and Technology of Vietnam.

        # Next steps

        - A second phase of the institute is planned. South Korea intends to give a further $30 million.

        - The two governments hope to send a hundred Vietnamese doctoral students to Seoul each year. An agreement has
        not been signed.
        """,
    ),
)

PDF = (
    Text(
        "investing-in-innovation-2019.pdf",
        "Fourth Russian-Chinese Forum Investing in Innovation",
        datetime(2019, 9, 27, tzinfo=UTC),
        "Forum press centre",
        """
        # Investors from two countries meet in Moscow

        Moscow, 27 September 2019. More than three hundred guests came to the 4th Russian-Chinese Forum "Investing in
        Innovation", which took place in Moscow on 26 September 2019. Artificial intelligence had a track of its own.

        Russian Venture Company (RVC) and the China Torch Eurasian Cooperation Union organised the forum. The Ministry
        of Economic Development of Russia and the Ministry of Science and Technology of China supported it. Shenzhen
        Capital Group, Leader CJSC and the China Aviation Industrial Fund took part.

        Alexander Povalko, General Director of RVC, opened the forum. "Innovation stays one of the strongest sides of
        this partnership," he said. Alexei Basov, Investment Director of RVC, explained to the Chinese guests how the
        Russian market for venture capital works.

        Peng Zhen, General Director of Chuanfeng Investment Management Company, spoke about start-ups on both banks of
        the Amur. His company was created in 2012 near the Russian border. Igor Pivovarov of the Moscow Institute of
        Physics and Technology described the state of artificial intelligence in Russia.

        Shao Yuanchen, director at the Shenzhen Stock Exchange, invited high-technology companies from Russia to list in
        China. So far none has done so.

        The forum has been held every year since 2016. The previous one met in Harbin in June 2018.
        """,
        header="Forum press centre",
        footer="For immediate release",
        points=16,
    ),
    Text(
        "innovation-parks.pdf",
        "Bricks for a partnership: Sino-Russian innovation parks",
        datetime(2019, 11, 5, tzinfo=UTC),
        "Northern Policy Forum",
        """
        # Bricks for a partnership

        Northern Policy Forum, Policy Brief 7/2019, 5 November 2019

        Parks are the part of the Sino-Russian partnership that a visitor can walk through. The oldest of them is the
        Changchun Sino-Russian Science and Technology Park. The Jilin Provincial Government and the Chinese Academy of
        Sciences founded the park in 2006. They worked with the Siberian Branch of the Russian Academy of Sciences.

        Ten years later a second wave began. The China-Russia Innovation Park in Shaanxi was started in June 2016 with
        the support of the Shaanxi Provincial Government and the Russian Direct Investment Fund. It was completed in
        2018 and takes companies in information technology, biomedicine and artificial intelligence. The China-Russia
        Silk Road Innovation Park was established in the same month in the Xixian New District.

        # Still on paper

        In December 2017 parks of the two countries agreed to build a Sino-Russian high-tech centre at Skolkovo. The
        Skolkovo Foundation is to provide the land. Tus-Holdings and the Russia-China Investment Fund will finance the
        centre. Construction had not begun when this brief went to press.

        A Russian innovation centre in Shenzhen is planned too. It belongs to the programme "Two Countries, Four
        Cities", which joins Moscow, Yekaterinburg, Harbin and Shenzhen.

        # Harbin

        In October 2018 GEMMA, an organisation for economic cooperation that is registered in Russia, and the Harbin
        Ministry of Science and Technology opened a centre of cooperation in Harbin. Nineteen companies are resident in
        it.
        """,
        header="Northern Policy Forum | Policy Brief 7/2019",
        footer="The views are the author's own.",
        columns=2,
    ),
    Text(
        "olkaria-data-centre.pdf",
        "Data centre at Olkaria: letter of intent",
        datetime(2024, 5, 23, tzinfo=UTC),
        "Rift Valley Business Daily",
        """
        # Geothermal steam for a billion-dollar data centre

        Rift Valley Business Daily, 23 May 2024

        NAIROBI - G42, a technology company from Abu Dhabi, and Microsoft plan to invest $1 billion in digital
        infrastructure in Kenya. The first piece is a data centre at Olkaria that runs on geothermal power. G42 will
        build it together with its partners.

        Microsoft, G42 and the Ministry of Information, Communications and the Digital Economy of Kenya signed a letter
        of intent on Wednesday. The three also want to open an innovation laboratory in East Africa and to train models
        in Swahili and English.

        The data centre is expected to work within two years of the final contracts. None has been signed so far.

        # Trade

        Kenya and the United Arab Emirates are also negotiating a Comprehensive Economic Partnership Agreement. It would
        be the first of the United Arab Emirates with a country on the African mainland. The Kenyan side hopes to sign
        it within a year.
        """,
        footer="Rift Valley Business Daily | Nairobi",
    ),
)


def word(text: Text, path: Path) -> None:
    """Writes one Word document."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author = text.title, text.author
    properties.created = properties.modified = text.published
    for paragraph in text.paragraphs:
        if paragraph.startswith("# "):
            document.add_heading(paragraph[2:], level=1)
        elif paragraph.startswith("- "):
            document.add_paragraph(paragraph[2:], style="List Bullet")
        else:
            document.add_paragraph(paragraph)
    document.save(str(path))
    _without_time(path)


def _without_time(path: Path) -> None:
    """Zip entries carry the time of writing; a fixed one keeps the file the same."""
    with zipfile.ZipFile(path) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)


class _Pages(FPDF):
    """Pages with furniture: a line above, a line with the page's number below."""

    def __init__(self, text: Text) -> None:
        super().__init__(format=(148, 210))  # A5, mm
        self.furniture = text
        self.set_title(text.title)
        self.set_author(text.author)
        self.set_creation_date(text.published)

    def header(self) -> None:
        if self.furniture.header:
            self.set_font("Helvetica", size=8)
            self.cell(0, 8, self.furniture.header, align="R", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Helvetica", size=8)
        self.cell(0, 8, f"{self.furniture.footer} | {self.page_no()}", align="C")


def pdf(text: Text, path: Path) -> None:
    """Writes one PDF, in one column or two."""
    pages = _Pages(text)
    pages.add_page()
    pages.set_font("Times", size=text.points)
    with pages.text_columns(ncols=text.columns, gutter=8, text_align="J" if text.columns > 1 else "L") as columns:
        for paragraph in text.paragraphs:
            heading = paragraph.startswith("# ")
            pages.set_font(*(("Helvetica", "B") if heading else ("Times", "")), text.points)
            with columns.paragraph(bottom_margin=3) as block:
                block.write(paragraph.removeprefix("# "))
    pages.output(str(path))


def main(folder: Path = FOLDER) -> None:
    """Writes all files into `folder`."""
    for text in WORD:
        word(text, folder / text.name)
    for text in PDF:
        pdf(text, folder / text.name)


if __name__ == "__main__":
    main()
