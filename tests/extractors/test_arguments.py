"""Who fills a role: hand-made parses and mentions, no model."""

from __future__ import annotations

import pytest
from hand_made import find, mention, parse

from kg.extractors.arguments import arguments
from kg.lang.layers import layers

UNIT, PLACE, COUNTRY, PERSON = "MilitaryUnit", "City", "Country", "Person"

ACTIVE = "Velmara/NNP/2/nsubj sent/VBD/0/root troops/NNS/2/obj to/IN/5/case Sarn/NNP/2/obl"
MISATTACHED = "Velmara/NNP/2/nsubj sent/VBD/0/root troops/NNS/2/obj to/IN/5/case Sarn/NNP/3/nmod"
STANFORD = "Velmara/NNP/2/nsubj sent/VBD/0/ROOT troops/NNS/2/dobj to/IN/2/prep Sarn/NNP/4/pobj"
NOUN = "deployment/NN/0/root of/IN/3/case troops/NNS/1/nmod to/IN/5/case Sarn/NNP/1/nmod"
LIGHT_VERB = (
    "Rebels/NNS/2/nsubj launched=launch/VBD/0/root an/DT/4/det attack/NN/2/obj "
    "on/IN/6/case Sarn/NNP/4/nmod"
)
HEAVY_VERB = LIGHT_VERB.replace("launched=launch", "repelled=repel")
PASSIVE_LIGHT_VERB = (
    "Sanctions/NNS/3/nsubj:pass were/AUX/3/aux:pass imposed=impose/VBN/0/root by/IN/5/case "
    "Velmara/NNP/3/obl:agent on/IN/7/case Aven/NNP/3/obl"
)
DEMONYM = "Velmaran/JJ/2/amod attack/NN/0/root on/IN/4/case Sarn/NNP/2/nmod"
PARTITIVE = (
    "Thousands/NNS/5/nsubj:pass of/IN/3/case troops/NNS/1/nmod were/AUX/5/aux:pass sent/VBN/0/root"
)
POSSESSED = "They/PRP/2/nsubj shelled/VBD/0/root Sarn/NNP/5/nmod:poss 's/POS/3/case walls/NNS/2/obj"
COORDINATED = (
    "Sarn/NNP/4/nsubj and/CC/3/cc Aven/NNP/1/conj sent/VBD/0/root troops/NNS/4/obj to/IN/7/case "
    "Korsh/NNP/4/obl and/CC/9/cc Dray/NNP/7/conj"
)
SHARED_PLACE = (
    "troops/NNS/3/nsubj:pass were/AUX/3/aux:pass killed/VBN/0/root or/CC/5/cc wounded/VBN/3/conj "
    "in/IN/7/case Sarn/NNP/5/obl"
)
WHILE_FIGHTING = (
    "troops/NNS/3/nsubj:pass were/AUX/3/aux:pass killed/VBN/0/root while/IN/5/mark "
    "fighting/VBG/3/advcl in/IN/7/case Sarn/NNP/5/obl"
)
RAISED = (
    "troops/NNS/2/nsubj seem/VBP/0/root to/TO/5/mark have/AUX/5/aux withdrawn/VBN/2/xcomp "
    "from/IN/7/case Sarn/NNP/2/obl"
)
ELLIPSIS = (
    "Rebels/NNS/2/nsubj killed/VBD/0/root 14/CD/4/nummod troops/NNS/2/obj and/CC/6/cc "
    "captured/VBD/2/conj three/CD/6/obj"
)
BEHALF = (
    "troops/NNS/2/nsubj fight/VBP/0/root on/IN/4/case behalf/NN/2/obl of/IN/6/case "
    "Velmara/NNP/4/nmod"
)
POSSESSED_BEHALF = (
    "troops/NNS/2/nsubj fight/VBP/0/root on/IN/6/case Velmara/NNP/6/nmod:poss 's/POS/4/case "
    "behalf/NN/2/obl"
)
COPULA = "troops/NNS/4/nsubj are/AUX/4/cop in/IN/4/case Sarn/NNP/0/root"
STANFORD_COPULA = "troops/NNS/2/nsubj are/AUX/0/ROOT in/IN/2/prep Sarn/NNP/3/pobj"
GERUND = (
    "troops/NNS/2/nsubj know/VBP/0/root the/DT/4/det reason/NN/2/obj for/IN/7/mark "
    "being/AUX/7/aux:pass sent/VBN/4/acl to/IN/9/case Sarn/NNP/7/obl"
)
FOR_TO = (
    "reason/NN/0/root for/IN/3/case troops/NNS/1/nmod to/TO/5/mark die/VB/1/acl for/IN/7/case "
    "Velmara/NNP/5/obl"
)
OUT_OF = "troops/NNS/2/nsubj pulled/VBD/0/root out/IN/5/case of/IN/5/case Sarn/NNP/2/obl"
TITLE = "President/NNP/3/nsubj Rook/NNP/1/flat left/VBD/0/root"
LOST_TITLE = (  # the parser gave up on the name
    "Defence/NNP/5/nsubj Minister/NNP/1/flat Ana/NNP/4/compound Rook/NNP/1/conj left/VBD/0/root"
)
APPOSITION = (
    "Rook/NNP/7/nsubj ,/,/4/punct the/DT/4/det mayor/NN/1/appos of/IN/6/case Sarn/NNP/4/nmod "
    "left/VBD/0/root"
)
BETWEEN = "talks/NNS/0/root between/IN/3/case Velmara/NNP/1/nmod and/CC/5/cc Tordania/NNP/3/conj"
BATTLE = (
    "troops/NNS/3/nsubj:pass were/AUX/3/aux:pass killed/VBN/0/root in/IN/6/case a/DT/6/det "
    "battle/NN/3/obl in/IN/8/case Sarn/NNP/6/nmod"
)
GAVE = "Velmara/NNP/2/nsubj gave/VBD/0/root Tordania/NNP/2/iobj tanks/NNS/2/obj"


def first(words, types, predicate, roles, verbs=frozenset()):
    doc = mention(parse(words), **types)
    found = arguments(find(doc, predicate), roles, layers(doc), verbs=verbs)
    return [one.entity for one in next(found, ())]


CASES = {
    # name: (parse, entities, predicate, roles, first group)
    "subject": (ACTIVE, {"Velmara": COUNTRY}, "sent", "subj", ["Velmara"]),
    "object": (ACTIVE, {"troops": UNIT}, "sent", "obj", ["troops"]),
    "preposition": (ACTIVE, {"Sarn": PLACE}, "sent", "to", ["Sarn"]),
    "second-preference": (ACTIVE, {"Sarn": PLACE}, "sent", "from|to", ["Sarn"]),
    "other-preposition": (ACTIVE, {"Sarn": PLACE}, "sent", "from", []),
    "stanford-scheme": (STANFORD, {"Sarn": PLACE}, "sent", "to", ["Sarn"]),
    "hangs-on-object": (MISATTACHED, {"Sarn": PLACE}, "sent", "to", ["Sarn"]),
    "of-a-noun": (NOUN, {"troops": UNIT}, "deployment", "of", ["troops"]),
    "to-of-a-noun": (NOUN, {"Sarn": PLACE}, "deployment", "to", ["Sarn"]),
    "light-verb": (LIGHT_VERB, {"Rebels": UNIT}, "attack", "subj", ["Rebels"]),
    "object-of-a-noun": (LIGHT_VERB, {"Sarn": PLACE}, "attack", "on", ["Sarn"]),
    "passive-light-verb": (
        PASSIVE_LIGHT_VERB,
        {"Velmara": COUNTRY},
        "Sanctions",
        "subj",
        ["Velmara"],
    ),
    "preposition-of-the-light-verb": (
        PASSIVE_LIGHT_VERB,
        {"Aven": COUNTRY},
        "Sanctions",
        "on",
        ["Aven"],
    ),
    "demonym-as-possessor": (DEMONYM, {"Velmaran": COUNTRY}, "attack", "possessor", ["Velmaran"]),
    "thousands-of": (PARTITIVE, {"troops": UNIT}, "sent", "obj", ["troops"]),
    "two-subjects": (
        COORDINATED,
        {"Sarn": COUNTRY, "Aven": COUNTRY},
        "sent",
        "subj",
        ["Sarn", "Aven"],
    ),
    "two-places": (COORDINATED, {"Korsh": PLACE, "Dray": PLACE}, "sent", "to", ["Korsh", "Dray"]),
    "place-of-the-second-verb": (SHARED_PLACE, {"Sarn": PLACE}, "killed", "in", ["Sarn"]),
    "object-of-the-first-verb": (SHARED_PLACE, {"troops": UNIT}, "wounded", "obj", ["troops"]),
    "place-of-an-adverbial-clause": (WHILE_FIGHTING, {"Sarn": PLACE}, "killed", "in", ["Sarn"]),
    "raising": (RAISED, {"troops": UNIT}, "withdrawn", "subj", ["troops"]),
    "place-of-the-raising-verb": (RAISED, {"Sarn": PLACE}, "withdrawn", "from", ["Sarn"]),
    "bare-number": (ELLIPSIS, {"troops": UNIT}, "captured", "obj", ["troops"]),
    "complex-preposition": (BEHALF, {"Velmara": COUNTRY}, "fight", "on behalf of", ["Velmara"]),
    "complex-preposition-with-possessor": (
        POSSESSED_BEHALF,
        {"Velmara": COUNTRY},
        "fight",
        "on behalf of",
        ["Velmara"],
    ),
    "not-half-of-it": (BEHALF, {"Velmara": COUNTRY}, "fight", "on", []),
    "copula-subject": (COPULA, {"troops": UNIT}, "are", "subj", ["troops"]),
    "copula-place": (COPULA, {"Sarn": PLACE}, "are", "in", ["Sarn"]),
    "stanford-copula-place": (STANFORD_COPULA, {"Sarn": PLACE}, "are", "in", ["Sarn"]),
    "reason-for-being-sent": (GERUND, {"troops": UNIT}, "sent", "obj", ["troops"]),
    "reason-for-x-to": (FOR_TO, {"troops": UNIT}, "die", "subj", ["troops"]),
    "out-of": (OUT_OF, {"Sarn": PLACE}, "pulled", "of", ["Sarn"]),
    "title": (TITLE, {"Rook": PERSON}, "President", "self", ["Rook"]),
    "name-after-title": (LOST_TITLE, {"Ana": PERSON}, "Defence", "self", ["Ana"]),
    "apposition": (APPOSITION, {"Rook": PERSON}, "mayor", "self", ["Rook"]),
    "of-an-apposition": (APPOSITION, {"Sarn": PLACE}, "mayor", "of", ["Sarn"]),
    "between": (
        BETWEEN,
        {"Velmara": COUNTRY, "Tordania": COUNTRY},
        "talks",
        "between",
        ["Velmara", "Tordania"],
    ),
    "no-bearer-of-a-battle": (BATTLE, {"troops": UNIT}, "battle", "subj", []),
    "indirect": (GAVE, {"Tordania": COUNTRY}, "gave", "iobj", ["Tordania"]),
    "none": (GAVE, {"Tordania": COUNTRY}, "gave", "none", []),
    "no-entity": (ACTIVE, {}, "sent", "subj", []),
}


@pytest.mark.parametrize(
    ("words", "types", "predicate", "roles", "expected"), CASES.values(), ids=CASES.keys()
)
def test_first_group(words, types, predicate, roles, expected):
    assert first(words, types, predicate, roles) == expected


@pytest.mark.parametrize(("words", "expected"), [(LIGHT_VERB, ["Rebels"]), (HEAVY_VERB, [])])
def test_only_the_verbs_of_the_cue_hand_their_subject_to_a_noun(words, expected):
    types = {"Rebels": UNIT}
    assert first(words, types, "attack", "subj", frozenset({"launch"})) == expected


def test_word_inside_a_misparsed_name_stands_for_it():
    doc = parse("troops/NNS/2/nsubj reached/VBD/0/root Upper/NNP/2/obj Korsh/NNP/2/obj")
    mention(doc, Korsh="City")
    known = layers(doc)
    entity, one = known.heads[3]
    start = doc[2].idx
    span = type(one.span)(start, one.span.end)
    known.heads[3] = (entity, type(one)(span=span, text="Upper Korsh"))
    group = next(arguments(doc[1], "obj", known))
    assert [one.entity for one in group] == ["Korsh"]
    assert group[0].span == span


@pytest.mark.parametrize("types", [{"Sarn": "City"}, {"walls": "Event", "Sarn": "City"}])
def test_owner_of_a_thing_only_where_asked_for(types):
    doc = mention(parse(POSSESSED), **types)
    plain = [one.entity for group in arguments(doc[1], "obj", layers(doc)) for one in group]
    assert "Sarn" not in plain
    found = [one for group in arguments(doc[1], "obj", layers(doc), owned=True) for one in group]
    assert [(one.entity, one.direct) for one in found][-1] == ("Sarn", False)


def test_phrase_that_is_a_mention_is_direct():
    doc = mention(parse(DEMONYM), Sarn="City")
    assert next(arguments(doc[1], "on", layers(doc)))[0].direct


SCHOOLS = (
    "They/PRP/3/nsubj:pass were/AUX/3/aux:pass moved/VBN/0/root to/IN/5/case schools/NNS/3/obl "
    "in/IN/7/case Sarn/NNP/5/nmod"
)


@pytest.mark.parametrize(("nested", "expected"), [(True, ["Sarn"]), (False, [])])
def test_place_of_a_thing_only_where_a_place_is_wanted(nested, expected):
    doc = mention(parse(SCHOOLS), Sarn="City")
    found = arguments(doc[2], "to", layers(doc), nested=nested)
    assert [one.entity for group in found for one in group] == expected


def test_son_is_no_part_of_his_father():
    doc = mention(parse("Rebels/NNS/2/nsubj shot/VBD/0/root a/DT/4/det son/NN/2/obj "
                        "of/IN/6/case Rook/NNP/4/nmod"), Rook="Person")  # fmt: skip
    assert list(arguments(doc[1], "obj", layers(doc))) == []


def test_past_tense_read_as_participle_keeps_its_subject():
    headline = (
        "Sarn/NNP/2/nsubj says/VBZ/0/root five/CD/2/obj of/IN/5/case soldiers/NNS/3/nmod "
        "died/VBD/5/acl"
    )
    assert first(headline, {"soldiers": UNIT}, "died", "subj") == ["soldiers"]


def test_phrase_of_the_verb_is_none_of_its_subject():
    visit = "In/IN/2/case Sarn/NNP/5/obl the/DT/4/det secretary/NN/5/nsubj smiled/VBD/0/root"
    assert first(visit, {"Sarn": PLACE}, "secretary", "in") == []


def test_of_belongs_to_its_own_noun():
    talks = "talks/NNS/0/root with/IN/3/case men/NNS/1/nmod of/IN/5/case Sarn/NNP/3/nmod"
    assert first(talks, {"Sarn": PLACE}, "talks", "of") == []


def test_noun_within_a_name_stands_for_that_name_first():
    words = "the/DT/3/det Ulvar/NNP/3/compound region/NN/0/root ,/,/5/punct Sarn/NNP/3/appos"
    assert first(words, {"region": "Region", "Sarn": "Country"}, "region", "self") == ["region"]
