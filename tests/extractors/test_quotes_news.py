"""Quotes as news put them: datelines, asides, clauses of others; parses as a parser makes them."""

from __future__ import annotations

import pytest
from quote_doc import named, parsed

from kg.extractors.datelines import behind_dateline
from kg.extractors.quotes import extract
from kg.model import Span
from kg.ontology import load

TYPES = {
    "Doran": "Person",
    "Hale": "Person",
    "Lund": "Person",
    "nurse": "Person",
    "army": "Organization",
    "ministry": "Organization",
    "residents": "Group",
    "officials": "Group",
}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            "LOMAR/NN/1/ROOT+ ,/,/4/punct May/NNP/4/nmod:unmarked 3/CD/1/appos "
            "(/-LRB-/7/punct+ Lake/NNP/7/compound News/NNP/4/appos+ )/-RRB-/7/punct "
            "—/:/1/punct The/DT/11/det dam/NN/12/nsubj failed=fail/VBD/15/ccomp+ ,/,/12/punct "
            "officials=official/NNS/15/nsubj said=say/VBD/15/ROOT+ ././15/punct+",
            [(["The dam failed"], "officials", "affirmed", "certain")],
            id="dateline",
        ),
        pytest.param(
            "The/DT/2/det ministry/NN/3/nsubj denied=deny/VBD/3/ROOT it/PRP/3/obj+ "
            ",/,/6/punct saying=say/VBG/3/advcl residents=resident/NNS/9/nsubj "
            "had=have/AUX/9/aux left=leave/VBN/6/ccomp+ ././3/punct+",
            [(["residents had left"], "ministry", "affirmed", "certain")],
            id="denied-saying",
        ),
        pytest.param(
            "“/``/10/punct+ If/IN/4/mark it/PRP/4/nsubj fails=fail/VBZ/10/advcl+ ,/,/6/punct "
            "go/VB/4/conj+ ,/,/4/punct+ ”/''/4/punct Doran/NNP/10/nsubj said=say/VBD/10/ROOT+ "
            "././10/punct+",
            [(["If it fails, go,"], "Doran", "affirmed", "certain")],
            id="if-in-quotation",
        ),
        pytest.param(
            "The/DT/2/det ministry/NN/5/nsubj did=do/AUX/5/aux not/RB/5/advmod rule/VB/5/ROOT "
            "out/RP/5/compound:prt talks=talk/NNS/5/obj+ ././5/punct+",
            [(["talks"], "ministry", "affirmed", "probable")],
            id="not-ruled-out",
        ),
        pytest.param(
            "Doran/NNP/2/nsubj cautioned=caution/VBD/2/ROOT that/IN/7/mark the/DT/5/det "
            "dam/NN/7/nsubj was=be/AUX/7/cop old/JJ/2/ccomp and/CC/12/cc that/IN/12/mark "
            "rain/NN/12/nsubj might/MD/12/aux fall/VB/2/conj+ ././2/punct+",
            [(["the dam was old and that rain might fall"], "Doran", "affirmed", "certain")],
            id="second-that",
        ),
        pytest.param(
            "The/DT/2/det dam/NN/4/nsubj is=be/AUX/4/cop safe/JJ/4/ROOT+ ,/,/4/punct "
            "Doran/NNP/7/nsubj said=say/VBD/4/parataxis on/IN/9/case Monday/NNP/7/obl+ "
            "././4/punct Lund/NNP/12/nsubj argued=argue/VBD/12/ROOT that/IN/17/mark "
            "the/DT/15/det dam/NN/17/nsubj was=be/AUX/17/cop safe/JJ/12/ccomp+ ,/,/22/punct "
            "a/DT/21/det claim/NN/21/compound Hale/NN/22/nsubj denied=deny/VBD/17/conj+ "
            "././12/punct+",
            [
                (["The dam is safe"], "Doran", "affirmed", "certain"),
                (["the dam was safe"], "Lund", "affirmed", "certain"),
            ],
            id="comment",
        ),
        pytest.param(
            "Winds=wind/NNS/1/ROOT of/IN/4/case 90/CD/4/nummod kilometres=kilometre/NNS/1/obl "
            "per/IN/6/case hour/NN/4/nmod felled=fell/VBN/8/amod trees=tree/NNS/1/obl+ "
            "././1/punct+",
            [],
            id="per-hour",
        ),
        pytest.param(
            "The/DT/2/det ministry/NN/10/nsubj+ ,/,/6/punct which/WDT/6/nsubj:pass "
            "was=be/AUX/6/aux:pass hit/VBN/2/acl:relcl by/IN/8/case rain/NN/6/obl:agent+ "
            ",/,/2/punct reported=report/VBD/10/ROOT 36/CD/12/nummod deaths=death/NNS/10/obj+ "
            "././10/punct+",
            [],
            id="relative-subject",
        ),
        pytest.param(
            "The/DT/2/det ministry/NN/3/nsubj proposed=propose/VBD/3/ROOT a/DT/5/det "
            "ban/NN/3/obj+ ;/:/8/punct residents=resident/NNS/8/nsubj say/VBP/3/parataxis "
            "the/DT/10/det ban/NN/12/nsubj would/MD/12/aux hurt/VB/8/ccomp them/PRP/12/obj+ "
            "././3/punct+",
            [(["the ban would hurt them"], "residents", "affirmed", "certain")],
            id="semicolon",
        ),
        pytest.param(
            "The/DT/2/det ministry/NN/3/nsubj accused=accuse/VBD/3/ROOT Hale/NNP/3/obj "
            "of/IN/6/mark having=have/VBG/4/acl ignored=ignore/VBN/8/amod "
            "warnings=warning/NNS/6/obj by/IN/10/case officials=official/NNS/8/nmod "
            "that/IN/15/mark the/DT/13/det dam/NN/15/nsubj was=be/AUX/15/cop old/JJ/3/ccomp+ "
            "././3/punct+",
            [(["Hale of having ignored warnings by officials"], "ministry", "affirmed", "certain")],
            id="charge-first",
        ),
        pytest.param(
            "Asked=ask/VBN/11/advcl by/IN/3/case Hale/NN/1/obl:agent whether/IN/8/mark "
            "the/DT/6/det dam/NN/8/nsubj was=be/AUX/8/cop safe/JJ/1/advcl+ ,/,/1/punct "
            "Lund/NNP/11/nsubj shrugged=shrugge/VBD/11/ROOT+ ././11/punct+",
            [(["whether the dam was safe"], "Hale", "affirmed", "possible")],
            id="asked-by",
        ),
        pytest.param(
            "Asked=ask/VBD/1/ROOT how/WRB/3/advmod long/RB/5/advmod he/PRP/5/nsubj "
            "thought=think/VBD/1/ccomp the/DT/7/det dam/NN/9/nsubj would/MD/9/aux "
            "last/VB/5/ccomp+ ,/,/1/punct Lund/NNP/12/nsubj laughed=laugh/VBD/1/parataxis+ "
            "././1/punct+",
            [],
            id="asked-thought",
        ),
        pytest.param(
            "The/DT/2/det town/NN/3/nsubj fell/VBD/6/ccomp+ ,/,/3/punct "
            "residents=resident/NNS/6/nsubj said=say/VBD/6/ROOT+ ,/,/11/punct "
            "though/IN/11/mark the/DT/10/det army/NN/11/nsubj insisted=insist/VBD/16/csubj "
            "its/PRP$/13/nmod:poss troops=troop/NNS/11/obj were=be/AUX/16/cop "
            "still/RB/16/advmod there/RB/6/ccomp+ ././6/punct+",
            [
                (["The town fell"], "residents", "affirmed", "certain"),
                (["its troops were still there"], "army", "affirmed", "certain"),
            ],
            id="though",
        ),
        pytest.param(
            "The/DT/2/det ministry/NN/3/nsubj claimed=claim/VBD/3/ROOT victory/NN/3/obj "
            "in/IN/7/case a/DT/7/det vote/NN/3/obl that/WDT/12/nsubj "
            "officials=official/NNS/10/nsubj said=say/VBD/7/acl:relcl was=be/AUX/12/aux:pass "
            "marred=marr/VBN/10/ccomp by/IN/14/case fraud/NN/12/obl:agent+ ././3/punct+",
            [
                (["victory"], "ministry", "affirmed", "probable"),
                (["was marred by fraud"], "officials", "affirmed", "certain"),
            ],
            id="extracted",
        ),
        pytest.param(
            "“/``/3/punct+ They/PRP/3/nsubj left=leave/VBD/18/ccomp at/IN/5/case "
            "noon/NN/3/obl+ ,/,/3/punct+ ”/''/3/punct a/DT/9/det nurse/NN/3/obj+ ,/,/12/punct "
            "who/WP/12/nsubj asked=ask/VBD/9/acl:relcl not/RB/12/advmod to/TO/16/mark "
            "be/AUX/16/aux:pass named=name/VBN/12/xcomp+ ,/,/3/punct said=say/VBD/18/ROOT+ "
            "././18/punct+",
            [(["They left at noon,"], "nurse", "affirmed", "certain")],
            id="infinitive",
        ),
        pytest.param(
            "“/``/4/punct+ We/PRP/4/nsubj:pass were=be/AUX/4/aux:pass robbed=rob/VBN/4/ROOT+ "
            "”/''/4/punct+ :/:/7/punct Doran/NNP/4/dep in/IN/9/case tears=tear/NNS/7/nmod+",
            [(["We were robbed"], "Doran", "affirmed", "certain")],
            id="headline",
        ),
        pytest.param(
            "Transport/NNP/4/nsubj Minister/NNP/3/compound Hale/NNP/4/nsubj "
            "promised=promise/VBD/4/ROOT that/IN/10/mark those/DT/10/nsubj:pass "
            "responsible/JJ/6/amod would/MD/10/aux be/AUX/10/aux:pass "
            "punished=punish/VBN/4/ccomp+ ././4/punct+",
            [(["those responsible would be punished"], "Hale", "affirmed", "certain")],
            id="title",
        ),
        pytest.param(
            "The/DT/2/det ministry/NN/4/nsubj has=have/AUX/4/aux demanded=demand/VBN/4/ROOT "
            "an/DT/6/det end/NN/4/obj to/IN/9/case the/DT/9/det ban/NN/6/nmod+ ././4/punct+",
            [(["an end to the ban"], "ministry", "affirmed", "certain")],
            id="demand",
        ),
        pytest.param(
            "“/``/4/punct+ He/PRP/4/nsubj should/MD/4/aux go/VB/7/ccomp+ ,/,/4/punct+ "
            "”/''/4/punct thundered=thunder/VBD/7/ROOT Lund/NNP/7/obj+ ././7/punct+",
            [(["He should go,"], "Lund", "affirmed", "certain")],
            id="unknown-verb",
        ),
        pytest.param(
            "The/DT/2/det ministry/NN/3/nsubj said=say/VBD/3/ROOT the/DT/5/det dam/NN/7/nsubj "
            "was=be/AUX/7/cop safe/JJ/3/ccomp+ ,/,/14/punct though/IN/14/mark "
            "this/DT/14/nsubj:pass could/MD/14/aux not/RB/14/advmod be/AUX/14/aux:pass "
            "confirmed=confirm/VBN/7/advcl+ ././3/punct+",
            [(["the dam was safe"], "ministry", "affirmed", "certain")],
            id="unconfirmed",
        ),
        pytest.param(
            "Hale/NN/2/nsubj told=tell/VBD/13/ccomp police/NNS/2/iobj that/WDT/8/mark "
            "the/DT/6/det dam/NN/8/nsubj was=be/AUX/8/cop old/JJ/2/ccomp+ ,/,/2/punct "
            "the/DT/11/det jury/NN/13/nsubj:pass was=be/AUX/13/aux:pass "
            "told=tell/VBN/13/ROOT+ ././13/punct+",
            [(["the dam was old"], "Hale", "affirmed", "certain")],
            id="told-at-end",
        ),
    ],
)
def test_content_source_and_stance(rows, expected):
    doc = named(parsed(rows), **TYPES)
    quotes = extract(doc, load())
    assert [
        (
            [doc.text[part.start : part.end] for part in quote.content],
            quote.source,
            quote.polarity,
            quote.certainty,
        )
        for quote in quotes
    ] == expected


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("LOMAR, May 3 (Lake News) — Four men left.", "Four"),
        ("LOMAR, Ostmar (Lake News) - Four men left.", "Four"),
        ("(Lake News) – Four men left.", "Four"),
        ("NEW LOMAR — Four men left.", "Four"),
        ("LOMAR – once a port – is empty.", "LOMAR"),
        ("LOMAR is empty.", "LOMAR"),
        ("A - B", "A"),
    ],
)
def test_datelines_end_before_the_first_word(text, first):
    assert text[behind_dateline(text, Span(0, len(text))) :].startswith(first)
