"""Handles: what a name may be, and which names are one to the eye."""

from __future__ import annotations

import random
import time
import unicodedata

import pytest

from realm_gql.domain.accounts.handles import (
    check_one_script,
    handle_key,
    is_reserved,
    look_alike_keys,
    parse_handle,
    suggest_handle,
    tombstone_handle,
)
from realm_gql.errors import InvalidInput

CYRILLIC_M = "\N{CYRILLIC CAPITAL LETTER EM}"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Maren", "Maren"),
        ("  Maren ", "Maren"),
        ("Old Maren-the_2nd", "Old Maren-the_2nd"),
        ("ab", "ab"),
        ("x" * 24, "x" * 24),
        ("Zoe\N{COMBINING DIAERESIS}", "Zo\N{LATIN SMALL LETTER E WITH DIAERESIS}"),
        ("\N{FULLWIDTH LATIN CAPITAL LETTER M}ia", "Mia"),
        ("\u0421\u0430\u0440\u0430", "\u0421\u0430\u0440\u0430"),
        ("\u5c71\u7530\u305f\u308d\u3046", "\u5c71\u7530\u305f\u308d\u3046"),
        ("\u0928\u092e\u0938\u094d\u0924\u0947", "\u0928\u092e\u0938\u094d\u0924\u0947"),
    ],
)
def test_a_handle_is_letters_and_digits_of_any_script(raw: str, shown: str) -> None:
    handle = parse_handle("handle", raw)
    check_one_script("handle", handle)

    assert handle == shown


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "a",
        "x" * 25,
        "-ab",
        "ab-",
        "a--b",
        "a -b",
        "a\nb",
        "a\x00b",
        "a\ud800b",
        "a\u200bb",
        "a\u202eb",
        "ab\N{GRINNING FACE}",
        "O'Hara",
        "<b>",
        "a" + "\N{COMBINING ACUTE ACCENT}\N{COMBINING CEDILLA}" * 5,
        "\N{COMBINING ACUTE ACCENT}ab",
    ],
)
def test_what_cannot_be_a_handle_is_refused_by_its_field(raw: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_handle("name", raw)

    assert caught.value.field == "name"


def test_a_heap_of_marks_is_refused_before_it_costs_time() -> None:
    begun = time.process_time()
    with pytest.raises(InvalidInput):
        parse_handle("name", "a" + "\N{COMBINING ACUTE ACCENT}\N{COMBINING GRAVE ACCENT BELOW}" * 30_000)

    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize(
    "raw", ["admin", "Admin", "ADM1N", "m0derator", "realm", "Realm of Echoes", "gone-1", "G0ne-ab"]
)
def test_names_of_the_realm_are_kept_for_it(raw: str) -> None:
    assert is_reserved(raw)
    with pytest.raises(InvalidInput):
        parse_handle("handle", raw)


def test_letters_of_two_scripts_are_not_mixed() -> None:
    with pytest.raises(InvalidInput):
        check_one_script("handle", CYRILLIC_M + "aren")


@pytest.mark.parametrize(
    "other",
    [
        "MAREN",
        "maren",
        CYRILLIC_M + "aren",
        "\N{CYRILLIC SMALL LETTER EM}aren",
        "Mar\u0435n",
        "Ma\u0433en".replace("\u0433", "r"),
    ],
)
def test_case_and_look_alike_letters_do_not_make_another_name(other: str) -> None:
    assert handle_key(other) == handle_key("Maren")


@pytest.mark.parametrize(("one", "other"), [("lan", "Ian"), ("B0b", "Bob"), ("old m", "old-m"), ("wam", "warn")])
def test_letters_that_look_the_same_are_the_same(one: str, other: str) -> None:
    assert handle_key(one) == handle_key(other)


@pytest.mark.parametrize(("one", "other"), [("Maren", "Marev"), ("Zoe", "Zo\u00eb"), ("Tom", "Tim"), ("peat", "meat")])
def test_other_letters_make_another_name(one: str, other: str) -> None:
    assert handle_key(one) != handle_key(other)


def test_a_name_in_foreign_capitals_that_looks_latin_is_seen_through() -> None:
    greek_nina = "\u039d\u0399\u039d\u0391"

    assert handle_key("Nina") in look_alike_keys(greek_nina)


def test_a_made_name_is_pleasant_and_usable() -> None:
    chance = random.Random(7)

    for _ in range(300):
        name = suggest_handle(chance)
        assert parse_handle("name", name) == name
        assert name.isascii()
        assert name.count("-") == 2


def test_a_tombstone_is_no_name_anybody_can_take() -> None:
    name = tombstone_handle(random.Random(7))

    assert name.startswith("gone-")
    assert len(name) == 13
    with pytest.raises(InvalidInput):
        parse_handle("handle", name)


def test_the_key_of_any_name_fits_its_column() -> None:
    chance = random.Random(7)
    letters = [chr(code) for code in range(0x20000) if unicodedata.category(chr(code))[0] in "LMN"]

    for _ in range(2_000):
        raw = "".join(chance.choices(letters, k=24))
        try:
            handle = parse_handle("handle", raw)
        except InvalidInput:
            continue
        assert len(handle_key(handle)) <= 128
