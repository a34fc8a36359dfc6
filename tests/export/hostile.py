"""Products out of strings that somebody would like a page to run, load or choke on."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from made import make_product

from kg.model import (
    Article,
    Comparison,
    Entity,
    Extraction,
    Figure,
    Mention,
    Quote,
    Reject,
    Relation,
    Resolved,
    Span,
    TimeSpan,
)

SUITE = Path(__file__).parents[3] / "shared/suites/naughty-strings/blns.json"
FIRED = "document.documentElement.dataset.fired=1"
OUTSIDE = "http://outside.example"
OWN = (
    f"<script>{FIRED}</script>",
    f"</script><script>{FIRED}</script>",
    f"</title><script>{FIRED}</script>",
    f"--><script>{FIRED}</script><!--",
    f"<!--<script>{FIRED}",
    f"]]><script>{FIRED}</script>",
    f'"><img src=x onerror="{FIRED}">',
    f"'><img src={OUTSIDE}/a.png onerror='{FIRED}'>",
    f'" onmouseover="{FIRED}" autofocus onfocus="{FIRED}" x="',
    f"<svg onload={FIRED}><animate onbegin={FIRED} attributeName=x>",
    f"<iframe srcdoc='<script>parent.{FIRED}</script>'></iframe>",
    f"<iframe src={OUTSIDE}/frame></iframe>",
    f"<link rel=stylesheet href={OUTSIDE}/style.css>",
    f"<style>@import '{OUTSIDE}/style.css'; * {{ display: none }}</style>",
    f"<base href={OUTSIDE}/>",
    f"<meta http-equiv=refresh content='0;url={OUTSIDE}/'>",
    f"<form action={OUTSIDE}><button>send</button></form>",
    f"<object data={OUTSIDE}/o></object><embed src={OUTSIDE}/e>",
    f"<a href=\"javascript:{FIRED}\">href</a>",
    f"javascript:{FIRED}",
    f"data:text/html,<script>{FIRED}</script>",
    f"{{{{ 7 * 7 }}}}{{% include 'base.html' %}}${{{FIRED}}}",
    "{{ ''.__class__.__mro__ }}",
    "\\u003cscript\\u003e \\x3cscript\\x3e \\",
    "line\u2028separator\u2029and next\u0085line",
    "over\u202eride \u2066isolate \u200fmark without an end",
    "NUL \x00 escape \x1b[31m bell \x07 delete \x7f",
    "lone \ud800 surrogate \udfff and \ufffe\uffff",
    "e\u0301 \u00e9 Ångström ﬁ 👩‍👩‍👧‍👦 ‏العربية 北京 ไทย",
    "Z̸̡̛a̶l̷g̵o̴ " + "\u0301" * 60,
    "a" * 3000,
    "one two " * 400,
    "</a></p></td></table></section></main></body></html>",
    "&lt;b&gt; &amp; &#60;i&#62; &notanentity; &",
    "'\"`<>&;:/\\?#[]{}()=%+~^|!@$*,.",
    "   ",
    "\n\r\n\t",
    "0",
    "constructor",
    "__proto__",
    "href",
)  # fmt: skip


def suite():
    """Return the public list of naughty strings."""
    if not SUITE.is_file():
        pytest.skip(f"no {SUITE.name} beside the checkout")
    return tuple(one for one in json.loads(SUITE.read_text(encoding="utf-8")) if one)


def hostile_product(strings):
    """A product with an article for every string, which stands wherever a text can stand."""
    plain = make_product()
    extractions = tuple(_extraction(number, text) for number, text in enumerate(strings))
    by_id = {one.article.id: one for one in extractions}
    assert len(by_id) == len(strings)
    extractions = tuple(by_id[id] for id in sorted(by_id))
    return replace(
        plain,
        run=replace(plain.run, software=strings[0], pipeline=strings[-1]),
        extractions=extractions,
        resolved=tuple(sorted(_resolved(extractions), key=lambda one: one.key)),
        comparisons=tuple(
            Comparison(
                verdict=verdict, left=(one.article.id, "f1"), right=(one.article.id, "f2"),
                reason=one.article.title,
            )
            for one, verdict in zip(
                extractions, ["conflicts", "agrees", "supersedes"] * len(extractions), strict=False
            )
        ),
        rejects=tuple(
            Reject(
                article=one.article.id, record=text, kind="relation", focus=text, shape=text,
                path=text, value=text, reason=text, sentence=text,
            )
            for one in extractions
            for text in [one.article.title]
        ),
    )  # fmt: skip


def _extraction(number, text):
    body = f"{number} 42 {text} 43 {number}"
    whole, first, second = Span(0, len(body)), Span(2, 4), Span(len(body) - 4, len(body) - 2)
    middle = Span(body.index(text), body.index(text) + len(text))
    article = Article(
        id=f"{text}{number}",
        path=text,
        text=body,
        title=text,
        publisher=text,
        url=text,
        body=(whole,),
    )
    mention = Mention(span=middle, text=text)
    one = Entity(id="e1", name=text, type="Person", mentions=(mention,))
    other = Entity(id="e2", name=f"{text} {number}", type="City", mentions=(mention,))
    figure = Figure(
        id="f1", span=first, low=None, high=None, counted=text, measure=text, source="e1",
        population="e2", as_of=TimeSpan(text=text), rule=text,
    )  # fmt: skip
    return Extraction(
        article=article,
        entities=(one, other),
        quotes=(
            Quote(id="q1", kind="direct", mode="speech", content=(middle,), source="e1",
                  via=("e2",), medium=text, rule=text),
        ),
        figures=(figure, replace(figure, id="f2", span=second)),
        relations=(
            Relation(id="r1", predicate="deployed_to", subject="e1", object="e2", evidence=whole,
                     polarity="denied", source="e1", rule=text),
        ),
    )  # fmt: skip


def _resolved(extractions):
    for extraction in extractions:
        id = extraction.article.id
        for entity in extraction.entities:
            yield Resolved(
                key=f"{entity.type}/{id}", name=entity.name, type=entity.type,
                names=(entity.name, f"also {entity.name}"), members=((id, entity.id),),
                known=entity.name, reasons=(entity.name,),
            )  # fmt: skip
