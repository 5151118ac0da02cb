"""The invented forms, by code."""

from __future__ import annotations

from tests.makers.forms.alike import ALIKE
from tests.makers.forms.branched import BRANCHED
from tests.makers.forms.eastern import ARABIC, CHINESE, JAPANESE
from tests.makers.forms.english import EVENT, SHORT
from tests.makers.forms.german import QUIZ
from tests.makers.forms.latin import FRENCH, PORTUGUESE, SPANISH
from tests.makers.forms.nasty import NASTY

FORMS = {
    f.code: f
    for f in (
        EVENT,
        FRENCH,
        QUIZ,
        NASTY,
        SPANISH,
        PORTUGUESE,
        ARABIC,
        JAPANESE,
        CHINESE,
        SHORT,
        ALIKE,
        BRANCHED,
    )
}
