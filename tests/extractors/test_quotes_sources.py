"""Whose words they are: several sources, whom a verb is about, orders; parses of a parser."""

from __future__ import annotations

import pytest
from quote_doc import assert_quotes, named, parsed

from kg.extractors.quotes import extract
from kg.ontology import load

TYPES = {
    "Doran": "Person",
    "Hale": "Person",
    "Lund": "Person",
    "Pell": "Person",
    "Orme": "Person",
    "Aske": "Person",
    "minister": "Person",
    "spokesman": "Person",
    "mayor": "Person",
    "witnesses": "Group",
    "army": "Organization",
    "navy": "Organization",
    "rebels": "Group",
    "council": "Organization",
    "residents": "Group",
    "officials": "Group",
    "villagers": "Group",
    "court": "Organization",
    "board": "Organization",
    "club": "Organization",
    "farmers": "Group",
    "wives": "Group",
    "Fishermen": "Group",
    "Standard": "NewsOutlet",
    "jury": "Group",
    "brother": "Person",
    "diary": "Document",
    "company": "Organization",
    "men": "Group",
    "Prosecutors": "Group",
}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            "Pell/NN/5/nsubj and/CC/3/cc Orme/NNP/1/conj both/DT/5/advmod "
            "denied=deny/VBD/5/ROOT that/IN/9/mark they/PRP/9/nsubj had=have/VBD/9/aux "
            "met=meet/VBN/5/ccomp+ ././5/punct+",
            [(["they had met"], ["Pell", "Orme"], {"polarity": "denied"})],
            id="both",
        ),
        pytest.param(
            '“="/``/5/punct+ We/PRP/5/nsubj:pass were=be/VBD/5/aux:pass never/RB/5/advmod '
            "asked=ask/VBN/8/ccomp+ ,/,/5/punct+ ”=\"/''/5/punct said=say/VBD/8/ROOT "
            "Pell/NNP/8/nsubj and/CC/11/cc Orme/NNP/9/conj+ ././8/punct+",
            [(["We were never asked,"], ["Pell", "Orme"], {})],
            id="inverted",
        ),
        pytest.param(
            "Three/CD/2/nummod witnesses=witnesse/NNS/6/nsubj and/CC/5/cc the/DT/5/det "
            "mayor/NN/2/conj said=say/VBD/6/ROOT the/DT/8/det driver/NN/10/nsubj "
            "was=be/VBD/10/cop asleep/JJ/6/ccomp+ ././6/punct+",
            [(["the driver was asleep"], ["witnesses", "mayor"], {})],
            id="phrases",
        ),
        pytest.param(
            "Doran/NNP/8/nsubj+ ,/,/3/punct Hale/NNP/1/conj and/CC/5/cc Lund/NNP/1/conj "
            "have/VBP/8/aux all/RB/8/advmod said=say/VBN/8/ROOT that/IN/13/mark "
            "the/DT/11/det vote/NN/13/nsubj was=be/VBD/13/cop fair/JJ/8/ccomp+ "
            "././8/punct+",
            [(["the vote was fair"], ["Doran", "Hale", "Lund"], {})],
            id="list",
        ),
        pytest.param(
            "Pell/NNP/10/nsubj+ ,/,/3/punct 44/CD/1/conj+ ,/,/6/punct and/CC/6/cc "
            "Orme/NNP/1/conj+ ,/,/8/punct 51/CD/1/appos+ ,/,/1/punct told=tell/VBD/10/ROOT "
            "the/DT/12/det court/NN/15/nsubj they/PRP/15/nsubj were=be/VBD/15/cop "
            "innocent/JJ/10/ccomp+ ././10/punct+",
            [(["they were innocent"], ["Pell", "Orme"], {"addressee": "court"})],
            id="ages",
        ),
        pytest.param(
            "Both/CC/3/cc:preconj the/DT/3/det army/NN/3/ROOT and/CC/6/cc the/DT/6/det "
            "rebels=rebel/NNS/7/nsubj claimed=claim/VBD/3/acl:relcl to/TO/9/mark "
            "hold/VB/7/xcomp the/DT/11/det town/NN/9/obj+ ././7/punct+",
            [(["to hold the town"], ["army", "rebels"], {"certainty": "probable"})],
            id="relative-by-error",
        ),
        pytest.param(
            "Fishermen/NNS/7/nsubj+ ,/,/3/punct farmers=farmer/NNS/1/conj and/CC/6/cc "
            "their/PRP$/6/nmod:poss wives=wife/NNS/7/nsubj urged=urge/VBD/7/ROOT "
            "the/DT/9/det council/NN/7/obj to/TO/11/mark reopen/VB/9/acl the/DT/13/det "
            "road/NN/11/obj+ ././7/punct+",
            [
                (
                    ["to reopen the road"],
                    ["Fishermen", "farmers", "wives"],
                    {"mode": "order", "addressee": "council"},
                )
            ],
            id="second-subject",
        ),
        pytest.param(
            "According=accord/VBG/3/case to/IN/1/fixed Pell/NNP/12/obl and/CC/6/cc "
            "the/DT/6/det mayor/NN/3/conj+ ,/,/3/punct the/DT/9/det crane/NN/12/nsubj:pass "
            "was=be/VBD/12/aux:pass not/RB/12/advmod insured=insure/VBN/12/ROOT+ "
            "././12/punct+",
            [(["the crane was not insured"], ["Pell", "mayor"], {"certainty": "possible"})],
            id="according-to",
        ),
        pytest.param(
            "The/DT/2/det chair/NN/11/nsubj and/CC/4/cc owner/NN/2/conj of/IN/7/case "
            "the/DT/7/det club/NN/2/nmod+ ,/,/2/punct Pell/NNP/11/nsubj+ ,/,/9/punct "
            "said=say/VBD/11/ROOT the/DT/13/det roof/NN/16/nsubj:pass would/MD/16/aux "
            "be/VB/16/aux:pass mended=mend/VBN/11/ccomp+ ././11/punct+",
            [(["the roof would be mended"], ["Pell"], {})],
            id="one-with-two-offices",
        ),
        pytest.param(
            "A/DT/2/det spokesman/NN/9/nsubj for/IN/5/case the/DT/5/det army/NN/2/nmod "
            "and/CC/9/cc the/DT/8/det navy/NN/9/nsubj said=say/VBD/9/ROOT no/DT/11/det "
            "ship/NN/13/nsubj:pass was=be/VBD/13/aux:pass lost=lose/VBN/9/ccomp+ "
            "././9/punct+",
            [(["no ship was lost"], ["spokesman"], {})],
            id="spokesman-of-two",
        ),
        pytest.param(
            "Pell/NNP/13/nsubj+ ,/,/4/punct a/DT/4/det fellow/NN/1/appos of/IN/7/case "
            "the/DT/7/det club/NN/4/nmod and/CC/11/cc a/DT/11/det former/JJ/11/amod "
            "judge/NN/7/conj+ ,/,/1/punct said=say/VBD/13/ROOT the/DT/15/det "
            "vote/NN/17/nsubj was=be/VBD/17/cop fair/JJ/13/ccomp+ ././13/punct+",
            [(["the vote was fair"], ["Pell"], {})],
            id="apposition",
        ),
        pytest.param(
            "Pell/NNP/2/nsubj said=say/VBD/2/ROOT the/DT/4/det pump/NN/5/nsubj "
            "failed=fail/VBD/2/ccomp+ ,/,/9/punct and/CC/9/cc Orme/NNP/9/nsubj "
            "said=say/VBD/2/conj it/PRP/11/nsubj did=do/VBD/9/ccomp not/RB/11/advmod+ "
            "././2/punct+",
            [(["the pump failed"], ["Pell"], {}), (["it did not"], ["Orme"], {})],
            id="two-reports",
        ),
        pytest.param(
            "The/DT/2/det board/NN/3/nsubj fined=fin/VBD/3/ROOT the/DT/5/det club/NN/3/obj "
            "for/IN/7/mark claiming=claim/VBG/5/acl that/IN/12/mark the/DT/10/det "
            "match/NN/12/nsubj:pass was=be/VBD/12/aux:pass sold=sell/VBN/7/ccomp+ "
            "././3/punct+",
            [(["the match was sold"], ["club"], {"certainty": "probable"})],
            id="fined-for-claiming",
        ),
        pytest.param(
            "Hale/NN/3/nsubj:pass was=be/VBD/3/aux:pass dismissed=dismiss/VBN/3/ROOT "
            "for/IN/5/mark saying=say/VBG/3/advcl that/IN/10/mark the/DT/8/det "
            "war/NN/10/nsubj:pass was=be/VBD/10/aux:pass lost=lose/VBN/5/ccomp+ "
            "././3/punct+",
            [(["the war was lost"], ["Hale"], {})],
            id="dismissed-for-saying",
        ),
        pytest.param(
            "Orme/NN/3/nsubj:pass was=be/VBD/3/aux:pass praised=praise/VBN/3/ROOT "
            "for/IN/5/case warning/NN/3/obl that/IN/10/mark the/DT/8/det dam/NN/10/nsubj "
            "would/MD/10/aux fail/VB/3/advcl+ ././3/punct+",
            [(["the dam would fail"], ["Orme"], {"certainty": "probable"})],
            id="praised-for-warning",
        ),
        pytest.param(
            "Doran/NNP/2/nsubj persuaded=persuade/VBD/2/ROOT Lund/NNP/2/obj to/TO/5/mark "
            "announce/VB/2/xcomp that/IN/9/mark he/PRP/9/nsubj would/MD/9/aux "
            "retire/VB/5/ccomp+ ././2/punct+",
            [(["he would retire"], ["Lund"], {})],
            id="persuaded-to-announce",
        ),
        pytest.param(
            "Some/DT/2/det villagers=villager/NNS/4/nsubj:pass were=be/VBD/4/aux:pass "
            "ordered=order/VBN/4/ROOT to/TO/6/mark leave/VB/4/xcomp by/IN/8/case "
            "noon/NN/6/obl+ ././4/punct+",
            [(["to leave by noon"], [], {"mode": "order", "addressee": "villagers"})],
            id="ordered-by-nobody",
        ),
        pytest.param(
            "Some/DT/2/det villagers=villager/NNS/4/nsubj:pass were=be/VBD/4/aux:pass "
            "ordered=order/VBN/4/ROOT by/IN/7/case the/DT/7/det army/NN/4/obl:agent "
            "to/TO/9/mark leave/VB/4/advcl by/IN/11/case noon/NN/9/obl+ ././4/punct+",
            [(["to leave by noon"], ["army"], {"mode": "order", "addressee": "villagers"})],
            id="ordered-by",
        ),
        pytest.param(
            "The/DT/2/det rain/NN/3/nsubj forced=force/VBD/3/ROOT "
            "villagers=villager/NNS/3/obj to/TO/6/mark leave/VB/3/advcl+ ././3/punct+",
            [],
            id="forced",
        ),
        pytest.param(
            "Doran/NNP/2/nsubj asked=ask/VBD/2/ROOT his/PRP$/4/nmod:poss brother/NN/2/iobj "
            "to/TO/6/mark say/VB/2/advcl that/IN/11/mark the/DT/9/det "
            "boat/NN/11/nsubj:pass was=be/VBD/11/aux:pass lost=lose/VBN/6/ccomp+ "
            "././2/punct+",
            [
                (
                    ["to say that the boat was lost"],
                    ["Doran"],
                    {"mode": "order", "addressee": "brother"},
                )
            ],
            id="asked-to-say",
        ),
        pytest.param(
            "Doran/NNP/2/nsubj told=tell/VBD/2/ROOT the/DT/4/det jury/NN/2/iobj "
            "to/TO/6/mark ignore/VB/2/xcomp the/DT/8/det letter/NN/6/obj+ ././2/punct+",
            [(["to ignore the letter"], ["Doran"], {"mode": "order", "addressee": "jury"})],
            id="told-jury",
        ),
        pytest.param(
            "The/DT/2/det army/NN/3/nsubj rejected=reject/VBD/3/ROOT a/DT/5/det "
            "claim/NN/3/obj by/IN/8/case the/DT/8/det rebels=rebel/NNS/3/obl:agent "
            "that/WDT/12/mark it/PRP/12/nsubj had=have/VBD/12/aux "
            "shelled=shell/VBN/8/acl:relcl the/DT/14/det market/NN/12/obj+ ././3/punct+",
            [(["it had shelled the market"], ["army"], {"polarity": "denied"})],
            id="rejected-claim-by",
        ),
        pytest.param(
            "There/EX/2/expl were=be/VBD/2/ROOT reports=report/NNS/2/nsubj that/IN/8/mark "
            "the/DT/6/det bridge/NN/8/nsubj had=have/VBD/8/aux fallen=fall/VBN/3/acl+ "
            "././2/punct+",
            [(["the bridge had fallen"], [], {"certainty": "probable"})],
            id="there-were-reports",
        ),
        pytest.param(
            "The/DT/2/det rebels=rebel/NNS/3/nsubj hold/VBP/3/ROOT the/DT/5/det "
            "airport/NN/3/obj+ ,/,/3/punct Hale/NNP/8/nsubj told=tell/VBD/3/parataxis "
            "officials=official/NNS/8/iobj+ ,/,/14/punct as/IN/14/mark the/DT/13/det "
            "Standard/NNP/14/nsubj reported=report/VBD/8/advcl on/IN/16/case "
            "Monday/NNP/14/obl+ ././3/punct+",
            [
                (
                    ["The rebels hold the airport"],
                    ["Hale"],
                    {"addressee": "officials", "via": ("Standard",)},
                )
            ],
            id="as-reported",
        ),
        pytest.param(
            "The/DT/2/det minister/NN/3/nsubj told=tell/VBD/3/ROOT a/DT/6/det "
            "news/NN/6/compound conference/NN/3/iobj that/IN/11/mark the/DT/9/det "
            "airport/NN/11/nsubj:pass was=be/VBD/11/aux:pass closed=close/VBN/6/acl+ "
            "././3/punct+",
            [(["the airport was closed"], ["minister"], {"medium": "news conference"})],
            id="news-conference",
        ),
        pytest.param(
            'Aske/NNP/2/nsubj said=say/VBD/2/ROOT+ :/:/8/punct "/``/8/punct+ The/DT/6/det '
            "ice/NN/8/nsubj is=be/VBZ/8/cop thin/JJ/2/ccomp+ ././8/punct+ ¶/_SP/9/dep+ "
            '"/``/14/punct+ Nobody/NN/14/nsubj should/MD/14/aux walk/VB/20/ccomp '
            "on/IN/16/case it/PRP/14/obl+ ,/,/14/punct+ \"/''/14/punct she/PRP/20/nsubj "
            "added=add/VBD/20/ROOT+ ././20/punct+",
            [(["The ice is thin."], ["Aske"], {}), (["Nobody should walk on it,"], [], {})],
            id="continued-with-own-report",
        ),
        pytest.param(
            "Doran/NNP/2/nsubj wrote=write/VBD/2/ROOT how/WRB/2/obj to/TO/5/mark "
            "cross/VB/3/acl the/DT/7/det ice/NN/5/obj+ ././2/punct+",
            [(["how to cross the ice"], ["Doran"], {"mode": "writing"})],
            id="how-to",
        ),
        pytest.param(
            "Doran/NNP/2/nsubj explained=explain/VBD/2/ROOT why/WRB/2/obj the/DT/5/det "
            "dam/NN/6/nsubj failed=fail/VBD/3/advcl:relcl+ ././2/punct+",
            [(["why the dam failed"], ["Doran"], {})],
            id="why",
        ),
        pytest.param(
            '“="/``/3/punct+ I/PRP/3/nsubj saw=see/VBD/3/ROOT a/DT/5/det coat/NN/3/obj '
            "and/CC/7/cc took=take/VBD/3/conj it/PRP/7/obj+ ,/,/3/punct+ ”=\"/''/3/punct "
            "the/DT/13/det diary/NN/13/compound read/NN/3/obj+ ././3/punct+",
            [(["I saw a coat and took it,"], ["diary"], {"mode": "writing"})],
            id="misread-verb-of-reading",
        ),
        pytest.param(
            "Doran/NNP/2/nsubj denied=deny/VBD/2/ROOT ever/RB/4/advmod "
            "having=have/VBG/2/ccomp met=meet/VBN/6/amod Hale/NNS/4/obj+ ././2/punct+",
            [(["ever having met Hale"], ["Doran"], {"polarity": "denied"})],
            id="ever-having",
        ),
        pytest.param(
            "Pell/NNP/3/nsubj had=have/VBD/3/aux called=call/VBN/3/ROOT for/IN/5/case "
            "Hale/NN/3/obl to/TO/7/mark go/VB/3/advcl+ ././3/punct+",
            [(["Hale to go"], ["Pell"], {"mode": "order"})],
            id="called-for-to-go",
        ),
        pytest.param(
            "The/DT/2/det court/NN/3/nsubj stopped=stop/VBD/3/ROOT checks=check/NNS/3/obj+ "
            ",/,/6/punct which/WDT/14/nsubj+ ,/,/6/punct according=accord/VBG/11/case "
            "to/IN/8/fixed the/DT/11/det army/NN/14/obl+ ,/,/11/punct were=be/VBD/14/cop "
            "costly/JJ/4/acl:relcl+ ././3/punct+",
            [(["which", "were costly"], ["army"], {})],
            id="relative-according-to",
        ),
        pytest.param(
            "The/DT/2/det board/NN/3/nsubj met=meet/VBD/3/ROOT+ ,/,/5/punct "
            "saying=say/VBG/3/advcl that/IN/9/mark rates=rate/NNS/9/nsubj "
            "had=have/VBD/9/aux fallen=fall/VBN/5/ccomp+ ././3/punct+",
            [(["rates had fallen"], ["board"], {})],
            id="that-plural",
        ),
        pytest.param(
            "Hale/NN/2/nsubj said=say/VBD/2/ROOT that/IN/6/mark he/PRP/6/nsubj "
            "had=have/VBD/6/aux meant=mean/VBN/2/ccomp the/DT/8/det trams=tram/NNS/6/obj+ "
            ',/,/14/punct “="/``/14/punct+ which/WDT/14/nsubj were=be/VBD/14/cop '
            "always/RB/14/advmod late/JJ/6/xcomp+ ”=\"/''/14/punct+ ././2/punct+",
            [(["he had meant the trams, “which were always late”"], ["Hale"], {})],
            id="clause-before-quotation",
        ),
        pytest.param(
            '"/``/4/punct+ It/PRP/4/nsubj is=be/VBZ/4/cop what/WP/11/nsubj '
            "losers=loser/NNS/6/nsubj do/VBP/4/acl:relcl+ ,/,/4/punct+ \"/''/4/punct "
            "was=be/VBD/11/cop the/DT/11/det verdict/NN/11/ROOT of/IN/13/case "
            "Doran/NNP/11/nmod+ ././11/punct+",
            [(["It is what losers do,"], ["Doran"], {})],
            id="verdict-of",
        ),
        pytest.param(
            '"/``/14/punct+ Not/RB/3/advmod one/CD/10/nummod child/NN/6/nsubj '
            "has=have/VBZ/6/aux fainted=faint/VBN/3/acl:relcl+ ,/,/3/punct+ \"/''/3/punct "
            "the/DT/10/det mayor/NN/14/nsubj+ ,/,/12/punct Doran/NNP/10/appos+ "
            ",/,/14/punct insisted=insist/VBN/14/ROOT+ ././14/punct+",
            [(["Not one child has fainted,"], ["Doran"], {})],
            id="insisted-as-participle",
        ),
        pytest.param(
            "Doran/NNP/2/nsubj admitted=admit/VBD/2/ROOT that/IN/7/mark the/DT/5/det "
            "dam/NN/7/nsubj was=be/VBD/7/cop old/JJ/2/ccomp+ ,/,/10/punct but/CC/10/cc "
            "maintained=maintain/VBD/2/conj that/IN/14/mark it/PRP/14/nsubj "
            "was=be/VBD/14/cop safe/JJ/10/ccomp+ ././2/punct+",
            [(["the dam was old"], ["Doran"], {}), (["it was safe"], ["Doran"], {})],
            id="but-maintained",
        ),
        pytest.param(
            "A/DT/2/det banner/NN/7/nsubj:pass that/WDT/6/obj hangs=hang/NNS/3/case "
            "there/EX/6/expl is=be/VBZ/7/aux:pass torn=tear/VBN/7/ROOT+ ././7/punct+",
            [],
            id="banner",
        ),
        pytest.param(
            "The/DT/2/det rebels=rebel/NNS/3/nsubj claimed=claim/VBD/3/ROOT "
            "responsibility/NN/3/obj for/IN/7/case the/DT/7/det attack/NN/4/nmod "
            "on/IN/10/case the/DT/10/det port/NN/7/nmod+ ././3/punct+",
            [
                (
                    ["responsibility for the attack on the port"],
                    ["rebels"],
                    {"certainty": "probable"},
                )
            ],
            id="claimed-responsibility",
        ),
        pytest.param(
            "The/DT/2/det storm/NN/3/nsubj claimed=claim/VBD/3/ROOT 14/CD/5/nummod "
            "lives=life/NNS/3/obj+ ././3/punct+",
            [],
            id="claimed-lives",
        ),
        pytest.param(
            "Prosecutors=prosecutor/NNS/2/nsubj charged=charge/VBD/2/ROOT Hale/NN/2/obj "
            "with/IN/5/mark lying=ly/VBG/2/advcl to/IN/8/case the/DT/8/det "
            "inquiry/NN/5/obl+ ././2/punct+",
            [(["Hale with lying to the inquiry"], ["Prosecutors"], {})],
            id="charged-with",
        ),
        pytest.param(
            "Two/CD/2/nummod men=man/NNS/4/nsubj:pass were=be/VBD/4/aux:pass "
            "charged=charge/VBN/4/ROOT with/IN/6/case theft/NN/4/obl+ ././4/punct+",
            [],
            id="charged-by-nobody",
        ),
    ],
)
def test_quotes(rows, expected):
    doc = named(parsed(rows), **TYPES)
    assert_quotes(doc, list(extract(doc, load())), expected)
