from __future__ import annotations

from pathlib import Path

import pytest

from entente import settings
from entente.errors import InputError
from entente.settings import SETTINGS


def load(home: Path, **environ: str) -> settings.Settings:
    return settings.load({"ENTENTE_HOME": str(home), **environ})


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("max_rows = 7\nmax_hops = 3\n", encoding="utf-8")
    read = load(tmp_path, ENTENTE_MAX_HOPS="5")
    assert (read.max_rows, read.max_hops, read.max_paths) == (7, 5, 25)


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"ENTENTE_MAX_ROWS": "many"}, "ENTENTE_MAX_ROWS: 'many' is not a whole number"),
        ({"ENTENTE_QUERY_TIMEOUT_S": "soon"}, "is not a number"),
        ({"ENTENTE_MAXROWS": "7"}, "ENTENTE_MAXROWS: no such setting"),
    ],
)
def test_a_wrong_variable_is_named(tmp_path: Path, environ: dict[str, str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        load(tmp_path, **environ)


@pytest.mark.parametrize(
    ("content", "said"),
    [("max_rows = 7.5", "max_rows: 7.5 is not a whole number"), ("rows = 7", "called 'rows'"), ("rows", "not TOML")],
)
def test_a_wrong_file_is_named(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "config.toml").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=said) as caught:
        load(tmp_path)
    assert "config.toml" in str(caught.value)


def test_a_replaced_value_is_checked_like_any_other(tmp_path: Path) -> None:
    read = load(tmp_path)
    assert read.replace(max_rows=3).max_rows == 3
    with pytest.raises(AttributeError):
        read.replace(rows=3)
    with pytest.raises(InputError):
        read.replace(max_rows="three")


def test_names_are_unique_and_every_setting_says_what_it_means() -> None:
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)
    assert all(setting.help for setting in SETTINGS)
