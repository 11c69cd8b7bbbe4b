"""What a player meets, in a real browser against a real realm."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from browsing import AXE, DIST, ROOT, Open, Watch, World
from playwright.sync_api import Locator, Page, WebSocketRoute, expect
from slow_voice import TALE

pytestmark = pytest.mark.browser

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def walk_in(page: Page, world: World) -> None:
    """From the first screen into a room, in one tap."""
    page.goto(world.url)
    page.locator(".doors li").first.wait_for()
    page.get_by_role("button", name="Walk in").click()
    page.wait_for_url(re.compile("/room/"))
    page.get_by_label("Say something").wait_for()


def next_answer(page: Page) -> Locator:
    """The reply that will be the next to begin in this room."""
    answers = page.locator(".npc[data-turn]")
    return answers.nth(answers.count())


def say(page: Page, text: str) -> Locator:
    """Write a line and send it; gives the reply it calls for."""
    answer = next_answer(page)
    page.get_by_label("Say something").fill(text)
    page.get_by_label("Say something").press("Enter")
    return answer


def words(answer: Locator) -> str:
    """What a reply says by now."""
    return answer.locator("> p").inner_text()


def finish(answer: Locator) -> str:
    """Wait for a reply's end; gives its words."""
    expect(answer).to_have_attribute("data-state", "CLOSED", timeout=20_000)
    return words(answer)


def stop(page: Page) -> None:
    """Stop the newest reply, so that the next to come finds the room silent."""
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("button", name="Stop")).to_have_count(0)


def test_walk_in_speak_and_watch_the_reply_being_written(world: World, visitor: Open) -> None:
    page = visitor()
    walk_in(page, world)

    answer = say(page, "Who rings it?")
    expect(page.locator(".you").last).to_contain_text("Who rings it?")

    lengths = []
    for _ in range(6):
        page.wait_for_timeout(400)
        lengths.append(len(words(answer)) if answer.count() else 0)
    assert lengths == sorted(lengths)
    assert len(set(lengths)) >= 3, "the words came at once"
    assert finish(answer).endswith(TALE)
    expect(page.locator("p[role=status]")).to_contain_text("said: Take")


def test_the_first_sign_of_being_heard_comes_within_100_ms(world: World, visitor: Open) -> None:
    page = visitor()
    walk_in(page, world)
    page.get_by_label("Say something").fill("Are you listening?")
    waited_ms = page.evaluate(
        """() => new Promise(done => {
          const started = performance.now()
          const look = () => [...document.querySelectorAll('.npc .wait')].some(sign => sign.checkVisibility())
            ? done(performance.now() - started) : setTimeout(look, 2)
          document.querySelector('.composer form').requestSubmit()
          look()
        })"""
    )
    assert waited_ms < 100
    stop(page)


def test_a_stopped_reply_keeps_its_words_and_again_adds_a_take(world: World, visitor: Open) -> None:
    page = visitor()
    walk_in(page, world)
    line = say(page, "Tell me everything.")
    expect(line).to_contain_text("rung")

    page.keyboard.press("Escape")
    expect(line).to_have_attribute("data-state", "STOPPED")
    expect(line).to_contain_text("cut short")
    stopped = words(line)
    assert "rung" in stopped
    assert not stopped.endswith(TALE)

    page.get_by_role("button", name="Again").click()
    expect(line).to_have_attribute("data-state", "WRITING")
    expect(line).to_contain_text("2/2")
    whole = finish(line)
    assert whole.endswith(TALE)

    asked = world.voice.asked
    page.get_by_role("button", name="Earlier answer").last.click()
    expect(line).to_contain_text("1/2")
    expect(line.locator("> p")).to_have_text(stopped)
    page.get_by_role("button", name="Later answer").last.click()
    expect(line).to_contain_text("2/2")
    expect(line.locator("> p")).to_have_text(whole)
    assert world.voice.asked == asked, "paging through takes asked for a new one"


def test_somebody_else_sees_the_same_reply_being_written(world: World, visitor: Open) -> None:
    speaker, listener = visitor(), visitor()
    walk_in(speaker, world)
    walk_in(listener, world)
    assert speaker.url == listener.url

    overheard = next_answer(listener)
    answer = say(speaker, "Can we both hear you?")
    expect(listener.locator(".folk").last).to_contain_text("Can we both hear you?")
    expect(overheard).to_contain_text("bell")
    assert not words(overheard).endswith(TALE), "it was not live"
    assert finish(answer) == finish(overheard)


def test_who_waits_behind_another_sees_for_how_many(world: World, visitor: Open) -> None:
    first, second = visitor(), visitor()
    walk_in(first, world)
    walk_in(second, world)
    answer, heard = next_answer(first), next_answer(second)
    say(first, "Me first.")
    expect(answer).to_have_attribute("data-state", "WRITING")
    say(second, "And then me.")
    expect(second.get_by_text("answers after 1 other")).to_be_visible()
    expect(heard).to_have_attribute("data-state", "WRITING")
    stop(first)
    expect(second.locator(".npc[data-turn]").last).to_have_attribute("data-state", "WRITING")
    stop(second)


def test_reload_in_the_middle_of_a_reply_loses_nothing(world: World, visitor: Open) -> None:
    page = visitor()
    walk_in(page, world)
    answer = say(page, "Begin again.")
    expect(answer).to_contain_text("rung")
    turn = answer.get_attribute("data-turn")

    page.reload()
    answer = page.locator(f'.npc[data-turn="{turn}"]')
    expect(answer).to_contain_text("rung")
    expect(page.locator(".you").last).to_contain_text("Begin again.")
    assert finish(answer).endswith(TALE)
    turns = page.locator(".npc[data-turn]").evaluate_all("lines => lines.map(line => line.dataset.turn)")
    assert len(turns) == len(set(turns))


def test_a_lost_line_in_the_middle_of_a_reply_loses_nothing(world: World, visitor: Open) -> None:
    page = visitor()
    lines: list[WebSocketRoute] = []

    def through(socket: WebSocketRoute) -> None:
        lines.append(socket)
        socket.connect_to_server()

    page.route_web_socket("**/graphql", through)
    walk_in(page, world)
    answer = say(page, "Hold the line.")
    expect(answer).to_contain_text("bell")

    lines[-1].close(code=1012, reason="the wind took it")
    expect(page.get_by_text("The line to the realm is down")).to_be_visible()
    assert finish(answer).endswith(TALE)
    assert len(lines) == 2
    expect(page.get_by_text("The line to the realm is down")).to_be_hidden()
    expect(page.locator(".you", has_text="Hold the line.")).to_have_count(1)


def test_what_could_not_be_said_comes_back_to_the_composer(world: World, visitor: Open) -> None:
    page = visitor()
    walk_in(page, world)
    page.route("**/graphql", lambda route: route.fulfill(status=200, json=REFUSED))
    say(page, "Do not lose me.")
    expect(page.locator(".composer [role=alert]")).to_contain_text("Too many of your lines wait.")
    expect(page.get_by_label("Say something")).to_have_value("Do not lose me.")
    expect(page.locator(".you", has_text="Do not lose me.")).to_have_count(0)


REFUSED = {
    "data": {"speak": {"__typename": "RateLimited", "code": "RATE_LIMITED", "message": "Too many of your lines wait."}}
}


def test_exits_lead_to_the_neighbours(world: World, visitor: Open) -> None:
    page = visitor()
    walk_in(page, world)
    room, was = page.locator("h1").inner_text(), page.url
    page.get_by_role("button", name="Who is here").click()
    page.locator("dialog .ways button").first.click()
    page.wait_for_function("was => location.href !== was", arg=was)
    expect(page.locator("h1")).not_to_have_text(room)
    expect(page.get_by_label("Say something")).to_be_visible()


def open_npc(page: Page, world: World, name: str) -> None:
    """Find a character by name, and open its page."""
    page.goto(f"{world.url}/npcs")
    page.get_by_label("Find someone").fill(name)
    page.wait_for_url(re.compile(r"\?q="))
    page.locator(".people a", has_text=name).first.click()
    expect(page.locator("h1")).to_have_text(name)


def test_remix_in_one_tap_and_the_family_is_drawn(world: World, visitor: Open) -> None:
    page = visitor()
    for _ in range(2):
        open_npc(page, world, "Maren, Unsunk")
        was = page.url
        page.get_by_role("button", name="Remix", exact=True).click()
        page.wait_for_function("was => location.href !== was", arg=was)
    here = page.locator(".loom a[aria-current=page]")
    expect(here).to_have_attribute("aria-label", re.compile("from Maren, Unsunk"))

    expect(page.locator(".loom a").nth(4)).to_be_visible()

    boxes = page.locator(".loom a").evaluate_all(
        """links => links.map(link => {
          const seal = link.querySelector('svg').getBoundingClientRect()
          const label = link.getAttribute('aria-label')
          return {
            label, generation: +/generation (\\d+)/.exec(label)[1],
            x: seal.x, y: seal.y, width: seal.width, height: seal.height,
          }
        })"""
    )
    assert len(boxes) >= 5
    assert_apart(boxes)
    by_generation = sorted(boxes, key=lambda box: box["generation"])
    for elder, younger in pairwise(by_generation):
        if younger["generation"] > elder["generation"]:
            assert younger["y"] > elder["y"] + elder["height"]
    threads = page.locator(".loom .thread").evaluate_all("paths => paths.map(path => path.getTotalLength())")
    assert len(threads) >= len(boxes) - 1
    assert min(threads) > 20


def assert_apart(boxes: list[dict[str, Any]]) -> None:
    """No seal stands on another, and each has a size."""
    for i, one in enumerate(boxes):
        assert one["width"] >= 44
        for other in boxes[i + 1 :]:
            beside = abs(one["x"] - other["x"]) >= one["width"]
            below = abs(one["y"] - other["y"]) >= one["height"]
            assert beside or below, f"{one['label']} stands on {other['label']}"


def test_change_something_first_and_the_page_tells_the_difference(world: World, visitor: Open) -> None:
    page = visitor()
    open_npc(page, world, "Maren Tidewright")
    page.get_by_role("button", name="Change something first").click()
    page.get_by_label("Name", exact=True).fill("Maren the Dry")
    page.get_by_label("Trade").fill("seller of sand")
    page.get_by_role("button", name="Make it").click()
    expect(page.locator("h1")).to_have_text("Maren the Dry")
    expect(page.locator(".epithet").first).to_have_text("seller of sand")
    expect(page.locator(".changes")).to_contain_text("Maren Tidewright")
    expect(page.locator(".changes ins")).to_have_text(["now Maren the Dry", "now seller of sand"])


def test_speak_on_a_character_s_page_leads_to_where_they_are(world: World, visitor: Open) -> None:
    page = visitor()
    open_npc(page, world, "Maren Tidewright")
    page.get_by_role("button", name="Speak").click()
    page.wait_for_url(re.compile("/room/"))
    expect(page.get_by_role("button", name="Maren Tidewright", pressed=True)).to_be_visible()


def test_sign_a_name_make_a_token_sign_out_and_come_back(world: World, visitor: Open) -> None:
    page = visitor()
    page.goto(f"{world.url}/me")
    page.get_by_role("button", name="Walk in").click()
    page.get_by_label("Name", exact=True).fill("tamsin-of-the-fen")
    page.get_by_label("Password").fill("a long enough secret")
    page.get_by_role("button", name="Keep it all").click()
    expect(page.locator("dialog .codes li").first).to_be_visible()
    page.get_by_role("button", name="I have kept them").click()
    expect(page.locator("h1")).to_have_text("tamsin-of-the-fen")

    page.get_by_role("button", name="New token").click()
    page.get_by_label("What is it for").fill("my bot")
    page.get_by_role("button", name="Create token").click()
    expect(page.locator("dialog pre")).not_to_be_empty()
    page.get_by_role("button", name="Done").click()
    expect(page.locator(".tokens")).to_contain_text(["my bot"])
    page.get_by_role("button", name="Revoke my bot").click()
    expect(page.get_by_role("button", name="Revoke my bot")).to_have_count(0)

    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url(f"{world.url}/")
    page.goto(f"{world.url}/sign-in")
    page.get_by_label("Name", exact=True).fill("tamsin-of-the-fen")
    page.get_by_label("Password").fill("a long enough secret")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("h1")).to_have_text("tamsin-of-the-fen")


def test_a_token_that_no_longer_works_is_said_and_let_go(world: World, visitor: Open, watch: Watch) -> None:
    page = visitor()
    walk_in(page, world)
    page.evaluate("localStorage.setItem('realm-token', 'not-a-token')")
    page.goto(f"{world.url}/me")
    expect(page.get_by_text("You were signed out.")).to_be_visible()
    assert page.evaluate("localStorage.getItem('realm-token')") is None
    # The browser itself logs the refusal.
    watch.errors[:] = [error for error in watch.errors if "401" not in error]


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing(world: World, visitor: Open, scheme: str) -> None:
    page = visitor(color_scheme=scheme)
    script = AXE.read_text()
    found: dict[str, list[Any]] = {}

    def audit(name: str) -> None:
        page.evaluate(script)
        report = page.evaluate("tags => axe.run(document, { runOnly: tags })", AXE_TAGS)
        if report["violations"]:
            found[name] = [(one["id"], [node["target"] for node in one["nodes"]][:4]) for one in report["violations"]]

    walk_in(page, world)
    expect(say(page, "Is anything wrong with you?")).to_contain_text("bell")
    audit("room, mid-reply")
    stop(page)
    page.get_by_role("button", name="Who is here").click()
    audit("who is here")
    for path in ("/", "/npcs", "/me", "/build", "/sign-in", "/nowhere"):
        page.goto(world.url + path)
        page.locator("h1").first.wait_for()
        expect(page.locator(".wait")).to_have_count(0)
        audit(path)
    open_npc(page, world, "Maren, Unsunk")
    audit("npc")
    page.get_by_role("button", name="Change something first").click()
    audit("remix")
    assert found == {}


def test_the_keyboard_alone_is_enough(world: World, visitor: Open) -> None:
    page = visitor(viewport={"width": 1280, "height": 800}, is_mobile=False, has_touch=False)
    walk_in(page, world)
    page.locator("#main").focus()
    page.keyboard.press("/")
    expect(page.get_by_label("Say something")).to_be_focused()
    page.keyboard.type("g r ? /")
    expect(page.get_by_label("Say something")).to_have_value("g r ? /")
    page.get_by_label("Say something").fill("")
    page.locator("#main").focus()
    page.keyboard.press("g")
    page.keyboard.press("n")
    page.wait_for_url(f"{world.url}/npcs")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()


def test_the_build_page_runs_a_query_and_listens(world: World, visitor: Open) -> None:
    page = visitor()
    page.goto(f"{world.url}/build")
    page.locator("meter").wait_for()
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".answer")).to_contain_text('"rooms"')
    expect(page.get_by_role("status").filter(has_text="cost")).to_be_visible()


def test_the_explorer_asks_nobody_else_and_answers(world: World, visitor: Open) -> None:
    page = visitor(viewport={"width": 1280, "height": 800}, is_mobile=False, has_touch=False)
    page.goto(f"{world.url}/graphiql/")
    expect(page.locator(".graphiql-query-editor")).to_contain_text("rooms", timeout=15_000)
    page.get_by_role("button", name=re.compile("Execute")).click()
    expect(page.locator(".result-window")).to_contain_text('"rooms"', timeout=15_000)


def test_without_a_network_the_shell_still_opens(world: World, visitor: Open, watch: Watch) -> None:
    page = visitor(service_workers="allow")
    walk_in(page, world)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("The realm did not answer")
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_label("Say something")).to_be_visible()
    # The browser itself logs what it could not fetch.
    watch.errors[:] = [error for error in watch.errors if "net::ERR_INTERNET_DISCONNECTED" not in error]


class StaticSite(SimpleHTTPRequestHandler):
    """A static host: files, and the app's page for every other address."""

    def send_head(self) -> Any:
        if not Path(self.translate_path(self.path)).is_file():
            self.path = "/index.html"
        return super().send_head()

    def log_message(self, *_: object) -> None:
        """Says nothing: the tests' output is for the tests."""


@contextmanager
def static_site(folder: Path, port: int) -> Iterator[str]:
    """Serve a folder from another origin."""
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(StaticSite, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_one_meta_tag_points_a_static_site_at_a_realm_elsewhere(world: World, visitor: Open, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(DIST, site)
    index = (site / "index.html").read_text()
    pointed = index.replace('name="realm-api" content="/graphql"', f'name="realm-api" content="{world.url}/graphql"')
    assert pointed != index
    (site / "index.html").write_text(pointed)

    page = visitor()
    with static_site(site, world.other_port) as url:
        page.goto(url)
        page.locator(".doors li").first.wait_for()
        page.get_by_role("button", name="Walk in").click()
        page.wait_for_url(re.compile("/room/"))
        page.get_by_label("Say something").wait_for()
        assert finish(say(page, "Do you hear me over there?")).endswith(TALE)


@pytest.mark.node
def test_the_app_keeps_its_budget() -> None:
    node = shutil.which("node")
    if not node:
        pytest.skip("Node: install Node 20 or newer")
    outcome = subprocess.run(
        [node, "scripts/budget.mjs"], cwd=ROOT / "frontend", capture_output=True, text=True, check=False
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
