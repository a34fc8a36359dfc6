"""Quotes that take their source, content or relay from the words around their own sentence."""

from __future__ import annotations

import pytest
from quote_doc import named, parsed

from kg.extractors.quotes import extract
from kg.ontology import load

TYPES = {
    "Doran": "Person",
    "Officials": "Group",
    "officials": "Group",
    "ministry": "Organization",
    "Courier": "NewsOutlet",
}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            "“/``/5/punct+ The/DT/3/det dam/NN/5/nsubj will/MD/5/aux hold/VB/0/ROOT+ "
            "././5/punct+ ”/''/5/punct+ ¶/_SP/7/dep+ —/:/10/punct Mira/NNP/0/ROOT "
            "Doran/NNP/10/flat+ ././10/punct+",
            [(["The dam will hold."], "Doran", [])],
            id="signed",
        ),
        pytest.param(
            "''/``/5/punct+ The/DT/3/det dam/NN/5/nsubj will/MD/5/aux hold/VB/9/ccomp+ "
            ",/,/5/punct+ ''/''/5/punct Doran/NNP/9/nsubj said=say/VBD/0/ROOT+ ././9/punct "
            "''/``/13/punct+ Nobody/NN/13/nsubj slept=sleep/VBD/0/ROOT+ ././13/punct+ "
            "''/``/13/punct+",
            [(["The dam will hold,", "Nobody slept."], "Doran", [])],
            id="doubled",
        ),
        pytest.param(
            "Doran/NNP/2/nsubj said=say/VBD/0/ROOT in/IN/5/case an=a/DT/5/det "
            "interview/NN/2/obl with/IN/8/case the/DT/8/det Courier/NNP/5/nmod that/IN/12/obj "
            "the/DT/11/det dam/NN/12/nsubj failed=fail/VBD/8/acl:relcl+ ././2/punct+",
            [(["the dam failed"], "Doran", ["Courier"])],
            id="interview-with",
        ),
        pytest.param(
            "The/DT/2/det officials=official/NNS/3/nsubj gave=give/VBD/0/ROOT an=a/DT/5/det "
            "interview/NN/3/obj to/IN/8/case the/DT/8/det Courier/NNP/5/nmod+ ././3/punct "
            "One/CD/14/nsubj of/IN/13/case the/DT/13/det officials=official/NNS/10/nmod "
            "said=say/VBD/0/ROOT the/DT/16/det dam/NN/17/nsubj failed=fail/VBD/14/ccomp+ "
            "././14/punct+",
            [(["the dam failed"], None, ["Courier"])],
            id="gave-interview",
        ),
        pytest.param(
            "Doran/NNP/2/nsubj said=say/VBD/0/ROOT the/DT/4/det offer/NN/6/nsubj "
            "was=be/AUX/6/cop fair/JJ/2/ccomp+ ,/,/8/punct noting=note/VBG/6/advcl "
            "that/IN/12/mark it/PRP/12/nsubj was=be/AUX/12/cop late/JJ/8/ccomp+ ././2/punct+",
            [(["the offer was fair"], "Doran", []), (["it was late"], "Doran", [])],
            id="trailing",
        ),
        pytest.param(
            "The/DT/2/det ministry/NN/3/nsubj denied=deny/VBD/0/ROOT that/IN/7/mark "
            "the/DT/6/det list/NN/7/nsubj proved=prove/VBD/3/ccomp fraud/NN/7/obj+ "
            ":/:/14/punct “/``/14/punct+ It/PRP/14/nsubj:pass was=be/AUX/14/aux:pass "
            "never/RB/14/advmod signed=sign/VBN/3/parataxis+ ././14/punct+ ”/''/14/punct+",
            [
                (["the list proved fraud"], "ministry", []),
                (["It was never signed."], "ministry", []),
            ],
            id="explained",
        ),
        pytest.param(
            "Officials=official/NNS/2/nsubj told=tell/VBD/0/ROOT this/DT/4/det "
            "Courier/NNP/2/iobj that/IN/8/mark the/DT/7/det dam/NN/8/nsubj "
            "failed=fail/VBD/2/ccomp+ ././2/punct+",
            [(["the dam failed"], "Officials", [])],
            id="own-paper",
        ),
        pytest.param(
            "Prices=price/NNS/2/nsubj fell=fall/VBD/0/ROOT amid/NN/4/compound "
            "fears=fear/NNS/2/obl that/IN/9/obj the/DT/7/det dam/NN/9/nsubj will/MD/9/aux "
            "fail/VB/4/acl:relcl+ ././2/punct+",
            [],
            id="nobodys",
        ),
        pytest.param(
            "Asked=ask/VBD/0/ROOT if/IN/5/mark the/DT/4/det dam/NN/5/nsubj "
            "failed=fail/VBD/8/advcl+ ,/,/5/punct Doran/NNP/8/nsubj "
            "shrugged=shrugge/VBD/1/ccomp+ ././1/punct+",
            [],
            id="asked",
        ),
    ],
)
def test_content_source_and_relays(rows, expected):
    doc = named(parsed(rows), **TYPES)
    quotes = [
        ([doc.text[part.start : part.end] for part in one.content], one.source, list(one.via))
        for one in extract(doc, load())
    ]
    assert quotes == expected


def test_an_explanation_is_not_denied_with_what_is():
    doc = named(
        parsed(
            "The/DT/2/det ministry/NN/3/nsubj denied=deny/VBD/0/ROOT that/IN/7/mark "
            "the/DT/6/det list/NN/7/nsubj proved=prove/VBD/3/ccomp fraud/NN/7/obj+ "
            ":/:/14/punct “/``/14/punct+ It/PRP/14/nsubj:pass was=be/AUX/14/aux:pass "
            "never/RB/14/advmod signed=sign/VBN/3/parataxis+ ././14/punct+ ”/''/14/punct+"
        ),
        **TYPES,
    )
    assert [one.polarity for one in extract(doc, load())] == ["denied", "affirmed"]
