"""Open-vocabulary fillers: names of people, places and players from several sound systems. No sentences here.

A closed list would teach the voice to recall names; thousands of made ones teach it to copy the name it is given.
"""

from __future__ import annotations

from random import Random

# Each sound system: onsets, vowels, codas, endings.
_PHONOLOGIES = (
    (
        "b br c d f g gr h k l m n p r s st t th w wr",
        "a e i o u ae ea",
        "l n r s m nd rn ld th ck",
        "a en ric wyn da ley by ton et in",
    ),
    ("z v q x k th sh zh kr vr dr", "a o u aa uu ei", "n th k r z sh x nv lm rk", "oth ir ar ax un esh ok um ith az"),
    ("l m n r v s f y el al", "a e i ia ie ea io", "l n r s", "iel a ara ion eth is elle uin wen iane"),
    ("g kh b d gr br dr th m h", "o u a aw", "rg rk m g d gg lk mb zd", "ak ug im ur osh ga dur bok"),
    ("t k n h m s r y ts sh ch", "a i u e o", "", "ko ri ta no mi ra shi to ku na"),
    ("p t c j m b ch l pr tr", "a e i o ue ie", "n l s r z", "o a ez ino ella ard is ant"),
    ("sk hj bj fr sv tr st k g r h", "a e o u y ei", "lf rn ld g nd rs k", "ulf a vald run ir hild mar stein dis"),
)
_SURNAMES_FIRST = (
    "tal mar crow ash black fen reed hol pen wick thorn car sedge moor dun hex bar lan mill whit quar oak salt peat brack row "
    "ket hark loam stan rud cob wen dray mal pell tarn gorse heck yar sil cor"
).split()
_SURNAMES_LAST = "low er well by ley man sett bridge row field combe ward stock mond worth water bury ham croft lock ton shaw kin".split()
_BY_TITLE = (
    "Old Widow Captain Sister Brother Gran Uncle Aunt Master Mother Father Little Long Black Blind Mad Reeve".split()
)
_PLACE_FIRST = (
    "Drowned Grey Hollow Broken Black White Long Cold Salt Weeping Crooked Lost Burnt Red Low High Old Silent Leaning Sunk "
    "Hungry Wet Withered Iron Lantern Crow Heron Otter Adder Hare Raven Gallows Pilgrim Tinker Widow Thorn Heather Peat Fog"
).split()
_PLACE_LAST = (
    "Bell Ford Stile Stair Mill Gate Fold Market Bridge Tarn Hollow Cairn Chapel Lamp Kiln Wharf Yard Inn Barrow Well Arms Step "
    "Cross Moss Steps House Bank Reach Hatch Sluice Cut Ladder Hearth Ferry Tower Green Row Cellar Orchard"
).split()
_PLACE_TAIL = "mere fen wick ford holm combe dale moor haven garth ness ly gate stead water".split()
_HANDLE_WORDS = (
    "moss ash wren fox rook dusk ember gull hare iron lark mist nettle otter pike quill rain salt thorn umber vale wick yarrow "
    "zed bog cat night storm pixel grim lost tea dr mr the hat knee pan toad"
).split()


def make_name(rng: Random) -> str:
    """One given name of two or three syllables, or, rarely, letters in any order."""
    if rng.random() < 0.06:
        letters = "".join(
            rng.choice("abcdefghijklmnopqrstuvwxyz") + rng.choice("aeiouy") for _ in range(rng.randint(1, 3))
        )
        return (letters + rng.choice("bcdfghklmnprstvxz")).capitalize()
    onsets, vowels, codas, ends = (part.split() for part in rng.choice(_PHONOLOGIES))
    name = rng.choice(onsets) + rng.choice(vowels) + (rng.choice(codas) if codas else "")
    if rng.random() < 0.2:
        name += rng.choice(onsets)[-1] + rng.choice(vowels)
        name += rng.choice(codas) if codas and rng.random() < 0.3 else ""
    return (name + (rng.choice(ends) if rng.random() < 0.75 else "")).capitalize()


def make_surname(rng: Random) -> str:
    """A family name."""
    if rng.random() < 0.25:
        return make_name(rng)
    return (rng.choice(_SURNAMES_FIRST) + rng.choice(_SURNAMES_LAST)).capitalize()


def make_full_name(rng: Random) -> str:
    """A character's name as a card gives it: plain, with a family name, or with a by-name."""
    name = make_name(rng)
    roll = rng.random()
    if roll < 0.42:
        return name
    if roll < 0.76:
        return f"{name} {make_surname(rng)}"
    if roll < 0.88:
        return f"{rng.choice(_BY_TITLE)} {name}"
    if roll < 0.92:
        return f"{rng.choice(_BY_TITLE)} {name} {make_surname(rng)}"
    if roll < 0.96:
        return f"{name} of the {rng.choice(_PLACE_LAST)}"
    return f"{name} the {rng.choice(_PLACE_FIRST)}"


def make_place(rng: Random) -> str:
    """A place name; some begin with a capital The."""
    roll = rng.random()
    if roll < 0.3:
        return (rng.choice(_SURNAMES_FIRST) + rng.choice(_PLACE_TAIL)).capitalize()
    if roll < 0.4:
        return make_name(rng) + rng.choice(("", rng.choice(_PLACE_TAIL)))
    if roll < 0.7:
        return f"The {rng.choice(_PLACE_FIRST)} {rng.choice(_PLACE_LAST)}"
    if roll < 0.8:
        return f"{make_surname(rng)} {rng.choice(_PLACE_LAST)}"
    if roll < 0.86:
        return f"The {rng.choice(_PLACE_LAST)}"
    if roll < 0.92:
        return f"Saint {make_name(rng)}'s"
    return f"The {rng.choice(_PLACE_LAST)} of {make_name(rng)}"


def make_handle(rng: Random) -> str:
    """What a player may call themselves."""
    roll = rng.random()
    if roll < 0.45:
        return make_name(rng)
    if roll < 0.6:
        return make_name(rng).lower()
    word = rng.choice(_HANDLE_WORDS)
    if roll < 0.7:
        return word + rng.choice(_HANDLE_WORDS)
    if roll < 0.8:
        return f"{word}_{rng.choice(_HANDLE_WORDS)}"
    if roll < 0.9:
        return f"{word}{rng.randint(1, 999)}"
    return word.capitalize() + rng.choice(_HANDLE_WORDS).capitalize()


def spoken_place(place: str) -> str:
    """A place's name inside a sentence: ``The Drowned Bell`` is said ``the Drowned Bell``."""
    return "the " + place[4:] if place.startswith("The ") else place
