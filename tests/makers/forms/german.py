"""A quiz with points, right and wrong marks, correct answers and feedback."""

from __future__ import annotations

from tests.makers.model import Form, Question, Respondent, Section, Text

QUIZ = Form(
    code="quiz",
    language="de",
    title="Abschlussquiz Brandschutz",
    subtitle="Sie brauchen 8 von 12 Punkten.",
    items=(
        Question("text", "Ihr Name", ("Jörg Ausgedacht", None), required=True),
        Section("Teil A: Grundlagen", "Jede Frage zählt."),
        Question(
            "single",
            "Welche Nummer hat die Feuerwehr?",
            ("112", "110"),
            options=("110", "112", "115"),
            points=2,
            correct=("112",),
            required=True,
            feedback="Die 112 gilt in ganz Europa.",
        ),
        Question(
            "multi",
            "Was gehört zum Löschen eines Fettbrands?",
            (("Deckel", "Löschdecke"), ("Wasser",)),
            options=("Wasser", "Deckel", "Löschdecke"),
            points=3,
            correct=("Deckel", "Löschdecke"),
            help="Mehrere Antworten sind möglich.",
        ),
        Question(
            "text",
            "Wie viele Stufen hat die Rettungskette?",
            (Text("5"), None),
            points=2,
            correct=("5", "fünf"),
        ),
        Question(
            "single",
            "Darf der Aufzug im Brandfall benutzt werden?",
            ("Nein", None),
            options=("Ja", "Nein"),
            yes_no=True,
            points=1,
            correct=("Nein",),
        ),
        Section("Teil B: Anwendung"),
        Question(
            "single",
            "Wo steht der nächste Feuerlöscher?",
            ("Im Flur; neben der Treppe", "Im Keller"),
            options=("Im Keller", "Im Flur; neben der Treppe", "In der Küche: links"),
            points=2,
            correct=("Im Flur; neben der Treppe",),
        ),
        Question(
            "long",
            "Beschreiben Sie den Fluchtweg.",
            (
                Text(
                    "Aus dem Büro nach links.\nDann durch die Tür 3 in den Hof.\n\nDer "
                    "Sammelplatz ist am Tor."
                ),
                Text("Punkte sind mir egal."),
            ),
            points=2,
        ),
        Question(
            "likert",
            "Wie sicher fühlen Sie sich?",
            (("Eher sicher", "Sehr sicher"), (None, "Unsicher")),
            options=("Unsicher", "Eher sicher", "Sehr sicher"),
            rows=("Beim Auslösen des Alarms", "Beim Bedienen des Feuerlöschers"),
        ),
        Question("stars", "Wie hat Ihnen die Schulung gefallen?", (3, 1)),
        Question("date", "Datum der Schulung", (Text("21.07.2023", date="2023-07-21"), None)),
    ),
    respondents=(
        Respondent(
            "2",
            "Jörg Ausgedacht",
            "9:48",
            588,
            "2023-07-21T10:00:00",
            "2023-07-21T10:09:48",
            "joerg@ausgedacht.example",
            score=10,
        ),
        Respondent("14", None, "75:21", 4521, "2023-07-22T10:00:00", "2023-07-22T11:15:21", score=1),
    ),
    color="#a4262c",
)
