"""Quotes from hand-made parses: the parser's usual slips are kept, real cues and marks are used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hand_made import VOCAB
from quote_doc import annotated, named, parsed
from spacy.tokens import Doc

from kg.extractors.quotes import extract
from kg.lang.layers import layers
from kg.model import Span
from kg.ontology import load

TYPES = {
    "Doran": "Person",
    "Hale": "Person",
    "Lund": "Person",
    "officer": "Person",
    "nurse": "Person",
    "soldier": "Person",
    "Officials": "Group",
    "officials": "Group",
    "residents": "Group",
    "reporters": "Group",
    "ministry": "Organization",
    "council": "Organization",
    "Courier": "NewsOutlet",
    "diary": "Document",
}
DENIED = (
    "The/DT/2/det ministry/NN/3/nsubj denied=deny/VBD/0/ROOT that/IN/8/mark the/DT/6/det "
    "dam/NN/8/nsubj had=have/AUX/8/aux failed=fail/VBN/3/ccomp+ ././3/punct+"
)
DID_NOT_SAY = (
    "Doran/NNP/4/nsubj did=do/AUX/4/aux not/RB/4/advmod say/VB/0/ROOT that/IN/9/mark "
    "the/DT/7/det dam/NN/9/nsubj had=have/AUX/9/aux failed=fail/VBN/4/ccomp+ ././4/punct+"
)
REJECTED = (
    "Doran/NNP/2/nsubj rejected=reject/VBD/0/ROOT the/DT/4/det claim/NN/2/obj "
    "that/IN/8/mark the/DT/7/det dam/NN/8/nsubj failed=fail/VBD/4/acl+ ././2/punct+"
)
ACCORDING_TO = (
    "According=accord/VBG/3/case to/IN/1/fixed Doran/NNP/7/obl+ ,/,/3/punct the/DT/6/det "
    "dam/NN/7/nsubj failed=fail/VBD/0/ROOT on/IN/9/case Monday/NNP/7/obl+ ././7/punct+"
)
FEARED = (
    "Doran/NNP/2/nsubj feared=fear/VBD/0/ROOT that/IN/7/mark the/DT/5/det dam/NN/7/nsubj "
    "would/MD/7/aux fail/VB/2/ccomp+ ././2/punct+"
)
NOUN = (
    "Hale/NNP/3/nmod:poss+ 's/POS/1/case claim/NN/9/nsubj that/IN/7/mark the/DT/6/det "
    "dam/NN/7/nsubj failed=fail/VBD/9/csubj is=be/AUX/9/cop false/JJ/0/ROOT+ ././9/punct+"
)
URGED = (
    "Doran/NNP/2/nsubj urged=urge/VBD/0/ROOT residents=resident/NNS/2/obj to/TO/5/mark "
    "leave/VB/2/xcomp+ ././2/punct+"
)
VOWED = (
    "Doran/NNP/2/nsubj vowed=vow/VBD/0/ROOT to/TO/4/mark rebuild/VB/2/xcomp the/DT/6/det "
    "dam/NN/4/obj+ ././2/punct+"
)
TELEGRAM = (
    "Doran/NNP/2/nsubj wrote=write/VBD/0/ROOT on/IN/4/case Telegram/NNP/2/obl "
    "that/IN/8/mark the/DT/7/det dam/NN/8/nsubj failed=fail/VBD/2/ccomp+ ././2/punct+"
)
DIARY = (
    "The/DT/2/det diary/NN/0/ROOT of/IN/6/case the/DT/6/det soldier/NN/6/compound "
    "reads=read/VBZ/2/nmod+ ,/,/10/punct “/``/10/punct+ I/PRP/10/nsubj want/VBP/2/parataxis "
    "to/TO/12/mark go/VB/10/xcomp home/RB/12/advmod+ ././10/punct+ ”/``/10/punct+"
)
RELAY = (
    "As/IN/4/case per/IN/1/fixed the/DT/4/det Courier/NNP/7/obl+ ,/,/4/punct "
    "Doran/NNP/7/nsubj admitted=admit/VBD/0/ROOT that/IN/11/mark the/DT/10/det "
    "dam/NN/11/nsubj failed=fail/VBD/7/ccomp+ ././7/punct+"
)
QUOTED_AS_SAYING = (
    "The/DT/2/det Courier/NNP/3/nsubj quoted=quote/VBD/0/ROOT Doran/NNP/3/obj as/IN/6/mark "
    "saying=say/VBG/3/advcl that/IN/10/mark the/DT/9/det dam/NN/10/nsubj "
    "failed=fail/VBD/6/ccomp+ ././3/punct+"
)
CITING = (
    "The/DT/2/det Courier/NNP/3/nsubj reported=report/VBD/0/ROOT that/IN/7/mark "
    "the/DT/6/det dam/NN/7/nsubj failed=fail/VBD/3/ccomp+ ,/,/9/punct "
    "citing=cite/VBG/7/advcl officials=official/NNS/9/obj+ ././3/punct+"
)
TOLD_OUTLET = (
    "Officials=official/NNS/2/nsubj told=tell/VBD/0/ROOT the/DT/4/det Courier/NNP/2/iobj "
    "that/IN/8/mark the/DT/7/det dam/NN/8/nsubj failed=fail/VBD/4/acl:relcl+ ././2/punct+"
)
NESTED_OUTLET = (
    "The/DT/2/det Courier/NNP/3/nsubj wrote=write/VBD/0/ROOT that/IN/6/mark "
    "Doran/NNP/6/nsubj said=say/VBD/3/ccomp the/DT/8/det dam/NN/9/nsubj "
    "failed=fail/VBD/6/ccomp+ ././3/punct+"
)
INTERVIEW = (
    "The/DT/2/det dam/NN/4/nsubj will/MD/4/aux hold/VB/0/ROOT+ ,/,/4/punct "
    "Doran/NNP/7/nsubj told=tell/VBD/4/parataxis reporters=reporter/NNS/7/iobj "
    "in/IN/11/case an=a/DT/11/det interview/NN/7/obl on/IN/13/case Monday/NNP/11/nmod+ "
    "././4/punct+"
)
LEARNED = (
    "The/DT/2/det council/NN/3/nsubj learned=learn/VBD/0/ROOT that/IN/7/mark the/DT/6/det "
    "dam/NN/7/nsubj failed=fail/VBD/3/ccomp+ ././3/punct+"
)
NAUGHTY = Path(__file__).parents[3] / "shared/suites/naughty-strings/blns.json"


def found(rows):
    doc = named(parsed(rows), **TYPES)
    return doc, list(extract(doc, load()))


@pytest.mark.parametrize(
    ("rows", "content", "source"),
    [
        pytest.param(
            "“/``/4/punct+ The/DT/3/det river/NN/4/nsubj rose=rise/VBD/9/ccomp fast/RB/4/advmod+ "
            ",/,/4/punct+ ”/''/4/punct Doran/NNP/9/nsubj said=say/VBD/0/ROOT on/IN/11/case "
            "Monday/NNP/9/obl+ ././9/punct “/``/15/punct+ Nobody/NN/15/nsubj slept/VBD/0/ROOT+ "
            "././15/punct+ ”/``/15/punct+",
            ["The river rose fast,", "Nobody slept."],
            "Doran",
            id="split",
        ),
        pytest.param(
            "“/``/4/punct+ The/DT/3/det river/NN/4/nsubj rose=rise/VBD/8/ccomp fast/RB/4/advmod+ "
            ",/,/4/punct+ ”/''/4/punct said=say/VBD/0/ROOT Doran/NNP/8/nsubj+ ,/,/12/punct "
            "who/WP/12/nsubj runs=run/VBZ/9/acl:relcl the/DT/14/det shelter/NN/12/obj+ "
            "././8/punct+",
            ["The river rose fast,"],
            "Doran",
            id="inverted",
        ),
        pytest.param(
            "Doran/NNP/2/nsubj said=say/VBD/0/ROOT+ ,/,/7/punct “/``/7/punct+ The/DT/6/det "
            "river/NN/7/nsubj rose=rise/VBD/2/ccomp fast/RB/7/advmod+ ././7/punct+ ”/''/7/punct+",
            ["The river rose fast."],
            "Doran",
            id="source-before",
        ),
        pytest.param(
            "“/``/3/punct+ The/DT/3/det dam/NN/7/ccomp+ ,/,/3/punct+ ”/''/3/punct "
            "Doran/NNP/7/nsubj "
            "said=say/VBD/0/ROOT+ ,/,/11/punct “/``/11/punct+ will/MD/11/aux hold/VB/7/ccomp+ "
            "././11/punct+ ”/''/11/punct+",
            ["The dam,", "will hold."],
            "Doran",
            id="interrupted-fragment",
        ),
        pytest.param(
            "“/``/5/punct+ The/DT/3/det dam/NN/5/nsubj will/MD/5/aux hold/VB/0/ROOT+ "
            "././5/punct+ "
            "¶/_SP/6/dep+ “/``/11/punct+ It/PRP/11/nsubj always/RB/11/advmod "
            "has=have/VBZ/15/ccomp+ "
            ",/,/11/punct+ ”/''/11/punct Doran/NNP/15/nsubj said=say/VBD/0/ROOT+ ././15/punct+",
            ["The dam will hold.", "It always has,"],
            "Doran",
            id="paragraphs-report-last",
        ),
        pytest.param(
            "“/``/5/punct+ The/DT/3/det dam/NN/5/nsubj will/MD/5/aux hold/VB/9/ccomp+ "
            ",/,/5/punct+ "
            "”/''/5/punct Doran/NNP/9/nsubj said=say/VBD/0/ROOT+ ././9/punct+ ¶/_SP/10/dep+ "
            "“/``/15/punct+ It/PRP/15/nsubj always/RB/15/advmod has=have/VBZ/0/ROOT+ "
            "././15/punct+ "
            "”/''/15/punct+",
            ["The dam will hold,", "It always has."],
            "Doran",
            id="paragraphs-report-first",
        ),
        pytest.param(
            "Doran/NNP/3/nsubj was=be/AUX/3/cop calm/JJ/0/ROOT+ ././3/punct “/``/9/punct+ "
            "The/DT/7/det dam/NN/9/nsubj will/MD/9/aux hold/VB/0/ROOT+ ././9/punct+ "
            "”/''/9/punct+",
            ["The dam will hold."],
            "Doran",
            id="sentence-before",
        ),
        pytest.param(
            "“/``/5/punct+ The/DT/3/det dam/NN/5/nsubj will/MD/5/aux hold/VB/0/ROOT+ ././5/punct "
            "Nobody/NN/8/nsubj slept=sleep/VBD/11/ccomp+ ,/,/8/punct+ ”/''/8/punct "
            "added=add/VBD/0/ROOT one/CD/11/obj of/IN/15/case the/DT/15/det "
            "prisoners=prisoner/NNS/12/nmod+ ././11/punct+",
            ["The dam will hold. Nobody slept,"],
            None,
            id="several-sentences",
        ),
        pytest.param(
            "“/``/3/punct+ We/PRP/3/nsubj found=find/VBD/11/ccomp the/DT/5/det "
            "engines=engine/NNS/3/obj+ ,/,/3/punct+ ”/''/3/punct the/DT/9/det "
            "officer/NN/11/nsubj:pass was=be/AUX/11/aux:pass quoted=quote/VBN/0/ROOT "
            "as/IN/13/mark "
            "saying=say/VBG/11/advcl+ ././11/punct+",
            ["We found the engines,"],
            "officer",
            id="quoted-as-saying-behind",
        ),
        pytest.param(
            "“/``/3/punct+ We/PRP/3/nsubj found=find/VBD/0/ROOT the/DT/5/det "
            "engines=engine/NNS/3/obj+ ,/,/3/punct+ ”/''/3/punct according=accord/VBG/10/case "
            "to/IN/8/fixed Doran/NNP/3/obl+ ././3/punct+",
            ["We found the engines,"],
            "Doran",
            id="according-to-behind",
        ),
        pytest.param(
            "Doran/NNP/3/nsubj was=be/AUX/3/cop blunt/JJ/0/ROOT+ :/:/9/punct “/``/9/punct+ "
            "The/DT/7/det dam/NN/9/nsubj will/MD/9/aux hold/VB/3/parataxis+ ././9/punct+ "
            "”/''/9/punct+",
            ["The dam will hold."],
            "Doran",
            id="colon",
        ),
    ],
)
def test_direct_quotes(rows, content, source):
    doc, (quote,) = found(rows)
    assert quote.kind == "direct"
    assert [doc.text[part.start : part.end] for part in quote.content] == content
    assert quote.source == source


@pytest.mark.parametrize(
    ("rows", "content", "source"),
    [
        pytest.param(
            "The/DT/2/det dam/NN/5/nsubj+ ,/,/2/punct Doran/NNP/5/nsubj said=say/VBD/0/ROOT+ "
            ",/,/9/punct “/``/9/punct+ will/MD/9/aux hold/VB/5/ccomp+ ././9/punct+ ”/''/9/punct+",
            ["The dam", "“will hold.”"],
            "Doran",
            id="clause-before-comma",
        ),
        pytest.param(
            "Doran/NNP/2/nsubj said=say/VBD/0/ROOT that/IN/10/mark the/DT/7/det “/``/7/punct+ "
            "old/JJ/7/amod dam/NN/10/nsubj+ ”/''/7/punct would/MD/10/aux hold/VB/2/ccomp "
            "and/CC/14/cc that/IN/14/mark nobody/NN/14/nsubj slept=sleep/VBD/10/conj+ "
            "././2/punct+",
            ["the “old dam” would hold and that nobody slept"],
            "Doran",
            id="mixed",
        ),
        pytest.param(
            "The/DT/4/det “/``/4/punct+ river/NN/4/compound road/NN/7/nsubj:pass+ ”/''/4/punct "
            "is=be/AUX/7/aux:pass closed=close/VBN/10/ccomp+ ,/,/7/punct Doran/NNP/10/nsubj "
            "said=say/VBD/0/ROOT+ ././10/punct+",
            ["The “river road” is closed"],
            "Doran",
            id="quoted-word-in-sentence",
        ),
        pytest.param(
            "Doran/NNP/2/nsubj described=describe/VBD/0/ROOT the/DT/4/det dam/NN/2/obj "
            "as/IN/8/case "
            "a/DT/8/det “/``/8/punct+ ruin/VB/2/obl+ ././2/punct+ ”/''/2/punct+",
            ["the dam as a “ruin.”"],
            "Doran",
            id="described-as",
        ),
    ],
)
def test_mixed_quotes(rows, content, source):
    doc, (quote,) = found(rows)
    assert quote.kind == "mixed"
    assert [doc.text[part.start : part.end] for part in quote.content] == content
    assert quote.source == source


@pytest.mark.parametrize(
    ("rows", "content", "source"),
    [
        pytest.param(
            "According=accord/VBG/3/case to/IN/1/fixed Doran/NNP/7/obl+ ,/,/3/punct the/DT/6/det "
            "dam/NN/7/nsubj failed=fail/VBD/0/ROOT on/IN/9/case Monday/NNP/7/obl+ ././7/punct+",
            ["the dam failed on Monday"],
            "Doran",
            id="according-to",
        ),
        pytest.param(
            "The/DT/2/det dam/NN/3/nsubj failed=fail/VBD/0/ROOT+ ,/,/7/punct "
            "according=accord/VBG/7/case to/IN/5/fixed Doran/NNP/3/obl+ ,/,/10/punct "
            "who/WP/10/nsubj runs=run/VBZ/7/acl:relcl the/DT/12/det shelter/NN/10/obj+ "
            "././3/punct+",
            ["The dam failed"],
            "Doran",
            id="according-to-last",
        ),
        pytest.param(
            "The/DT/2/det dam/NN/3/nsubj failed=fail/VBD/0/ROOT+ ,/,/6/punct as/IN/6/mark "
            "reported=report/VBN/3/advcl by/IN/9/case the/DT/9/det Courier/NNP/6/obl:agent+ "
            "././3/punct+",
            ["The dam failed"],
            "Courier",
            id="as-reported",
        ),
        pytest.param(
            "Doran/NNP/2/nsubj accused=accuse/VBD/0/ROOT the/DT/4/det ministry/NN/2/obj "
            "of/IN/6/mark hiding=hide/VBG/2/advcl the/DT/8/det report/NN/6/obj+ ././2/punct+",
            ["the ministry of hiding the report"],
            "Doran",
            id="accused",
        ),
        pytest.param(
            "Officials=official/NNS/2/nsubj admitted=admit/VBD/0/ROOT to/IN/4/mark "
            "hiding=hide/VBG/2/advcl the/DT/6/det report/NN/4/obj+ ././2/punct+",
            ["hiding the report"],
            "Officials",
            id="admitted-to",
        ),
        pytest.param(
            "Doran/NNP/2/nsubj put/VBD/0/ROOT the/DT/4/det toll/NN/2/obj at/IN/6/case "
            "30/CD/2/obl+ "
            "././2/punct+",
            ["the toll at 30"],
            "Doran",
            id="put-at",
        ),
        pytest.param(
            "The/DT/2/det dam/NN/5/nsubj+ ,/,/2/punct Doran/NNP/5/nsubj "
            "said=say/VBD/8/parataxis+ "
            ",/,/5/punct will/MD/8/aux hold/VB/0/ROOT+ ././8/punct+",
            ["The dam", "will hold"],
            "Doran",
            id="inserted",
        ),
        pytest.param(
            "The/DT/2/det army/NN/4/nsubj has=have/AUX/4/aux sent=send/VBN/12/ccomp "
            "1,100=1100/CD/6/nummod troops/NNS/4/obj to/IN/8/case Imbrel/NNP/4/obl+ ,/,/11/punct "
            "Minister/NNP/11/nmod:desc Lund/NNP/12/nsubj said=say/VBD/0/ROOT+ ././12/punct+",
            ["The army has sent 1,100 troops to Imbrel"],
            "Lund",
            id="behind",
        ),
        pytest.param(
            "About/RB/2/advmod two/CD/3/nummod dozen/CD/7/nsubj:pass of/IN/5/case "
            "them=they/PRP/3/nmod were=be/AUX/7/aux:pass taken=take/VBN/11/ccomp to/IN/9/case "
            "hospital/NN/7/obl+ ,/,/7/punct said=say/VBD/0/ROOT a/DT/13/det nurse/NN/11/obj "
            "who/WP/15/nsubj asked=ask/VBD/13/acl:relcl not/RB/19/advmod to/TO/19/mark "
            "be/VB/19/aux:pass named=name/VBN/15/ccomp+ ././11/punct+",
            ["About two dozen of them were taken to hospital"],
            "nurse",
            id="behind-inverted",
        ),
        pytest.param(
            "Hale/NNP/3/nmod:poss+ 's/POS/1/case claim/NN/9/nsubj that/IN/7/mark the/DT/6/det "
            "dam/NN/7/nsubj failed=fail/VBD/9/csubj is=be/AUX/9/cop false/JJ/0/ROOT+ "
            "././9/punct+",
            ["the dam failed"],
            "Hale",
            id="noun",
        ),
        pytest.param(
            "It/PRP/3/expl was=be/AUX/3/aux:pass reported=report/VBN/0/ROOT that/IN/7/mark "
            "the/DT/6/det dam/NN/7/nsubj failed=fail/VBD/3/ccomp+ ././3/punct+",
            ["the dam failed"],
            None,
            id="passive",
        ),
        pytest.param(
            "The/DT/2/det Courier/NNP/3/nsubj wrote=write/VBD/0/ROOT that/IN/6/mark "
            "Doran/NNP/6/nsubj said=say/VBD/3/ccomp the/DT/8/det dam/NN/9/nsubj "
            "failed=fail/VBD/6/ccomp+ ././3/punct+",
            ["the dam failed"],
            "Doran",
            id="nested-outlet",
        ),
        pytest.param(
            "Doran/NNP/2/nsubj said=say/VBD/0/ROOT the/DT/4/det dam/NN/5/nsubj "
            "failed=fail/VBD/2/ccomp in/IN/8/case an=a/DT/8/det interview/NN/5/obl in/IN/10/case "
            "May/NNP/8/nmod+ ././2/punct+",
            ["the dam failed"],
            "Doran",
            id="place-cut",
        ),
    ],
)
def test_indirect_quotes(rows, content, source):
    doc, (quote,) = found(rows)
    assert quote.kind == "indirect"
    assert [doc.text[part.start : part.end] for part in quote.content] == content
    assert quote.source == source


@pytest.mark.parametrize(
    ("rows", "field", "value"),
    [
        pytest.param(DENIED, "polarity", "denied", id="denied-polarity"),
        pytest.param(DID_NOT_SAY, "polarity", "affirmed", id="did-not-say-polarity"),
        pytest.param(REJECTED, "polarity", "denied", id="rejected-polarity"),
        pytest.param(ACCORDING_TO, "polarity", "affirmed", id="according-to-polarity"),
        pytest.param(FEARED, "certainty", "possible", id="feared-certainty"),
        pytest.param(NOUN, "certainty", "probable", id="noun-certainty"),
        pytest.param(URGED, "mode", "order", id="urged-mode"),
        pytest.param(VOWED, "mode", "intention", id="vowed-mode"),
        pytest.param(FEARED, "mode", "belief", id="feared-mode"),
        pytest.param(TELEGRAM, "mode", "writing", id="telegram-mode"),
        pytest.param(DIARY, "mode", "writing", id="diary-mode"),
        pytest.param(ACCORDING_TO, "mode", "speech", id="according-to-mode"),
        pytest.param(RELAY, "via", ("Courier",), id="relay-via"),
        pytest.param(QUOTED_AS_SAYING, "via", ("Courier",), id="quoted-as-saying-via"),
        pytest.param(CITING, "via", ("Courier",), id="citing-via"),
        pytest.param(TOLD_OUTLET, "via", ("Courier",), id="told-outlet-via"),
        pytest.param(NESTED_OUTLET, "via", ("Courier",), id="nested-outlet-via"),
        pytest.param(ACCORDING_TO, "via", (), id="according-to-via"),
        pytest.param(INTERVIEW, "medium", "interview", id="interview-medium"),
        pytest.param(TELEGRAM, "medium", "Telegram", id="telegram-medium"),
        pytest.param(INTERVIEW, "addressee", "reporters", id="interview-addressee"),
        pytest.param(LEARNED, "addressee", "council", id="learned-addressee"),
        pytest.param(URGED, "addressee", "residents", id="urged-addressee"),
        pytest.param(RELAY, "source", "Doran", id="relay-source"),
        pytest.param(CITING, "source", "officials", id="citing-source"),
        pytest.param(DIARY, "source", "soldier", id="diary-source"),
        pytest.param(LEARNED, "source", None, id="learned-source"),
    ],
)
def test_attributes(rows, field, value):
    _, (quote,) = found(rows)
    assert getattr(quote, field) == value


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            "The/DT/2/det book/NN/7/nsubj “/``/5/punct+ River/NNP/5/compound Road/NNP/2/appos+ "
            "”/''/5/punct sells=sell/VBZ/0/ROOT well/RB/7/advmod+ ././7/punct+",
            id="title",
        ),
        pytest.param(
            "The/DT/2/det move/NN/3/nsubj suggests=suggest/VBZ/0/ROOT that/IN/7/mark "
            "the/DT/6/det "
            "dam/NN/7/nsubj failed=fail/VBD/3/ccomp+ ././3/punct+",
            id="inference",
        ),
        pytest.param(
            "The/DT/2/det soldier/NN/3/nsubj acting=act/VBG/0/ROOT as/IN/8/case ‘/``/6/punct+ "
            "bait/NN/8/compound+ ’/''/6/punct stays=stay/NNS/3/obl behind/IN/8/advmod+ "
            "././3/punct+",
            id="label",
        ),
    ],
)
def test_not_a_quote(rows):
    assert found(rows)[1] == []


def test_a_participle_goes_on_for_the_same_source():
    doc, quotes = found(
        "“/``/4/punct+ The/DT/3/det dam/NN/4/nsubj failed=fail/VBD/8/ccomp+ ,/,/4/punct+ "
        "”/''/4/punct Doran/NNP/8/nsubj said=say/VBD/0/ROOT+ ,/,/10/punct "
        "adding=add/VBG/8/advcl that/IN/13/mark nobody/NN/13/nsubj slept=sleep/VBD/10/ccomp+ "
        "././8/punct+"
    )
    contents = [doc.text[one.content[0].start : one.content[-1].end] for one in quotes]
    assert contents == ["The dam failed,", "nobody slept"]
    assert [one.source for one in quotes] == ["Doran", "Doran"]


def test_coordinated_verbs_share_their_source():
    doc, quotes = found(
        "Doran/NNP/2/nsubj told=tell/VBD/0/ROOT them=they/PRP/2/iobj the/DT/5/det "
        "dam/NN/7/nsubj would/MD/7/aux hold/VB/2/ccomp+ ,/,/10/punct and/CC/10/cc "
        "vowed=vow/VBD/2/conj to/TO/12/mark stay/VB/10/xcomp+ ././2/punct+"
    )
    contents = [doc.text[one.content[0].start : one.content[-1].end] for one in quotes]
    assert contents == ["the dam would hold", "to stay"]
    assert [one.source for one in quotes] == ["Doran", "Doran"]


def test_ids_follow_the_text():
    _, quotes = found(
        "“/``/4/punct+ The/DT/3/det dam/NN/4/nsubj failed=fail/VBD/8/ccomp+ ,/,/4/punct+ "
        "”/''/4/punct Doran/NNP/8/nsubj said=say/VBD/0/ROOT+ ,/,/10/punct "
        "adding=add/VBG/8/advcl that/IN/13/mark nobody/NN/13/nsubj slept=sleep/VBD/10/ccomp+ "
        "././8/punct+"
    )
    assert [one.id for one in quotes] == ["q1", "q2"]


def test_nothing_outside_the_body():
    doc = named(parsed(DENIED), **TYPES)
    layers(doc).body = (Span(0, 5),)
    assert list(extract(doc, load())) == []


def test_no_words():
    assert list(extract(annotated(Doc(VOCAB, words=[])), load())) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("“", id="only-a-mark"),
        pytest.param("“ ” “ ” “", id="empty-quotations"),
        pytest.param("said , “ he said , ” said “", id="unclosed-within"),
        pytest.param("“ A ? ” “ B ! ” said , “ C . ” ,", id="many"),
        pytest.param("according to", id="cue-without-noun"),
        pytest.param("as saying , as per , citing", id="cues-only"),
        pytest.param(": “ we go . ”", id="colon-first"),
    ],
)
def test_odd_marks_do_no_harm(text):
    words = text.split()
    doc = Doc(
        VOCAB,
        words=words,
        tags=["VBD"] * len(words),
        pos=["VERB"] * len(words),
        heads=[0] * len(words),
        deps=["dep"] * len(words),
    )
    for quote in extract(annotated(doc), load()):
        assert all(doc.text[part.start : part.end] for part in quote.content)


def test_naughty_strings():
    if not NAUGHTY.is_file():
        pytest.skip("the suite of naughty strings is not here")
    for text in json.loads(NAUGHTY.read_text(encoding="utf-8")):
        words = [*text.split(), "“", *text.split(), "”", "said", "Doran", "."]
        doc = Doc(
            VOCAB,
            words=words,
            tags=["NNP"] * len(words),
            pos=["PROPN"] * len(words),
            heads=[0] * len(words),
            deps=["nsubj"] * len(words),
        )
        for quote in extract(annotated(doc), load()):
            assert all(doc.text[part.start : part.end] for part in quote.content)
