"""An event's feedback with every kind of question, and a short form without numbers."""

from __future__ import annotations

from tests.makers.model import Form, Other, Question, Respondent, Section, Text

LONG = (
    "We came with a group of nine and every one of us took something home. The talk on river "
    "walks was the best "
    "of the day: no slides, only maps and stories, and time for questions afterwards.\n\n"
    "The second hall was too small for the afternoon. People stood along the wall and in the "
    "door, and those in "
    "the last rows heard little. Perhaps the two halls could be swapped next year.\n\n"
    "Thank you to the volunteers at the entrance, who stayed friendly for ten hours."
)

EVENT = Form(
    code="event",
    language="en",
    title="Harbour Day: Visitor Feedback",
    subtitle="Help us to plan next year's day. Five minutes are enough.",
    items=(
        Question("text", "Your name", ("Alma Notreal", "Bo Madeup"), required=True),
        Question(
            "dropdown",
            "Which day did you come?",
            ("Saturday", None),
            options=("Friday", "Saturday", "Sunday"),
            help="One day only.",
            required=True,
        ),
        Question(
            "single",
            "How did you travel?",
            ("By bicycle", Other("in a friend's boat")),
            other=True,
            options=("By train", "By bus", "By bicycle", "By car"),
            required=True,
        ),
        Section("The programme", "Think of the part of the programme that you saw."),
        Question("stars", "How did you like the programme as a whole?", (4, 2), required=True),
        Question("numbers", "How good was the sound in the halls?", (3, None), help="1 = bad, 5 = very good"),
        Question("nps", "How likely are you to recommend the day to a friend?", (9, 0)),
        Question(
            "likert",
            "Please rate these parts",
            (("Good", "Very good", "Poor"), ("Fair", None, "Good")),
            help="One mark in each row.",
            options=("Poor", "Fair", "Good", "Very good"),
            rows=("The opening", "The walks", "The food stalls"),
        ),
        Question(
            "multi",
            "What did you visit?",
            (
                ("The lighthouse", Other("the old crane")),
                ("The lighthouse", "The fish market", "The dry dock"),
            ),
            other=True,
            options=("The lighthouse", "The fish market", "The dry dock", "The museum ship"),
        ),
        Question(
            "long",
            "What did you like best?",
            (
                Text("- the walks\n- the music on the quay\n- the soup"),
                Text("Everything, see https://pictures.example/harbour-day for pictures"),
            ),
        ),
        Question(
            "long", "What went wrong?", (None, Text("5. stall from the left ran out of cups", trap="qline"))
        ),
        Question(
            "ranking",
            "Rank these ideas for next year, the best first",
            (
                ("Night market", "Regatta", "Open workshops", "Concert"),
                ("Concert", "Night market", "Regatta", "Open workshops"),
            ),
            options=("Regatta", "Night market", "Concert", "Open workshops"),
        ),
        Section("Money"),
        Question(
            "text", "How much did you spend?", (Text("40 EUR", number=40, unit="EUR"), "about 20 to 30")
        ),
        Question(
            "single",
            "Was the entrance fee fair?",
            ("Yes", "No"),
            options=("Yes", "No"),
            yes_no=True,
            help="The fee was 6 EUR for adults.",
            required=True,
        ),
        Question(
            "text",
            "What share of your spending was for food?",
            (Text("15%", number=15, unit="percent"), Text("between 10% and 20%", judge=("value_number",))),
        ),
        Section("About you", "These answers are optional."),
        Question("text", "E-mail", ("alma@notreal.example", None)),
        Question(
            "date",
            "When did you last visit the harbour?",
            (Text("6/24/2023", date="2023-06-24"), Text("4/5/2023", cell_date="2023-04-05")),
            required=True,
        ),
        Question("file", "Please upload your best picture", (("boat_Alma Notreal.jpg",), None), scale=1),
        Question(
            "single",
            "How old are you?",
            (None, "18-39"),
            options=("Under 18", "18-39", "40-64", "65 or older"),
        ),
        Question(
            "long",
            "May we print your words?",
            (Text("Yes, with my first name.", bool_=True), Text("One mark in each row.", trap="help")),
        ),
        Question("long", "Anything else?", (Text(LONG), "Thanks 🙂⛵")),
    ),
    respondents=(
        Respondent(
            "12",
            "Alma Notreal",
            "11:00",
            660,
            "2023-06-25T18:04:10",
            "2023-06-25T18:15:10",
            "alma@notreal.example",
        ),
        Respondent("27", None, "75:21", 4521, "2023-06-27T08:00:00", "2023-06-27T09:15:21"),
    ),
    closing=Section("THANK YOU", "Thank you for your help. See you next summer!"),
)

SHORT = Form(
    code="short",
    language="en",
    title="Canteen card",
    subtitle=None,
    items=(
        Question(
            "single",
            "Did you eat in the canteen today?",
            ("Yes", "No"),
            options=("Yes", "No"),
            yes_no=True,
            required=True,
        ),
        Question(
            "multi",
            "What did you take?",
            (("Soup", "Salad"), ()),
            options=("Soup", "Main dish", "Salad", "Dessert"),
        ),
        Question("stars", "How was it?", (5, None)),
        Question("text", "What should we cook next week?", ("Lentils with vinegar", None)),
        Question("long", "Comments", (None, Text("Longer opening hours, please.\nAnd more chairs."))),
    ),
    respondents=(
        Respondent("3", None, "0:47", 47, "2024-02-01T12:31:00", "2024-02-01T12:31:47"),
        Respondent(
            "104",
            "Ines Fictive",
            "1:02:03",
            3723,
            "2024-02-02T11:00:00",
            "2024-02-02T12:02:03",
            "ines@fictive.example",
        ),
    ),
    numbered=False,
    color="#107c41",
)
