"""The realm's colours: peat, fog and the five dyes of the Moor, in ten harmonies. Tables, and how they are mixed."""

from __future__ import annotations

Colour = tuple[int, int, int]


def hexed(told: str) -> Colour:
    """A colour from six hexadecimal digits."""
    return int(told[0:2], 16), int(told[2:4], 16), int(told[4:6], 16)


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """`one` with that share of `other`."""
    r, g, b = (round(a + (z - a) * share) for a, z in zip(one, other, strict=True))
    return r, g, b


def lightness(colour: Colour) -> float:
    """How light a colour is to the eye, 0 to 1."""
    return (0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]) / 255


INK: Colour = hexed("1f1815")
PAPER: Colour = hexed("ecebe0")

TONES = ("back", "far", "near", "cloth", "trim", "hat", "accent", "halo")

HARMONIES: dict[str, str] = {
    #          back   far    near   cloth  trim   hat    accent halo
    "gorse": "d9c27c a89a5a 5f6136 3c4a3e f3c316 7a4a2a e2764a ead9a0",
    "heather": "c9a3b4 9a6f8d 5b4560 4b3350 e99bbd 2f4a4e f3c316 dcbfc9",
    "lichen": "b9c39a 87996b 4b5d45 7a4436 d5da8c 3f5247 f0916a cfd6b4",
    "rust": "d8a88a b06f52 6d3f34 2f4a52 f0916a 7d2f26 f3c316 e6c3a6",
    "mere": "9fc0c6 5f8f9b 315763 8a4b3a 7fb3c2 26414c f3c316 bcd6d8",
    "peat": "6b5c4a 4a4035 2b241e 8c6a3c bab4a2 3b5560 e99bbd 85745c",
    "fog": "ccd3cf a3b0ac 6d7f80 80264f e3e8e6 3d4f58 c99700 dde3df",
    "tide": "7fa79f 4b7a7b 22484f c9853f d9d2b0 7a3b44 f3c316 9bbdb2",
    "ember": "7a3f36 5a2a2b 331c20 d9793f f3c316 54606a b8c66a 96523f",
    "myrtle": "c7b98e 8f9468 4a5a4b 6b3550 c6cf7e 8e4a32 7fb3c2 d8cda6",
}

SKINS = {
    "chalk": "f0dccb",
    "shell": "eec3a4",
    "sand": "dba87c",
    "clay": "c08058",
    "umber": "96613f",
    "oak": "b57d4a",
    "walnut": "6f432c",
    "moss": "9fae84",
    "mist": "9fb4be",
}
HAIRS = {
    "ink": "2a2022",
    "chestnut": "5f3524",
    "copper": "b5532a",
    "straw": "dcb765",
    "ash": "8c7f74",
    "silver": "d5d6cf",
    "bog": "44583f",
}
DYES = {
    "gorse": hexed("f3c316"),
    "heather": hexed("e08bb0"),
    "lichen": hexed("b8c66a"),
    "rust": hexed("e2764a"),
    "mere": hexed("5f9db0"),
    "peat": hexed("3a2a20"),
}


def harmony(name: str) -> dict[str, Colour]:
    """The colours of a harmony by tone, with what every picture has: ink, light, metal, wood, flame."""
    colours = dict(zip(TONES, map(hexed, HARMONIES[name].split()), strict=True))
    return colours | {
        "ink": INK,
        "light": hexed("f7f1e2"),
        "metal": hexed("c9a24b"),
        "iron": hexed("5c646b"),
        "wood": hexed("8a5d3a"),
        "wood_dark": hexed("553722"),
        "flame": hexed("ffd76a"),
        "paper": hexed("efe4c8"),
        "leaf": hexed("6f8448"),
        "water": mixed(colours["far"], hexed("4f8797"), 0.55),
        "shadow": mixed(colours["near"], INK, 0.45),
        "cloth_dark": mixed(colours["cloth"], INK, 0.35),
        "hat_dark": mixed(colours["hat"], INK, 0.4),
        **{f"dye_{name}": dye for name, dye in DYES.items()},
    }


def features(skin: str, hair: str, iris: str) -> dict[str, Colour]:
    """The colours of a face by tone."""
    base, dyed = hexed(SKINS[skin]), hexed(HAIRS[hair])
    shade = (40, 44, 60) if skin in ("moss", "mist") else (92, 30, 34)
    return {
        "skin": base,
        "skin_dark": mixed(base, shade, 0.3),
        "lip": mixed(base, (150, 34, 44), 0.5),
        "blush": mixed(base, (214, 72, 62), 0.36),
        "hair": dyed,
        "hair_dark": mixed(dyed, INK, 0.4),
        "hair_light": mixed(dyed, (255, 240, 214), 0.25),
        "iris": DYES[iris],
    }
