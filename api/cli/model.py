"""Commands about the extraction model: how good it is, and making another."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from entente.api.cli import output, session
from entente.api.cli.options import Json
from entente.errors import InputError

if TYPE_CHECKING:
    from entente.errors import UnreadableDocument
    from entente.extract.evaluate import Report
    from entente.interchange import Extraction

Folder = Annotated[Path, typer.Argument(help="Folder of annotated texts: gold/*.json and docs/*.txt.")]
Corpora = Annotated[Path | None, typer.Option("--corpora", help="Open name corpora to warm the encoder up on.")]
Folders = Annotated[list[Path], typer.Argument(help="Folders of annotated texts: gold/*.json and docs/*.txt.")]
Epochs = Annotated[int, typer.Option("--epochs", min=1, help="Passes over the texts.")]
Seed = Annotated[int, typer.Option("--seed", help="Of all randomness.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("evaluate")(evaluate)
    app.command("train")(train)
    app.command("cross-validate")(cross_validate)


def evaluate(
    folder: Folder,
    texts: Annotated[Path | None, typer.Option("--texts", help="Folder of the texts, if another.")] = None,
    resolution: Annotated[
        bool, typer.Option("--resolution", help="Figures of entity resolution, not of extraction.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Figures of the pipeline on annotated texts. They are honest only for texts that it was not trained on."""
    if resolution:
        _evaluate_resolution(folder, as_json=as_json)
        return
    from entente.extract.evaluate import evaluate as measure
    from entente.extract.pipeline import load

    _show(measure(folder, load(session.settings()), texts=texts), as_json=as_json)


def _evaluate_resolution(folder: Path, *, as_json: bool) -> None:
    from entente.graph.model import to_json
    from entente.graph.resolve.evaluate import evaluate as measure

    report = measure(list(_annotations(folder)))
    if as_json:
        output.print_json(to_json(report))
    else:
        output.say(str(report))


def _annotations(folder: Path) -> Iterable[Extraction]:
    from entente.interchange import load

    files = sorted((folder / "gold").glob("*.json")) or sorted(folder.glob("*.json"))
    if not files:
        raise InputError(f"{folder}: no annotations there; they are looked for as gold/*.json")
    for file in files:
        yield from load(file)


def train(
    folders: Folders,
    out: Annotated[Path, typer.Option("--out", help="Folder to write the pipeline to; ENTENTE_MODEL names it then.")],
    corpora: Corpora = None,
    epochs: Epochs = 12,
    seed: Seed = 1,
    fold: Annotated[int | None, typer.Option("--fold", min=0, max=8, help="Which ninth of the texts is held out.")] = 0,
    everything: Annotated[bool, typer.Option("--all", help="Hold nothing out; needs --calibration.")] = False,
    calibration: Annotated[
        Path | None, typer.Option("--calibration", help="Pipeline to take the confidence over from.")
    ] = None,
    work: Annotated[Path | None, typer.Option("--work", help="Where an interrupted run goes on from.")] = None,
    start: Annotated[
        Path | None,
        typer.Option("--start", exists=True, dir_okay=False, help="network.pt in an earlier run's work folder."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Train a pipeline on annotated texts (needs the extra `train`) and give its figures on those held out."""
    from entente.extract.train import train as run

    report = run(
        folders,
        out,
        corpora=corpora,
        epochs=epochs,
        seed=seed,
        fold=None if everything else fold,
        calibration=calibration,
        work=work,
        start=start,
    )
    if report is None:
        output.say(f"trained on all texts: {out}")
    else:
        _show(report, as_json=as_json)


def cross_validate(
    folders: Folders,
    work: Annotated[Path, typer.Option("--work", help="Folder to keep the runs in; finished ones are not repeated.")],
    folds: Annotated[int, typer.Option("--folds", min=1, max=9, help="How many of the nine.")] = 9,
    corpora: Corpora = None,
    epochs: Epochs = 12,
    seed: Seed = 1,
    as_json: Json = False,
) -> None:
    """Train once for each ninth of the texts held out, and give the figures of all of them together."""
    from entente.extract.train import cross_validate as run

    _show(run(folders, work, folds=folds, corpora=corpora, epochs=epochs, seed=seed), as_json=as_json)


def _show(report: Report, *, as_json: bool) -> None:
    if as_json:
        output.print_json(report.to_dict())
    else:
        for line in report.lines():
            output.say(line)
    _tell(report.failed)
    if report.failed:
        raise typer.Exit(report.failed[0].exit_code)


def _tell(failed: Iterable[UnreadableDocument]) -> None:
    for failure in failed:
        output.note(f"entente: {failure}")
