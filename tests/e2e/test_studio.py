"""From a wish to something that can be met, in a real browser: made from tables, edited, published, voted for.

The voice here says nothing that could be used, so the realm's own tables word everything; how drafts are told is tested
in `tests/domain/making` and `frontend/test`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import AXE, Open, World
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WRITTEN_WITHIN_MS = 60_000


@pytest.fixture(autouse=True)
def quick_babble(world: World) -> Iterator[None]:
    """The voice babbles three times before the tables are asked: let it be over soon."""
    before, world.voice.word_s = world.voice.word_s, 0.0
    yield
    world.voice.word_s = before


def make(page: Page, world: World, kind: str, wish: str = "") -> None:
    """Wish for something, and wait until it is there."""
    page.goto(f"{world.url}/make")
    page.get_by_text(kind, exact=True).click()
    page.get_by_label("Your wish").fill(wish)
    page.get_by_role("button", name="Make it" if wish else "Surprise me").click()
    page.wait_for_url(re.compile("/draft/"))
    expect(page.get_by_role("button", name="Publish")).to_be_visible(timeout=WRITTEN_WITHIN_MS)
    expect(page.get_by_text("own tables: no model could")).to_be_visible()


def rename(page: Page, name: str) -> None:
    """Edit the name where it stands."""
    page.get_by_role("button", name="Edit Name").click()
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("h1")).to_have_text(name)
    expect(page.get_by_role("button", name="Edit Name")).to_be_focused()


def publish(page: Page, name: str) -> None:
    """Let it into the realm, and see it on its page."""
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url(re.compile("/(creation|npc)/"))
    expect(page.get_by_role("img", name=re.compile(f"(Picture|Portrait) of {re.escape(name)}"))).to_be_visible()
    expect(page.locator("h1")).to_have_text(name)


def sign(page: Page, world: World, handle: str) -> None:
    """Walk in and sign a name."""
    page.goto(f"{world.url}/me")
    page.get_by_role("button", name="Walk in").click()
    page.get_by_label("Name", exact=True).fill(handle)
    page.get_by_label("Password").fill("a long enough secret")
    page.get_by_role("button", name="Keep it all").click()
    page.get_by_role("button", name="I have kept them").click()
    expect(page.locator("h1")).to_have_text(handle)


def test_an_item_from_a_wish_is_edited_published_and_voted_for(world: World, visitor: Open) -> None:
    maker, guest, voter = visitor(), visitor(), visitor()
    sign(maker, world, "wick-of-the-wall")
    make(maker, world, "Item", "a lantern that remembers faces")
    rename(maker, "The Lantern of Faces")
    expect(maker.get_by_text("Changed by you.")).to_be_visible()
    publish(maker, "The Lantern of Faces")
    expect(maker.locator(".facts")).to_contain_text("tables")
    expect(maker.locator(".tally")).to_contain_text("One does not vote")
    expect(maker.get_by_role("button", name="Vote for")).to_have_count(0)

    guest.goto(maker.url)
    vote = guest.get_by_role("button", name="Vote for The Lantern of Faces")
    vote.click()
    expect(vote).to_have_attribute("aria-pressed", "true")
    expect(guest.locator(".receipt")).to_contain_text("vote brings nobody echoes")

    sign(voter, world, "tam-of-the-gate")
    voter.goto(maker.url)
    vote = voter.get_by_role("button", name="Vote for The Lantern of Faces")
    vote.click()
    expect(voter.locator(".receipt")).to_contain_text("This gave 100 to wick-of-the-wall.")
    expect(vote).to_contain_text("2")
    voter.reload()
    expect(voter.locator(".receipt")).to_contain_text("This gave 100 to wick-of-the-wall.")
    voter.get_by_role("button", name="Take it back").click()
    expect(voter.locator(".receipt")).to_contain_text("Taken back, and with it 100 echoes.")
    expect(vote).to_have_attribute("aria-pressed", "false")


def test_somebody_made_from_nothing_can_be_met_and_taken_along(world: World, visitor: Open, tmp_path: Path) -> None:
    page = visitor()
    make(page, world, "Somebody")
    rename(page, "Tamsin Bellweather")
    page.get_by_role("button", name="Edit Keeps to itself").click()
    page.get_by_role("textbox", name="Keeps to itself").fill("She counts the ninth stroke aloud.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-field=secret] .voice")).to_have_text("She counts the ninth stroke aloud.")
    publish(page, "Tamsin Bellweather")

    page.get_by_role("button", name="Card: Take Tamsin Bellweather along").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="JSON").click()
    card = tmp_path / coming.value.suggested_filename
    coming.value.save_as(card)
    told = json.loads(card.read_text())
    assert told["data"]["name"] == "Tamsin Bellweather"
    assert "ninth stroke" not in card.read_text()

    page.goto(f"{world.url}/make")
    page.locator("input[type=file]").set_input_files(card)
    expect(page.get_by_text("Tamsin Bellweather came in.")).to_be_visible()
    expect(page.locator(".remarks")).to_contain_text("Tamsin Bellweather")
    page.get_by_role("button", name="Meet").click()
    page.wait_for_url(re.compile("/room/"))
    expect(page.get_by_label("Say something")).to_be_visible()


def test_a_field_anew_is_another_take_and_the_earlier_one_is_kept(world: World, visitor: Open) -> None:
    page = visitor()
    make(page, world, "Item")
    name, text = page.locator("h1"), page.locator("[data-field=text] .voice")
    before, called = text.inner_text(), name.inner_text()
    page.get_by_role("button", name="Write What is told of it anew").click()
    expect(page.get_by_role("group", name="Take 2 of 2")).to_be_visible(timeout=WRITTEN_WITHIN_MS)
    expect(name).to_have_text(called)
    page.get_by_role("button", name="Earlier take").click()
    expect(page.get_by_role("group", name="Take 1 of 2")).to_be_visible()
    expect(text).to_have_text(before)


def test_what_cannot_be_is_said_beside_the_field_and_lost_it_is_not(world: World, visitor: Open) -> None:
    page = visitor()
    make(page, world, "Lore")
    page.get_by_role("button", name="Edit Words that bring it to mind").click()
    page.get_by_role("textbox", name="Words that bring it to mind").fill("the")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("choose words that say what this is about")
    expect(page.get_by_role("textbox", name="Words that bring it to mind")).to_have_value("the")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Edit Words that bring it to mind")).to_be_focused()


def test_an_unfinished_draft_is_gone_on_with_or_thrown_away(world: World, visitor: Open) -> None:
    page = visitor()
    make(page, world, "Place", "a mill that grinds fog")
    name = page.locator("h1").inner_text()
    page.goto(f"{world.url}/me")
    page.get_by_role("link", name=name).click()
    expect(page.locator("h1")).to_have_text(name)
    page.get_by_role("button", name="Throw away").click()
    page.get_by_role("button", name="Throw it away").click()
    page.wait_for_url(f"{world.url}/make")
    expect(page.get_by_role("heading", name="Unfinished")).to_have_count(0)


def test_a_stopped_draft_gives_the_wish_back(world: World, visitor: Open) -> None:
    page = visitor()
    world.voice.word_s = 0.5
    page.goto(f"{world.url}/make?kind=QUEST")
    page.get_by_label("Your wish").fill("someone took the only oar")
    page.get_by_role("button", name="Make it").click()
    page.get_by_role("button", name="Stop").click()
    page.wait_for_url(f"{world.url}/make?kind=QUEST")
    expect(page.get_by_label("Your wish")).to_have_value("someone took the only oar")
    expect(page.get_by_role("radio", name="Quest")).to_be_checked()


def test_a_file_that_is_no_card_is_told_in_plain_words(world: World, visitor: Open) -> None:
    page = visitor()
    page.goto(f"{world.url}/make")
    page.locator("input[type=file]").set_input_files(
        {"name": "notes.png", "mimeType": "image/png", "buffer": b"not a card"}
    )
    expect(page.get_by_role("alert")).to_contain_text("This is no character card")
    expect(page.get_by_role("button", name="Choose a file")).to_be_visible()


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing_in_the_studio(world: World, visitor: Open, scheme: str) -> None:
    page = visitor(color_scheme=scheme)
    script = AXE.read_text()
    found: dict[str, list[Any]] = {}

    def audit(name: str) -> None:
        page.evaluate(script)
        report = page.evaluate("tags => axe.run(document, { runOnly: tags })", AXE_TAGS)
        if report["violations"]:
            found[name] = [(one["id"], [node["target"] for node in one["nodes"]][:4]) for one in report["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[f"{name}: wider than the screen"] = []

    page.goto(f"{world.url}/make")
    page.get_by_role("heading", name="Make something").wait_for()
    audit("make")
    make(page, world, "Quest")
    audit("draft")
    page.get_by_role("button", name="Edit Choices").click()
    audit("editing")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Throw away").click()
    audit("throw away")
    page.get_by_role("button", name="Keep it").click()
    publish(page, page.locator("h1").inner_text())
    audit("creation")
    page.goto(f"{world.url}/npcs")
    page.locator(".people a").last.click()
    page.get_by_role("button", name="Vote for").click()
    expect(page.locator(".receipt p")).to_be_visible()
    audit("vote")
    page.get_by_role("button", name="Card").click()
    audit("card")
    assert found == {}
