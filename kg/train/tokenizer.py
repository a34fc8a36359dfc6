"""The pipeline's tokenizer: spaCy's English rules, moved towards the words of the UD treebanks.

Everything here is serialised with the pipeline, so that no code of ours is needed to load it.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, no stubs
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from kg.errors import ConfigError

BOUND_PREFIXES = (
    "non", "co", "e", "pre", "semi", "re", "anti", "pro", "mid", "post", "multi", "ex", "sub",
    "cross", "counter", "neo", "socio", "mini", "micro",
)  # fmt: skip
"""UD writes "non-avian", "co-founder" and "pro-Beijing" as one word, "Korean-made" as three."""

RUNS = (r"!+[!?]*", r"\?+[!?]*", r"=+", r"_+", r"\*+", r"~+", r"<+", r">+", r"-{2,}")
"""A run of one mark is one word: "!!!", "-----"."""

ABBREVIATIONS = (
    "etc.", "al.", "Ft.", "Mt.", "Lt.", "Sgt.", "Col.", "Maj.", "Capt.", "Brig.", "Cpl.", "Cmdr.",
    "Pvt.", "Supt.", "Insp.", "Hon.", "Sr.", "Mme.", "Mlle.", "Mon.", "Tue.", "Tues.", "Wed.",
    "Thu.", "Thur.", "Thurs.", "Fri.", "Sat.", "Wed", "approx.", "ca.",
)  # fmt: skip
"""One word with its full stop."""

MARKS_TOGETHER = ("):", "(:")
"""Not faces: "(from 2010):"."""

SINGLE_MARKS = frozenset({r"\!", r"\?", "!", "?", "=", "_", r"\*", "~", "<", ">"})


def set_tokenizer(nlp: Language) -> None:
    """Give ``nlp`` the project's rules for words."""
    defaults = nlp.Defaults
    prefixes = [rule for rule in defaults.prefixes or [] if rule not in SINGLE_MARKS]
    suffixes = [rule for rule in defaults.suffixes or [] if rule not in SINGLE_MARKS]
    infixes = [_spare_bound_prefixes(str(rule)) for rule in defaults.infixes or []]
    infixes += [
        r"[-–](?<=[A-Z]\..)(?=[A-Za-z])",  # U.S.-led
        r"[–—](?<=[A-Za-z0-9].)(?=[A-Za-z0-9\"“‘])",
        r"[“”]",
        r",(?<=[0-9],)(?=[0-9]{1,2}(?![0-9]))",  # [18,19,20]
        r"\](?=[-–—]\[)",  # [1]–[5]
        r"[-–—](?<=\].)(?=\[)",
        r"\[(?<=\][-–—]\[)",
        r"['’](?<=[A-Za-z].)(?:s|re|ve|ll|d|m)(?=[–—])",  # it’s—it’s
    ]
    tokenizer = nlp.tokenizer
    if not isinstance(tokenizer, Tokenizer):
        raise ConfigError(f"{nlp.lang!r} has a tokenizer without rules: use a blank pipeline")
    for abbreviation in ABBREVIATIONS:
        tokenizer.add_special_case(abbreviation, [{"ORTH": abbreviation}])
    tokenizer.add_special_case("and/or", [{"ORTH": "and"}, {"ORTH": "/"}, {"ORTH": "or"}])
    rules = {text: rule for text, rule in tokenizer.rules.items() if text not in MARKS_TOGETHER}
    tokenizer.rules = rules
    tokenizer.prefix_search = compile_prefix_regex([*RUNS, *prefixes]).search
    tokenizer.suffix_search = compile_suffix_regex([*RUNS, *suffixes]).search
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer


def _spare_bound_prefixes(rule: str) -> str:
    if "(?:-|–" not in rule:
        return rule
    guards = (f"(?<!\\b[{name[0].upper()}{name[0]}]{name[1:]})" for name in BOUND_PREFIXES)
    # the marks are looked for first: the guards cost time at every letter of a text otherwise
    return "(?=[-–—~])" + "".join(guards) + rule
