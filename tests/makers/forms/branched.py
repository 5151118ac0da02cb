"""A form whose branches ask in the same words, and in which a wording is a question and a grid's row."""

from __future__ import annotations

from tests.makers.model import SKIP, Form, Other, Question, Respondent, Section, Text

YES = ("Yes", "No")
PARTS = ("Price", "Safety", "Comfort")
BRANCHED = Form(
    code="transit",
    language="en",
    title="Getting to the town hall",
    subtitle="On buses and trains.",
    items=(
        Question("text", "Your quarter", (Text("North"), Text("Old town"), Text("Harbour"), None)),
        Question("single", "Do you take the bus?", ("Yes", "No", "Yes", "No"), options=YES, yes_no=True),
        Question("long", "Why?", (Text("It is near."), SKIP, Text("No car."), SKIP)),
        Question("long", "Why?", (SKIP, Text("It is late."), SKIP, None)),
        Question("single", "Do you take the train?", ("No", "No", "Yes", None), options=YES, yes_no=True),
        Question("long", "Since when?", (SKIP, SKIP, Text("Two years ago."), SKIP)),
        Section("The bus", "What you think of it."),
        Question(
            "likert",
            "How important is this to you?",
            (("Very", "A little", None), SKIP, ("Not", "Very", "Very"), SKIP),
            options=("Not", "A little", "Very"),
            rows=PARTS,
        ),
        Question(
            "likert",
            "How content are you with it?",
            (("Not", "Not", "Very"), ("Very", "Not", "A little"), SKIP, SKIP),
            options=("Not", "A little", "Very"),
            rows=PARTS,
        ),
        Question("text", "Price", (Text("2", number=2), None, Text("3", number=3), Text("0", number=0))),
        Question(
            "multi",
            "What is missing?",
            (("Seats",), SKIP, (Other("A roof"),), ("Light", "Seats")),
            options=("Light", "Seats"),
            other=True,
        ),
        Section("The train"),
        Question(
            "multi",
            "What is missing?",
            (SKIP, ("Light",), ("Light", Other("A clock")), None),
            options=("Light", "Seats"),
            other=True,
        ),
        Question("nps", "Would you recommend it?", (7, SKIP, SKIP, 0)),
        Question("nps", "Would you recommend it?", (SKIP, 10, 3, SKIP)),
        Question("stars", "All in all", (4, 2, None, 5)),
        Question("long", "Anything else?", (Text("Why?"), Text("Price"), None, Text("Since when?"))),
    ),
    respondents=(
        Respondent("1", None, "05:10", 310, "2026-03-15T09:00:00", "2026-03-15T09:05:10"),
        Respondent("2", None, "01:02", 62, "2026-03-16T09:00:00", "2026-03-16T09:01:02"),
        Respondent("3", None, "02:03", 123, "2026-03-16T10:00:00", "2026-03-16T10:02:03"),
        Respondent("4", None, "03:04", 184, "2026-03-17T09:00:00", "2026-03-17T09:03:04"),
    ),
)
