"""Every relation in every construction: sentences made of a clause and the ways to put it.

A clause has a doer, the forms of a verb and the rest; a patient, too, where there is a passive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Clause(NamedTuple):
    """What a relation is said with, and the ends that it must have."""

    relation: str
    subject: str
    object: str
    doer: str
    forms: str
    """Base, past, participle; with -s."""
    rest: str
    patient: str = ""
    passive_rest: str = ""
    noun: str = ""
    """A noun phrase for it: the attack of the rebels on Oslo."""


class Case(NamedTuple):
    """A sentence, and how its relation must stand."""

    relation: str
    construction: str
    sentence: str
    subject: str
    object: str
    polarity: str
    certainty: str


CLAUSES = (
    Clause(
        relation="deployed_to", subject="battalions", object="Hamburg",
        doer="Portugal", forms="deploy deployed deployed deploys", rest="two battalions to Hamburg",
        patient="two battalions", passive_rest="to Hamburg",
        noun="the deployment of two battalions to Hamburg",
    ),
    Clause(
        relation="sent_by", subject="marines", object="Norway",
        doer="Norway", forms="send sent sent sends", rest="forty marines to Hamburg",
        patient="forty marines", passive_rest="to Hamburg by Norway",
    ),
    Clause(
        relation="transferred_to", subject="prisoners", object="Munich",
        doer="The army", forms="transfer transferred transferred transfers",
        rest="nine prisoners to Munich",
        patient="nine prisoners", passive_rest="to Munich",
        noun="the transfer of nine prisoners to Munich",
    ),
    Clause(
        relation="withdrew_from", subject="brigade", object="Brenholm",
        doer="The 3rd Brigade", forms="withdraw withdrew withdrawn withdraws",
        rest="from Brenholm",
        patient="the 3rd Brigade", passive_rest="from Brenholm",
        noun="the withdrawal of the 3rd Brigade from Brenholm",
    ),
    Clause(
        relation="withdrew_to", subject="brigade", object="Brenholm",
        doer="The 3rd Brigade", forms="retreat retreated retreated retreats",
        rest="to Brenholm",
        noun="the retreat of the 3rd Brigade to Brenholm",
    ),
    Clause(
        relation="fighting_in", subject="mercenaries", object="Mali",
        doer="Dozens of mercenaries", forms="fight fought fought fight", rest="in Mali",
    ),
    Clause(
        relation="stationed_in", subject="tank unit", object="Gdansk",
        doer="The army", forms="station stationed stationed stations",
        rest="a tank unit in Gdansk",
        patient="a tank unit", passive_rest="in Gdansk",
    ),
    Clause(
        relation="attacked", subject="rebels", object="Brenholm",
        doer="The rebels", forms="attack attacked attacked attack",
        rest="the town of Brenholm",
        patient="the town of Brenholm", passive_rest="by the rebels",
        noun="an attack by the rebels on the town of Brenholm",
    ),
    Clause(
        relation="took_control_of", subject="marines", object="Brenholm",
        doer="The marines", forms="seize seized seized seize",
        rest="the town of Brenholm",
        patient="the town of Brenholm", passive_rest="by the marines",
        noun="the seizure of Brenholm by the marines",
    ),
    Clause(
        relation="captured_by", subject="officers", object="rebels",
        doer="The rebels", forms="capture captured captured capture", rest="two officers",
        patient="two officers", passive_rest="by the rebels",
        noun="the capture of two officers by the rebels",
    ),
    Clause(
        relation="killed_in", subject="soldiers", object="Mali",
        doer="The rebels", forms="kill killed killed kill", rest="nine soldiers in Mali",
        patient="nine soldiers", passive_rest="in Mali",
        noun="the killing of nine soldiers in Mali",
    ),
    Clause(
        relation="killed_by", subject="soldiers", object="rebels",
        doer="The rebels", forms="kill killed killed kill", rest="nine soldiers",
        patient="nine soldiers", passive_rest="by the rebels",
        noun="the killing of nine soldiers by the rebels",
    ),
    Clause(
        relation="supplied_to", subject="Sweden", object="Estonia",
        doer="Sweden", forms="deliver delivered delivered delivers", rest="howitzers to Estonia",
        patient="howitzers", passive_rest="to Estonia by Sweden",
        noun="the delivery of howitzers to Estonia by Sweden",
    ),
)  # fmt: skip
ACTIVE = {
    # construction: (sentence, polarity, certainty)
    "active": ("{Doer} {past} {rest} on Friday.", "affirmed", "certain"),
    "perfect": ("{Doer} {has} {part} {rest}.", "affirmed", "certain"),
    "relative": ("{Doer}, who {past} {rest} in May, kept silent.", "affirmed", "certain"),
    "coordination": ("{Doer} broke the truce and {past} {rest}.", "affirmed", "certain"),
    "after": ("After {doer} {past} {rest}, the talks ended.", "affirmed", "certain"),
    "managed to": ("{Doer} managed to {base} {rest}.", "affirmed", "certain"),
    "reported": ("The paper wrote that {doer} {past} {rest} in May.", "affirmed", "certain"),
    "ordered": ("The president ordered {doer} to {base} {rest}.", "affirmed", "possible"),
    "agreed to": ("{Doer} agreed to {base} {rest}.", "affirmed", "possible"),
    "planned": ("{Doer} {has} planned to {base} {rest}.", "affirmed", "possible"),
    "may": ("{Doer} may {base} {rest}.", "affirmed", "possible"),
    "if": ("If {doer} {pres} {rest}, the talks will end.", "affirmed", "possible"),
    "will": ("{Doer} will {base} {rest}.", "affirmed", "probable"),
    "seemed to": ("{Doer} seemed to have {part} {rest}.", "affirmed", "probable"),
    "reportedly": ("{Doer} reportedly {past} {rest}.", "affirmed", "probable"),
    "said to": ("{Doer} {is} believed to have {part} {rest}.", "affirmed", "probable"),
    "not": ("{Doer} did not {base} {rest}.", "denied", "certain"),
    "never": ("{Doer} never {past} {rest}.", "denied", "certain"),
    "failed to": ("{Doer} failed to {base} {rest}.", "denied", "certain"),
    "refused to": ("{Doer} refused to {base} {rest}.", "denied", "certain"),
    "denied that": ("The minister denied that {doer} {past} {rest}.", "denied", "certain"),
    "no intention": ("{Doer} {has} no intention to {base} {rest}.", "denied", "certain"),
}
PASSIVE = {
    "passive": ("{Patient} {were} {part} {rest}.", "affirmed", "certain"),
    "passive perfect": ("{Patient} {have} been {part} {rest}.", "affirmed", "certain"),
    "passive relative": (
        "{Patient}, which {were} {part} {rest} in May, made news.", "affirmed", "certain",
    ),
    "reduced relative": ("{Patient} {part} {rest} made the news.", "affirmed", "certain"),
    "passive will": ("{Patient} will be {part} {rest}.", "affirmed", "probable"),
    "passive may": ("{Patient} may have been {part} {rest}.", "affirmed", "possible"),
    "passive seem": ("{Patient} seem to have been {part} {rest}.", "affirmed", "probable"),
    "passive said to": (
        "{Patient} {were} said to have been {part} {rest}.", "affirmed", "probable",
    ),
    "passive not": ("{Patient} {were} not {part} {rest}.", "denied", "certain"),
    "passive never": ("{Patient} {were} never {part} {rest}.", "denied", "certain"),
}  # fmt: skip
NOUNS = {
    "noun": ("The minister confirmed {noun}.", "affirmed", "certain"),
    "noun subject": ("{Noun} was confirmed on Friday.", "affirmed", "certain"),
    "noun denied": ("The minister denied {noun}.", "denied", "certain"),
}


def cases() -> Iterator[Case]:
    """Yield every sentence with what must be found in it."""
    for clause in CLAUSES:
        base, past, part, pres = clause.forms.split()
        plural = clause.doer.startswith(("The rebels", "The marines", "Dozens"))
        words = {
            "doer": re.sub("^(The|Dozens)", lambda one: one[0].lower(), clause.doer),
            "Doer": clause.doer,
            "base": base,
            "past": past,
            "part": part,
            "pres": pres,
            "has": "have" if plural else "has",
            "is": "are" if plural else "is",
        }
        for name, (frame, *how) in ACTIVE.items():
            yield _case(clause, name, frame.format(**words, rest=clause.rest), how)
        if clause.patient:
            one = clause.patient.startswith(("a ", "the "))
            words |= {
                "Patient": clause.patient[0].upper() + clause.patient[1:],
                "were": "was" if one else "were",
                "have": "has" if one else "have",
            }
            for name, (frame, *how) in PASSIVE.items():
                frame = frame.replace(" seem ", " seems ") if one else frame
                yield _case(clause, name, frame.format(**words, rest=clause.passive_rest), how)
        if clause.noun:
            whole = {"noun": clause.noun, "Noun": clause.noun[0].upper() + clause.noun[1:]}
            for name, (frame, *how) in NOUNS.items():
                yield _case(clause, name, frame.format(**whole), how)


def _case(clause: Clause, construction: str, sentence: str, how: list[str]) -> Case:
    polarity, certainty = how
    return Case(
        relation=clause.relation,
        construction=construction,
        sentence=sentence,
        subject=clause.subject,
        object=clause.object,
        polarity=polarity,
        certainty=certainty,
    )
