"""What an NPC says of what stands on its card: the author's third person turned into the speaker's first. Pure.

A small voice is bad at turning ``misses her sister`` into ``I miss my sister``, and worse at copying a name it never
saw. So the words it may say of each fact are made here, and the engine puts them where the model wants them
(`engine/blanks.py`). English only, as the cards of the embedded voice are; what is not understood is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from realm_gql.domain.npcs.persona import Bond, Persona

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_GENDERED = re.compile(r"\b(she|her|herself|he|his|him|himself)\b", re.IGNORECASE)
_DETERMINERS = ("a ", "an ", "the ", "my ", "no ", "some ", "one ", "somebody ", "nobody ", "whoever ")
_AUXILIARIES = {"would", "could", "cannot", "can", "must", "may", "might", "will", "shall", "should", "never", "not"}
_IRREGULAR = {
    "has": "have",
    "is": "am",
    "does": "do",
    "goes": "go",
    "was": "was",
    "isn't": "am not",
    "hasn't": "have not",
}
# After one of these a final "her" stands for somebody; before most other words it says whose.
_AFTER_OBJECT = re.compile(
    r"\s*(?:$|[.,;:!?…]|(?:and|or|in|on|at|by|for|to|with|from|of|off|out|up|down|away|as|but|if|when|while|until|since"
    r"|because|before|after|over|into|there|here|again|too|that|who|home|back|alone|the|a|an)\b)"
)
_FIRST_VERB = re.compile(r"(\bI (?:(?:no longer|never|still|always|only) )?)(\w+)\b")
# A second verb of the same subject: ``I pay my room and inspects …``.
_SECOND_VERB = re.compile(
    r"(\bI [^.;!?]*?\b(?:and|but|or) (?:(?:never|still|then) )?)"
    r"(has|is|does|\w+s(?= (?:her|him|his|my|me|the|a|an|it|at|up|bad|not|no|never)\b))(?= )"
)
# What is defined by more words is no longer simply mine: ``the one I lost``, ``the guest of forty years``.
_DEFINED = re.compile(r"\b(?:of|whose|who|that|I)\b|^only ")
_DANGLING = re.compile(r"\b(?:by|for|of|with|from|to|at|about)$")

SHORTEST_HABIT_CHARS, LIMIT_HABIT_CHARS = 3, 40
_QUOTED = "['\u2018\"\u201c]([^'\u2019\"\u201d]+(?:['\u2019][a-z][^'\u2019\"\u201d]*)*)['\u2019\"\u201d]"
_BARE = r"([\w'-]+(?: [\w'-]+){0,2}?)(?= a lot|[;,.]|$)"
_ALL = "(?:everyone|everybody|people|you|strangers|visitors|others|folk)"
_HABITS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:calls|addresses) {_ALL}(?: as)? (?:{_QUOTED}|{_BARE})|says {_QUOTED} to {_ALL}",
        rf"ends(?: every answer| all answers)? with {_QUOTED}|adds {_QUOTED}|says {_QUOTED} at the end",
        rf"swears by (?:{_QUOTED}|{_BARE})"
        r"|begins with ['\u2018\"\u201c]by ([^'\u2019\"\u201d]+(?:['\u2019]s [^'\u2019]+)?)",
    )
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, as far as grammar cares: ``she``, ``he``, or empty when the card does not say."""

    pronoun: str

    @classmethod
    def of(cls, persona: Persona) -> Speaker:
        """Read it off the card: authors write of the character in the third person, and of others less often."""
        text = " ".join((persona.manner, persona.secret, persona.goal, persona.backstory))
        found = ["she" if word.casefold().startswith(("she", "her")) else "he" for word in _GENDERED.findall(text)]
        return cls(max(dict.fromkeys(found), key=found.count, default=""))

    def first_person(self, text: str) -> str:
        """`text` as the speaker says it of themselves: ``she promised the sea`` becomes ``I promised the sea``."""
        if self.pronoun == "she":
            pattern = r"\b([Ss]he|[Hh]er|[Hh]erself|[Hh]ers)\b"
        elif self.pronoun == "he":
            pattern = r"\b([Hh]e|[Hh]is|[Hh]im|[Hh]imself)\b"
        else:
            return text
        turned = re.sub(pattern, lambda found: _turn(found, text), text)
        return _agree(turned)


def _turn(found: re.Match[str], text: str) -> str:
    word, at = found[0], found.end()
    lower = word.casefold()
    if lower in ("she", "he"):
        return "I"
    if lower in ("herself", "himself"):
        turned = "myself"
    elif lower == "hers":
        turned = "mine"
    elif lower == "him":
        turned = "me"
    elif lower == "his":
        turned = "my"
    else:
        turned = "me" if _AFTER_OBJECT.match(text, at) else "my"
    return turned.capitalize() if word[0].isupper() else turned


def _agree(text: str) -> str:
    """The verbs after ``I`` as they follow it."""
    text = _FIRST_VERB.sub(lambda found: f"{found[1]}{plain_verb(found[2])}", text)
    return _SECOND_VERB.sub(lambda found: f"{found[1]}{plain_verb(found[2])}", text)


def plain_verb(verb: str) -> str:
    """A verb as it follows ``I``: ``misses`` becomes ``miss``; a past tense stays."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb in _AUXILIARIES or len(verb) < 3 or not verb.endswith("s") or verb.endswith(("ss", "us")):
        return verb
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    if verb.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return verb[:-2]
    return verb[:-1]


def tell_trade(trade: str) -> str:
    """A trade with its article: ``a peat cutter``, ``the keeper of the Drowned Bell``."""
    if not trade or trade.casefold().startswith(_DETERMINERS):
        return trade
    head = trade.split(",")[0]
    if re.search(r"\b(?:of|to|at)\b", head) or re.search(r"\b\w+(?:th|first|second|third)\b", head.split(" ")[0]):
        return f"the {trade}"
    return f"{'an' if trade[0].casefold() in 'aeiou' else 'a'} {trade}"


def tell_place(name: str) -> str:
    """A place inside a sentence: ``The Drowned Bell`` is said ``the Drowned Bell``."""
    return "the " + name[4:] if name.startswith("The ") else name


def tell_habits(manner: str) -> tuple[str, str, str]:
    """The words that a manner wants said: what others are called, what an answer ends with, what is sworn by.

    ``calls everyone 'lamb'; swears by the tide`` gives ``("lamb", "", "the tide")``.
    """
    pet, tag, oath = (next(_words_wanted(pattern, manner), "") for pattern in _HABITS)
    return pet, tag, oath


def _words_wanted(pattern: re.Pattern[str], manner: str) -> Iterator[str]:
    for match in pattern.finditer(manner):
        words = next(group.strip() for group in match.groups() if group)
        if SHORTEST_HABIT_CHARS <= len(words) <= LIMIT_HABIT_CHARS:
            yield words


def tell_goal(goal: str, speaker: Speaker) -> str:
    """A goal as it follows ``I want to``: ``to find her brother`` becomes ``find my brother``."""
    bare = re.sub(r"^(?:wants? )?to ", "", _sentence(goal), flags=re.IGNORECASE)
    return speaker.first_person(bare)


def tell_past(backstory: str, speaker: Speaker) -> tuple[str, ...]:
    """The past, sentence by sentence, without their full stops."""
    told = (speaker.first_person(sentence) for sentence in _SENTENCE_END.split(backstory.strip()))
    return tuple(sentence.rstrip(".… ") for sentence in told if sentence)


def tell_bond(bond: Bond, speaker: Speaker) -> str:
    """What somebody is to the speaker: ``sister`` becomes ``my sister``, ``one she lost`` becomes ``one I lost``."""
    text = _sentence(bond.bond)
    # On a bond's few words every pronoun is the speaker's: there is nobody else to mean.
    found = _GENDERED.search(text)
    if found:
        text = Speaker("she" if found[0].casefold().startswith(("she", "her")) else "he").first_person(text)
    if text.casefold().startswith(_DETERMINERS):
        return text
    if text.casefold().startswith(("who ", "where ", "what ")):
        return f"the one {text}" if text.casefold().startswith("who ") else text
    if text.startswith(("myself", "me ", "I ", "my ")):
        return text
    return f"the {text}" if _DEFINED.search(text.split(",")[0]) else f"my {text}"


def tell_feeling(bond: Bond) -> str:
    """What the speaker feels about somebody: ``misses her`` becomes ``I miss her``."""
    feeling = _sentence(bond.feeling)
    if not feeling:
        return ""
    told = _agree(f"I {feeling}")
    return f"{told} {bond.name}" if _DANGLING.search(told) and bond.name else told


_REMARK = re.compile(r'(asked about|told of themselves|offered|said) "([^"]*)"')


def tell_memory(summary: str) -> str:
    """The latest thing the speaker keeps of the listener, said to them: ``you asked about the bell``."""
    remarks = _REMARK.findall(summary)
    if not remarks:
        return ""
    verb, words = remarks[-1]
    return f"you asked about {words}" if verb == "asked about" else f'you said "{words}"'


def _sentence(text: str) -> str:
    return text.strip().rstrip(".… ")
