"""Kill -9 of the server and of the model in the middle of a reply, on a real realm."""

from __future__ import annotations

from pathlib import Path

from benchmarks.kill import kill_model, kill_server
from benchmarks.people import contiguous


async def test_a_server_killed_mid_reply_loses_nothing(folder: Path) -> None:
    killed = await kill_server(folder)

    # The turn that was being written ended in the second process, with its text.
    assert killed.before[-1]["__typename"] == "TurnOpened"
    assert killed.end["__typename"] == "TurnClosed"
    assert killed.end["turn"]["text"][:10] == killed.text_before[:10]
    # No event is missing, none came twice, and what was there before is still what it was.
    assert contiguous(killed.after)
    kinds = [event["__typename"] for event in killed.after]
    assert kinds == ["PlayerEntered", "PlayerSpoke", "TurnOpened", "TurnClosed"]
    assert [event["seq"] for event in killed.watcher.seen] == [event["seq"] for event in killed.after[1:]]
    assert killed.watcher.breaches == []
    assert killed.watcher.connections == 2
    assert "Traceback" not in killed.printed


async def test_a_model_killed_mid_reply_is_a_pause(folder: Path) -> None:
    killed = await kill_model(folder)

    assert (killed.end["__typename"], killed.end["turn"]["source"]) == ("TurnClosed", "MODEL")
    assert killed.end["turn"]["text"].startswith(killed.text_before)
    assert len(killed.pauses_s) == 2
    assert (killed.again["turn"]["state"], killed.again["turn"]["source"]) == ("CLOSED", "MODEL")
    assert killed.watcher.breaches == []
    assert "Traceback" not in killed.printed
