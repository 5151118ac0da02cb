"""A form without numbers whose neighbours look alike: grids, choices and scales in a row."""

from __future__ import annotations

from tests.makers.model import Form, Question, Respondent, Section, Text

GRADES = ("Bad", "Fair", "Good")
YES = ("Yes", "No")
GOODS = ("Books", "Films", "Games")
ALIKE = Form(
    code="library",
    language="en",
    title="Library visitors 2026",
    subtitle="Three minutes.",
    numbered=False,
    items=(
        Question(
            "likert",
            "How good are our rooms?",
            (("Good", "Bad"), ("Fair", None)),
            options=GRADES,
            rows=(
                "Reading room",
                "The lecture hall on the second floor, where the talks in the evening take place",
            ),
        ),
        Question(
            "likert",
            "How good is our staff?",
            (("Fair", "Good", "Bad"), (None, None, None)),
            options=GRADES,
            rows=(
                "Kind",
                "Quick",
                "Well informed about what there is in other libraries of the region and how to order from "
                "them",
            ),
        ),
        Question(
            "likert",
            "How often do you come?",
            (("Weekly",), ("Daily",)),
            options=("Daily", "Weekly", "Monthly"),
            rows=("In winter",),
            help="Think of the last two years.",
        ),
        Question("single", "Did you find what you looked for?", ("No", "Yes"), options=YES, yes_no=True),
        Question("single", "Did someone help you?", ("Yes", None), options=YES, yes_no=True),
        Question("single", "Would you ask again?", (None, "No"), options=YES, yes_no=True),
        Question("multi", "What do you borrow?", (("Books",), ("Books", "Films")), options=GOODS),
        Question("multi", "What do you buy?", (("Films", "Games"), None), options=GOODS),
        Section("Money"),
        Question("stars", "The café", (3, None)),
        Question("stars", "The shop", (None, 5)),
        Question("nps", "Would you recommend the library?", (0, 10)),
        Question("nps", "Would you recommend the café?", (None, 7)),
        Question("numbers", "How satisfied are you?", (2, None)),
        Question("text", "How many cards do you have?", (Text("2", number=2), Text("0", number=0))),
        Question("text", "How many children?", (None, Text("3", number=3))),
        Question("long", "What should change?", (Text("Books\nFilms\nGames"), Text("Good"))),
        Question("long", "What should stay?", (Text("How good is our staff? Good."), None)),
        Question("date", "When were you here last?", (Text("3/14/2026", date="2026-03-14"), None)),
        Question("date", "When will you come again?", (None, Text("12/24/2026", date="2026-12-24"))),
        Question("ranking", "Order these", (("Films", "Books", "Games"), GOODS[::-1]), options=GOODS),
        Question("file", "Upload a photo", (("photo_Ann.png",), None)),
        Question("single", "Did someone help you?", ("No", "Yes"), options=YES, yes_no=True),
    ),
    respondents=(
        Respondent("7", None, "05:10", 310, "2026-03-15T09:00:00", "2026-03-15T09:05:10"),
        Respondent("8", None, "61:02", 3662, "2026-03-16T09:00:00", "2026-03-16T10:01:02"),
    ),
)
