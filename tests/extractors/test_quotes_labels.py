"""Quotes without marks: sources set off by a colon, a dash or the comma of a headline."""

from __future__ import annotations

import pytest
from quote_doc import assert_quotes, named, parsed

from kg.extractors.quotes import extract
from kg.ontology import load

TYPES = {
    "Doran": "Person",
    "Hale": "Person",
    "minister": "Person",
    "Minister": "Person",
    "spokesman": "Person",
    "mayor": "Person",
    "negotiators": "Group",
    "Courier": "NewsOutlet",
    "Norvik": "City",
}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            "Minister/NNP/5/vocative+ :/:/1/punct Dam/NN/5/nsubj will/MD/5/aux hold/VB/5/ROOT+",
            [(["Dam will hold"], ["Minister"], {})],
            id="label",
        ),
        pytest.param(
            "Minister/NNP/2/nmod:desc Doran/NNP/2/ROOT on/IN/5/case the/DT/5/det "
            "budget/NN/2/nmod+ :/:/8/punct we/PRP/8/nsubj have/VBP/2/parataxis "
            "no/DT/10/det choice/NN/8/obj+",
            [(["we have no choice"], ["Doran"], {})],
            id="label-with-topic",
        ),
        pytest.param(
            "Doran/NNP/1/ROOT+ :/:/6/punct The/DT/4/det bridge/NN/6/nsubj is=be/VBZ/6/cop "
            "safe/JJ/1/parataxis+ ././1/punct It/PRP/9/nsubj opened=open/VBD/9/ROOT "
            "in/IN/11/case May/NNP/9/obl+ ././9/punct+",
            [(["The bridge is safe"], ["Doran"], {})],
            id="label-and-stop",
        ),
        pytest.param(
            "Doran/NNP/1/ROOT+ :/:/3/punct 14/CD/1/appos killed=kill/VBN/3/acl "
            "in/IN/6/case Norvik/NNP/4/obl+",
            [(["14 killed in Norvik"], ["Doran"], {})],
            id="participle-in-headline",
        ),
        pytest.param(
            "Norvik/NNP/1/ROOT+ :/:/3/punct 14/CD/1/appos killed=kill/VBN/3/acl "
            "in/IN/6/case attack/NN/4/obl+",
            [],
            id="place-as-label",
        ),
        pytest.param(
            "Watch/VB/1/ROOT+ :/:/4/punct Floods=flood/NNS/4/nsubj reach/VBP/1/parataxis "
            "the/DT/7/det old/JJ/7/amod town/NN/4/obj+",
            [],
            id="section-as-label",
        ),
        pytest.param(
            "The/DT/2/det winners=winner/NNS/2/ROOT+ :/:/4/punct Doran/NNP/2/appos "
            "and/CC/6/cc Hale/NNP/4/conj+ ././2/punct+",
            [],
            id="list-behind-label",
        ),
        pytest.param(
            "From/IN/2/case Doran/NNP/5/obl+ :/:/2/punct Please/UH/5/discourse "
            "stay/VB/5/ROOT at/IN/7/case home/NN/5/obl+ ././5/punct+",
            [(["Please stay at home"], ["Doran"], {})],
            id="from",
        ),
        pytest.param(
            "The/DT/2/det answer/NN/7/nsubj of/IN/5/case the/DT/5/det minister/NN/2/nmod "
            "was=be/VBD/7/cop short/JJ/7/ROOT+ :/:/14/punct the/DT/10/det "
            "bridge/NN/14/nsubj:pass would/MD/14/aux not/RB/14/advmod be/VB/14/aux:pass "
            "rebuilt=rebuild/VBN/7/parataxis+ ././7/punct+",
            [(["the bridge would not be rebuilt"], ["minister"], {})],
            id="announced",
        ),
        pytest.param(
            "Asked=ask/VBD/7/advcl about/IN/4/case the/DT/4/det dam/NN/1/obl+ ,/,/1/punct "
            "Doran/NNP/7/nsubj had=have/VBD/7/ROOT only/RB/10/advmod one/CD/10/nummod "
            "answer/NN/7/obj+ :/:/14/punct it/PRP/14/nsubj will/MD/14/aux "
            "hold/VB/7/parataxis+ ././7/punct+",
            [(["it will hold"], ["Doran"], {})],
            id="one-answer",
        ),
        pytest.param(
            "There/EX/2/expl was=be/VBD/2/ROOT one/CD/4/nummod problem/NN/2/nsubj+ "
            ":/:/9/punct the/DT/7/det bridge/NN/9/nsubj:pass was=be/VBD/9/aux:pass "
            "closed=close/VBN/4/parataxis+ ././2/punct+",
            [],
            id="one-problem",
        ),
        pytest.param(
            "Doran/NNP/3/nmod:poss+ 's/POS/1/case warning/NN/3/ROOT+ :/:/10/punct "
            "the/DT/6/det bridge/NN/10/nsubj:pass can/MD/10/aux+ not/RB/10/advmod "
            "be/VB/10/aux:pass saved=save/VBN/3/parataxis+ ././3/punct+",
            [(["the bridge cannot be saved"], ["Doran"], {"certainty": "probable"})],
            id="verdict",
        ),
        pytest.param(
            "Minister/NNP/1/ROOT+ :/:/3/punct government/NN/1/appos '=\"/``/6/punct+ "
            "must/MD/6/aux go/VB/1/parataxis+ '/''/6/punct+",
            [(["government 'must go'"], ["Minister"], {})],
            id="rest-with-quotation",
        ),
        pytest.param(
            "Dam/NN/3/nsubj will/MD/3/aux hold/VB/3/ROOT+ ,/,/3/punct minister/NN/6/nsubj "
            "says=say/VBZ/3/conj+",
            [(["Dam will hold"], ["minister"], {})],
            id="says-at-end",
        ),
        pytest.param(
            "No/DT/2/det deal/NN/6/nsubj before/IN/4/case election/NN/2/nmod+ ,/,/2/punct "
            "say/VB/6/ROOT negotiators=negotiator/NNS/6/obj+",
            [(["No deal before election"], ["negotiators"], {})],
            id="says-before-source",
        ),
        pytest.param(
            "Army/NNP/2/compound denies=deny/NNS/2/ROOT shelling=shell/VBG/2/acl "
            "–=-/:/5/case spokesman/NN/3/obl+",
            [(["Army denies shelling"], ["spokesman"], {})],
            id="dash",
        ),
        pytest.param(
            "Army/NNP/2/compound denies=deny/NNS/2/ROOT shelling=shell/VBG/2/acl "
            "-/,/5/punct spokesman/NN/3/obj+",
            [(["Army denies shelling"], ["spokesman"], {})],
            id="hyphen",
        ),
        pytest.param(
            "Bridge/NN/1/ROOT to/TO/3/mark reopen/VB/1/acl in/IN/5/case May/NNP/3/obl+ "
            ":/:/7/punct mayor/NN/1/parataxis+",
            [(["Bridge to reopen in May"], ["mayor"], {})],
            id="colon-at-end",
        ),
        pytest.param(
            "Dam/NN/3/nsubj will/MD/3/aux hold/VB/3/ROOT –=-/:/5/punct Courier/NNP/3/obj+",
            [],
            id="outlet-behind-dash",
        ),
        pytest.param(
            "Bridge/NN/1/ROOT in/IN/3/case Norvik/NNP/1/nmod –=-/:/5/punct Doran/NNP/1/appos+",
            [],
            id="caption",
        ),
    ],
)
def test_quotes(rows, expected):
    doc = named(parsed(rows), **TYPES)
    assert_quotes(doc, list(extract(doc, load())), expected)
