"""Where reported content starts and ends; parses with the slips that a parser made in them."""

from __future__ import annotations

import pytest
from quote_doc import named, parsed
from spacy.tokens import Span

from kg.extractors.quotes import extract
from kg.ontology import load

TYPES = {
    "Doran": "Person",
    "Hale": "Person",
    "Lund": "Person",
    "ministry": "Organization",
    "residents": "Group",
    "officials": "Group",
}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            "The/DT/2/det ministry/NN/3/nsubj said=say/VBD/0/ROOT two/CD/5/nummod "
            "men=man/NNS/7/nsubj had=have/AUX/7/aux died=die/VBN/3/ccomp in/IN/10/case "
            "the/DT/10/det fighting/NN/7/obl+ ,/,/13/punct which/WDT/13/nsubj "
            "began=begin/VBD/10/acl:relcl at/IN/15/case noon/NN/13/obl+ ././3/punct+",
            [(["two men had died in the fighting, which began at noon"], "ministry")],
            id="relative-clause-stays",
        ),
        pytest.param(
            "Doran/NNP/2/nsubj claimed=claim/VBD/0/ROOT that/IN/6/mark Lund/NNP/6/nsubj "
            "had=have/AUX/6/aux started=start/VBN/2/ccomp it/PRP/6/obj and/CC/11/cc "
            "he/PRP/11/nsubj was=be/AUX/11/aux doing=do/VBG/6/conj them=they/PRP/11/iobj "
            "a/DT/14/det favour/NN/11/obj+ ././2/punct+",
            [(["Lund had started it and he was doing them a favour"], "Doran")],
            id="second-clause-stays",
        ),
        pytest.param(
            "The/DT/2/det dam/NN/4/nsubj was=be/AUX/4/cop old/JJ/7/ccomp+ ,/,/4/punct "
            "Doran/NNP/7/nsubj said=say/VBD/0/ROOT+ ,/,/11/punct until/IN/11/mark "
            "it/PRP/11/nsubj failed=fail/VBD/7/advcl+ ././7/punct+",
            [(["The dam was old", "until it failed"], "Doran")],
            id="clause-behind-report",
        ),
        pytest.param(
            "Hale/NN/7/nsubj+ ,/,/3/punct backed=back/VBN/1/acl by/IN/5/case "
            "Lund/NNP/3/obl:agent+ ,/,/1/punct urged=urge/VBD/0/ROOT "
            "residents=resident/NNS/7/obj to/TO/10/mark leave/VB/7/xcomp the/DT/12/det "
            "town/NN/10/obj+ ././7/punct+",
            [(["to leave the town"], "Hale")],
            id="subject-set-off",
        ),
        pytest.param(
            "It/PRP/2/nsubj was=be/AUX/5/ccomp+ ,/,/2/punct Doran/NNP/5/nsubj "
            "said=say/VBD/0/ROOT+ ,/,/9/punct “/``/9/punct+ a/DT/9/det day/NN/5/ccomp "
            "like/IN/12/case no/DT/12/det other/JJ/9/nmod+ ././9/punct+ ”/''/9/punct+",
            [(["It was", "“a day like no other.”"], "Doran")],
            id="quotation-behind-report",
        ),
        pytest.param(
            "Doran/NNP/2/nsubj said=say/VBD/0/ROOT after/IN/5/case the/DT/5/det vote/NN/2/obl "
            "he/PRP/8/nsubj would/MD/8/aux resign/VB/5/acl:relcl+ ././2/punct+",
            [(["he would resign"], "Doran")],
            id="time-of-saying",
        ),
        pytest.param(
            "The/DT/2/det ministry/NN/5/nsubj on/IN/4/case Monday/NNP/2/nmod "
            "said=say/VBD/0/ROOT it/PRP/8/nsubj would/MD/8/aux pay/VB/5/ccomp+ ././5/punct+",
            [(["it would pay"], "ministry")],
            id="time-beside-source",
        ),
        pytest.param(
            "Doran/NNP/3/nsubj has=have/AUX/3/aux argued=argue/VBN/0/ROOT the/DT/5/det "
            "dam/NN/7/nsubj is=be/AUX/7/cop safe/JJ/3/ccomp+ ././3/punct+",
            [(["the dam is safe"], "Doran")],
            id="perfect-without-that",
        ),
        pytest.param(
            "Doran/NNP/2/nsubj praised=praise/VBN/3/amod residents=resident/NNS/0/ROOT "
            "for/IN/6/case their/PRP$/6/nmod:poss courage/NN/3/nmod+ ,/,/8/punct "
            "saying=say/VBG/3/conj+ ,/,/13/punct “/``/13/punct+ They/PRP/13/nsubj "
            "are=be/AUX/13/cop heroes=heroe/NNS/8/ccomp+ ././13/punct+ ”/''/13/punct+",
            [(["They are heroes."], "Doran")],
            id="praised-saying",
        ),
        pytest.param(
            "“/``/3/punct+ I/PRP/3/nsubj like/VBP/8/ccomp him=he/PRP/3/obj+ ,/,/3/punct+ "
            "”/''/3/punct Doran/NNP/8/nsubj said=say/VBD/0/ROOT+ ,/,/15/punct but/CC/15/cc "
            "“/``/15/punct+ he/PRP/15/nsubj is=be/AUX/15/cop often/RB/15/advmod "
            "late/JJ/8/ccomp+ ././8/punct+ ”/''/8/punct+",
            [(["I like him,", "he is often late."], "Doran")],
            id="but-goes-on",
        ),
        pytest.param(
            "The/DT/2/det dam/NN/6/nsubj is=be/AUX/6/cop a/DT/6/det “/``/6/punct+ "
            "danger/NN/15/nsubj to/IN/8/case life/NN/6/nmod+ ,/,/6/punct+ ”/''/6/punct "
            "as/IN/14/case an=a/DT/14/det army/NN/14/compound memo/NN/6/nmod put/VBD/0/ROOT "
            "it/PRP/15/obj+ ././15/punct+",
            [(["The dam is a “danger to life,”"], "memo")],
            id="as-memo-puts-it",
        ),
        pytest.param(
            "Doran/NNP/2/nsubj called=call/VBD/0/ROOT Lund/NNP/2/xcomp a/DT/6/det “/``/6/punct+ "
            "liar/NN/2/xcomp+ ,/,/6/punct+ ”/''/6/punct a/DT/11/det “/``/11/punct+ "
            "thief/NN/6/appos+ ”/''/11/punct and/CC/16/cc a/DT/16/det “/``/16/punct+ "
            "coward/NN/11/conj+ ”/''/16/punct on/IN/19/case Monday/NNP/11/nmod+ ././2/punct+",
            [(["Lund a “liar,” a “thief” and a “coward”"], "Doran")],
            id="list-of-names",
        ),
        pytest.param(
            "Hale/NN/2/nsubj said=say/VBD/0/ROOT “/``/5/punct+ no/DT/5/det one/NN/7/nsubj+ "
            "”/''/5/punct saw=see/VBD/2/ccomp the/DT/9/det flood/NN/7/obj+ ././2/punct+",
            [(["“no one” saw the flood"], "Hale")],
            id="quotation-begins-clause",
        ),
        pytest.param(
            "HOST/NN/0/ROOT+ :/:/4/punct Who/WP/4/nsubj knew=know/VBD/1/parataxis+ ?/./1/punct+ "
            "¶/_SP/5/dep MR=mr./NNP/9/discourse+ ././7/punct DORAN/NNP/0/ROOT+ :/:/9/punct "
            "We/PRP/12/nsubj did=do/AUX/9/parataxis+ ././12/punct We/PRP/16/nsubj "
            "had=have/AUX/16/aux warned=warn/VBN/0/ROOT them=they/PRP/16/iobj+ ././16/punct+ "
            "¶/_SP/18/dep HOST/NN/0/ROOT+ :/:/22/punct Whom/WP/20/dep+ ?/./22/punct+",
            [
                (["Who knew?"], "HOST"),
                (["We did. We had warned them."], "DORAN"),
                (["Whom?"], "HOST"),
            ],
            id="transcript",
        ),
        pytest.param(
            "WHO/WP/0/ROOT+ :/:/4/punct The/DT/4/det council/NN/1/appos+ ././4/punct+ "
            "¶/_SP/5/dep WHAT/WP/0/ROOT+ :/:/11/punct The/DT/10/det dam/NN/11/nsubj "
            "failed=fail/VBD/7/appos+ ././7/punct+ ¶/_SP/12/dep WHEN/WRB/0/ROOT+ :/:/17/punct "
            "On/IN/17/case Monday/NNP/14/appos+ ././14/punct+",
            [],
            id="announcement",
        ),
        pytest.param(
            "“/``/5/punct+ We/PRP/5/nsubj will/MD/5/aux not/RB/5/advmod leave/VB/0/ROOT+ "
            "././5/punct+ ”/''/5/punct ―/NNP/5/punct Mira/NNP/5/dep Doran/NNP/9/flat+ "
            "¶/_SP/10/dep “/``/14/punct+ Nobody/NN/14/nsubj slept=sleep/VBD/0/ROOT "
            "here/RB/14/advmod+ ././14/punct+ ”/''/14/punct ―/NNP/14/punct Tom/NNP/14/dep "
            "Hale/NNP/19/flat+",
            [(["We will not leave."], "Doran"), (["Nobody slept here."], "Hale")],
            id="signed-in-a-row",
        ),
        pytest.param(
            "Doran/NNP/2/nsubj urged=urge/VBD/0/ROOT residents=resident/NNS/2/obj of/IN/7/case "
            "the/DT/7/det lower=low/JJR/7/amod town/NN/3/nmod to/TO/9/mark leave/VB/7/acl "
            "before/IN/11/case dawn/NNP/9/obl+ ././2/punct+",
            [(["to leave before dawn"], "Doran")],
            id="told-of-town",
        ),
        pytest.param(
            "In/IN/3/case some/DT/3/det cases=case/NNS/6/obl+ ,/,/3/punct Doran/NNP/6/nsubj "
            "said=say/VBD/0/ROOT+ ,/,/6/punct they/PRP/9/nsubj stayed=stay/VBD/6/ccomp "
            "at/IN/11/case home/NN/9/obl+ ././6/punct+",
            [(["In some cases", "they stayed at home"], "Doran")],
            id="few-words-open",
        ),
        pytest.param(
            "While/IN/3/mark officials=official/NNS/3/nsubj admitted=admit/VBD/7/advcl "
            "the/DT/5/det dam/NN/7/nsubj was=be/AUX/7/cop old/JJ/0/ROOT+ ,/,/10/punct "
            "they/PRP/10/nsubj blamed=blam/VBD/7/parataxis Doran/NNP/10/obj for/IN/14/case "
            "the/DT/14/det flood/NN/10/obl+ ././7/punct+",
            [(["the dam was old"], "officials"), (["Doran for the flood"], "they")],
            id="leads-up",
        ),
        pytest.param(
            "The/DT/2/det feast/NN/4/nsubj+ ,/,/2/punct called=call/VBN/0/ROOT “/``/8/punct+ "
            "the/DT/8/det Little/NNP/8/amod Thaw/NNP/4/xcomp+ ”/''/8/punct+ ,/,/4/punct "
            "begins=begin/VBZ/4/xcomp in/IN/13/case May/NNP/11/obl+ ././4/punct+",
            [],
            id="nickname",
        ),
        pytest.param(
            "The/DT/2/det ministry/NN/3/nsubj put/VBD/0/ROOT the/DT/5/det total/NN/3/obj "
            "at/IN/7/case 40/CD/3/obl killed=kill/VBN/3/xcomp or/CC/10/cc "
            "wounded=wound/VBN/8/conj+ ././3/punct+",
            [(["the total at 40 killed or wounded"], "ministry")],
            id="number-of-victims",
        ),
        pytest.param(
            "Doran/NNP/2/nsubj said=say/VBD/0/ROOT the/DT/4/det wind/NN/2/obj+ ,/,/7/punct "
            "which/WDT/7/nsubj felled=fell/VBD/4/acl:relcl two/CD/9/nummod "
            "masts=mast/NNS/7/obj+ ,/,/12/punct would/MD/12/aux drop/VB/2/ccomp by/IN/14/case "
            "dawn/NNP/12/obl+ ././2/punct+",
            [(["the wind, which felled two masts, would drop by dawn"], "Doran")],
            id="clause-within-subject",
        ),
        pytest.param(
            "The/DT/2/det ministry/NN/3/nsubj said=say/VBD/0/ROOT that/IN/7/mark the/DT/6/det "
            "dam/NN/7/nsubj:pass held=hold/VBN/3/ccomp+ ;/:/10/punct "
            "residents=resident/NNS/10/nsubj said=say/VBD/3/conj they/PRP/12/nsubj "
            "saw=see/VBD/10/ccomp it/PRP/12/obj fall/VB/12/xcomp+ ././3/punct+",
            [(["the dam held"], "ministry"), (["they saw it fall"], "residents")],
            id="two-reports",
        ),
        pytest.param(
            "Doran/NNP/2/nsubj refused=refuse/VBD/0/ROOT to/TO/4/mark say/VB/2/xcomp "
            "when/WRB/8/advmod he/PRP/8/nsubj would/MD/8/aux return/VB/4/advcl+ ././2/punct+",
            [(["when he would return"], "Doran")],
            id="refused-to-say-when",
        ),
        pytest.param(
            "They/PRP/3/nsubj:pass were=be/AUX/3/aux:pass led=lead/VBN/0/ROOT to/TO/5/mark "
            "believe/VB/3/xcomp they/PRP/8/nsubj were=be/AUX/8/cop safe/JJ/5/ccomp+ "
            "././3/punct+",
            [(["they were safe"], None)],
            id="misled",
        ),
    ],
)
def test_content(rows, expected):
    doc = named(parsed(rows), **TYPES)
    doc.set_ents([Span(doc, one.i, one.i + 1, "DATE") for one in doc if one.text == "Monday"])
    found = [
        ([doc.text[part.start : part.end] for part in quote.content], _head(doc, quote))
        for quote in extract(doc, load())
    ]
    assert found == expected


def _head(doc, quote):
    span = quote.source_span
    return doc.text[span.start : span.end].split()[-1] if span else None
