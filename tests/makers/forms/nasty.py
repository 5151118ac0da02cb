"""Everything that may mislead a reader, in one English form."""

from __future__ import annotations

from tests.makers.model import Form, Other, Question, Respondent, Section, Text

PARAGRAPH = (
    "The first thing I would like to say is that the work was done with care, and that nobody in "
    "the building had "
    "to wait longer than the letter promised. The second is less pleasant: twice the water was "
    "turned off without a "
    "word, once in the morning and once when two families had guests, and the number on the "
    "letter was not answered."
)
ESSAY = "\n\n".join(
    [
        PARAGRAPH,
        "1. Please put up a notice two days before.\n2. Please answer the telephone.\n3. Please sweep.",
        PARAGRAPH.replace("first", "third").replace("second", "fourth"),
        "12. See above",
        "* a bullet\n- a dash\n• a dot\n  and an indented line",
        PARAGRAPH.replace("water", "power"),
        "Would you do the same? Yes.",
        PARAGRAPH.replace("families", "neighbours"),
        PARAGRAPH,
        "Required to answer",
    ]
)
WRAP = (
    "Considering everything that happened between the first letter in the spring and the last "
    "visit of the fitters in "
    "the autumn, including the days on which you were away and somebody else opened the door for "
    "them, how would you "
    "describe the way in which the company kept you informed?"
)
NASTY = Form(
    code="nasty",
    language="en",
    title="House 7: what went on? (2nd round)",
    subtitle="1. Read. 2. Answer. 3. Send.",
    items=(
        Question("text", "Name", (Text("1. Petra Phantom", trap="qline"), None), required=True),
        Question(
            "long",
            WRAP,
            (Text("3. Floor", trap="qline"), Text("12. See above", trap="qline")),
            help="Use your own words; one or two sentences are enough, but you may of course "
            "write as much as you "
            "want to, and nobody will count the lines.",
        ),
        Section("Part 1: Kitchen", "Questions about the kitchen only."),
        Question("single", "Is it dry?", ("Yes", "No"), options=("Yes", "No"), yes_no=True, required=True),
        Question(
            "text",
            "Remarks",
            (Text("Yes.", bool_=True), Text("Questions about the kitchen only.", trap="help")),
        ),
        Question("single", "How many windows?", ("2", "10"), options=("1", "2", "3", "10")),
        Question(
            "multi",
            "Which of these apply?",
            (("Walls: new; painted", "None of it works; please come"), ("12:30 or later",)),
            options=(
                "Walls: new; painted",
                "Floor: old",
                "12:30 or later",
                "None of it works; please come",
                "The fitters came, but they came on another day than the one that was written in "
                "the letter, or they "
                "came to another flat, or they rang and left before I could open",
            ),
        ),
        Section("Part 2: Bathroom"),
        Question("single", "Is it dry?", ("No", None), options=("Yes", "No"), yes_no=True, required=True),
        Question("text", "Remarks", (Text("Other"), Text("No answer"))),
        Question(
            "multi",
            "Who came?",
            (("The fitter", Other("Other")), ()),
            other=True,
            options=("The fitter", "The plumber", "Nobody"),
        ),
        Question(
            "single",
            "Who let them in?",
            (Other("the caretaker; he has a key"), None),
            other=True,
            options=("I did", "A neighbour"),
        ),
        Section("Scales"),
        Question("stars", "How clean was it afterwards?", (7, 10), scale=10),
        Question("stars", "How kind were they?", (3, None), symbol="heart"),
        Question("nps", "Would you recommend the company?", (0, None), required=True),
        Question(
            "likert",
            "How far do you agree?",
            (("Strongly agree", "Disagree", None), (None, None, None)),
            options=("Strongly disagree", "Disagree", "Agree", "Strongly agree"),
            rows=(
                "The company told me in good time, in writing and in a language that I "
                "understand, on which day "
                "and at what hour somebody would come",
                "The noise was bearable",
                "4. quarter was better than the third",
            ),
        ),
        Question(
            "ranking",
            "What should come first next time?",
            (("3. Roof", "1. Stairs", "2. Cellar"), None),
            options=("1. Stairs", "2. Cellar", "3. Roof"),
        ),
        Section("Figures and dates"),
        Question(
            "text",
            "Cost",
            (Text("1.234,50", judge=()), Text("between 1,000 and 2,000 EUR", judge=("value_number",))),
        ),
        Question(
            "text",
            "Share paid by you",
            (Text("50%", number=50, unit="percent"), Text("10% or 15%", judge=("value_number",))),
        ),
        Question(
            "date",
            "Day of the last visit",
            (Text("3/4/2023", cell_date="2023-03-04"), Text("10/31/2023", date="2023-10-31")),
            required=True,
        ),
        Question("text", "Date of the letter", (Text("2 Mar 2023"), None)),
        Question(
            "dropdown",
            "Flat",
            ("3. Floor left", None),
            options=("1. Floor", "2. Floor", "3. Floor left"),
            help="As on the bell.",
        ),
        Question(
            "file",
            "Pictures",
            (("leak 1_Petra Phantom.jpg", "leak 2 (copy)_Petra Phantom.jpg"), None),
            scale=3,
        ),
        Question(
            "long",
            "Tell us everything",
            (Text(ESSAY, trap="qline"), Text("😀👍🏽 fine & <b>bold</b> *stars* _under_ #1")),
        ),
        Question(
            "long",
            "Links",
            (Text("See https://pictures.example/a_b?c=1&d=2 and\nhttp://docs.example/x.pdf."), None),
        ),
        Question("text", "Anything else?", (Text("As on the bell.", trap="help"), None)),
    ),
    respondents=(
        Respondent(
            "1",
            "Petra Phantom",
            "1:02:03",
            3723,
            "2023-11-02T20:00:00",
            "2023-11-02T21:02:03",
            "petra@phantom.example",
        ),
        Respondent("1203", None, "0:59", 59, "2023-11-03T07:00:00", "2023-11-03T07:00:59"),
    ),
    closing=Section("Thank you!", "You may now close this window."),
    color="#323130",
)
