"""Custom properties: what they hide is hidden, as what is said outright."""

from __future__ import annotations

import time

import pytest

from parsers.blocks import Field
from parsers.html.read import read_html
from tests.test_html_hidden import SECRET, all_text, page

HIDDEN = {
    "of the page": (":root{--d:none}.x{display:var(--d)}", '<p class="x">{}</p>'),
    "of the element": (".x{display:var(--d);--d:none}", '<p class="x">{}</p>'),
    "of an attribute": ("", '<p style="--d:none;display:var(--d)">{}</p>'),
    "of what is around": (".area{--o:0}.x{opacity:var(--o)}", '<p class="x">{}</p>'),
    "where the property has no value": (".x{display:var(--d, none)}", '<p class="x">{}</p>'),
    "of another": (":root{--a:var(--b);--b:hidden}.x{visibility:var( --a )}", '<p class="x">{}</p>'),
    "in a part of a value": (":root{--x:-9999px}.x{transform:translateX(var(--x))}", '<p class="x">{}</p>'),
    "colours": (":root{--c:#fff}.x{color:var(--c)}", '<p class="x">{}</p>'),
    "a ground": (":root{--g:#123}.q{background:var(--g)}", '<p style="color:#123">{}</p>'),
    "of a media query": ("@media screen{:root{--d:none}}.x{display:var(--d)}", '<p class="x">{}</p>'),
}
SEEN = {
    "overridden nearer by": (":root{--d:none}.area{--d:block}.x{display:var(--d)}", '<p class="x">{}</p>'),
    "without a value": (".x{display:var(--d)}", '<p class="x">{}</p>'),
    "no value in its place": (".x{display:none;display:var(--d)}", '<p class="x">{}</p>'),
    "a circle": (":root{--a:var(--b);--b:var(--a)}.x{display:var(--a)}", '<p class="x">{}</p>'),
    "a value instead": (":root{--d:block}.x{display:var(--d, none)}", '<p class="x">{}</p>'),
    "of print": ("@media print{:root{--d:none}}.x{display:var(--d)}", '<p class="x">{}</p>'),
    "that nobody uses": (":root{--d:none}", '<p class="x">{}</p>'),
    "colours": (":root{--c:#333}.x{color:var(--c)}", '<p class="x">{}</p>'),
}


@pytest.mark.parametrize(("css", "area"), HIDDEN.values(), ids=HIDDEN)
def test_what_a_variable_hides_is_no_answer(css: str, area: str) -> None:
    document = page(css, area.format(SECRET))
    assert SECRET not in all_text(document)
    assert [p.code for p in document.problems] == ["hidden"]


@pytest.mark.parametrize(("css", "area"), SEEN.values(), ids=SEEN)
def test_what_no_variable_hides_is_the_answer(css: str, area: str) -> None:
    fields = [b for b in page(css, area.format("the answer")).blocks if isinstance(b, Field)]
    assert "the answer" in "\n".join(f.text for f in fields)


def test_values_that_double_with_each_step_are_given_up() -> None:
    grown = "".join(f"--a{n}:var(--a{n + 1}) var(--a{n + 1});" for n in range(60))
    start = time.process_time()
    read_html(
        f"<style>:root{{{grown}--a60:none}}.x{{display:var(--a0)}}</style>{'<p class=x>x</p>' * 500}".encode()
    )
    assert time.process_time() - start < 2
