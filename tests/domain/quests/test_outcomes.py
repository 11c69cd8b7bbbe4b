"""What comes of a quest: earned by the way that was taken, and every fault is named."""

from __future__ import annotations

from growing import SCRIPT

from realm_gql.domain.quests import Gift, NewFact, Outcome, Script, earned, list_outcome_faults, outcomes_of

GIFT = Outcome("b", "a", "l", gift=Gift("A Key", "Iron.", "POCKET"))
FACT = Outcome("b", fact=NewFact("", "The gate is open."))
LOST = Outcome("c", fact=NewFact("", "The gate is shut."))
ALL = (GIFT, FACT, LOST)


def test_an_outcome_is_earned_by_its_ending_and_its_choice() -> None:
    assert earned(ALL, "b", {("a", "l")}) == [GIFT, FACT]
    assert earned(ALL, "b", {("a", "r")}) == [FACT]
    assert earned(ALL, "c", ()) == [LOST]


def test_what_is_stored_reads_back() -> None:
    assert outcomes_of({"outcomes": [outcome.to_content() for outcome in ALL]}) == ALL
    assert outcomes_of({}) == ()


def test_every_fault_is_named() -> None:
    script = Script.from_content(SCRIPT)
    assert list_outcome_faults(script, ALL) == []

    faulty = [Outcome("a", fact=LOST.fact), Outcome("b", "a", "up", fact=LOST.fact), Outcome("b")]

    assert list_outcome_faults(script, faulty) == [
        "a is no ending.", "In a there is no choice up.", "Nothing comes of b.",
    ]  # fmt: skip
