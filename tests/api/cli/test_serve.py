from __future__ import annotations

import signal
import subprocess
import sys

import httpx
import pytest

from entente.api import cli


@pytest.mark.slow
@pytest.mark.usefixtures("home")
def test_it_says_where_it_is_answers_and_ends_with_ctrl_c() -> None:
    command = [sys.executable, "-c", "from entente.api.cli import main; main()", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as serving:
        try:
            assert serving.stdout is not None
            greeting = serving.stdout.readline()
            assert "http://127.0.0.1:" in greeting
            address = next(word for word in greeting.split() if word.startswith("http"))
            with httpx.Client(trust_env=False, timeout=60) as client:
                assert client.get(f"{address}v1/health").status_code == 200
            serving.send_signal(signal.SIGINT)
            _, said = serving.communicate(timeout=60)
        finally:
            serving.kill()
    assert serving.returncode == 0
    assert "Traceback" not in said


def test_a_taken_port_and_an_open_address_are_refused(home: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["serve", "--host", "0.0.0.0"]) == 2
    assert "ENTENTE_KEYS" in capsys.readouterr().err
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert cli.run(["serve", "--port", str(taken.getsockname()[1])]) == 2
    assert "--port" in capsys.readouterr().err
