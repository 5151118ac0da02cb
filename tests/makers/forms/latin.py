"""A French city's survey with stems, a Spanish form with branching, a Portuguese one."""

from __future__ import annotations

from tests.makers.model import SKIP, Form, Other, Question, Respondent, Section, Text

OUI = ("Oui", "Non")
FRENCH = Form(
    code="ville",
    language="fr",
    title="Enquête sur les services numériques de la ville",
    subtitle="Les réponses servent à établir un rapport. Comptez un quart d’heure.",
    items=(
        Section("Ville et pays"),
        Question("text", "Nom de la ville", ("Montfictif-sur-Loire", "Villeneuve-l’Inventée"), required=True),
        Question("text", "Nom de la région", ("Région Ouest", "Sud"), required=True),
        Section("I. Cadre institutionnel"),
        Question(
            "long",
            "Quelle est l’adresse du site officiel de la ville ? Veuillez toutes les indiquer.",
            (
                Text("https://montfictif.example\nhttps://services.montfictif.example/accueil"),
                Text("www.inventee.example"),
            ),
            required=True,
            help="Un site est officiel si la ville répond de son contenu.",
        ),
        Question(
            "single",
            "Y a-t-il une personne chargée du numérique dans la ville ?",
            ("Oui", None),
            options=OUI,
            yes_no=True,
            required=True,
            help="Par exemple un directeur ou une directrice des systèmes "
            "d’information (DSI), quel que soit son titre exact.",
        ),
        Question(
            "long",
            "Participation ou équivalent :",
            (None, None),
            help="La participation permet aux habitants de proposer et de commenter des projets en ligne.",
        ),
        Section(
            "II. Cadre juridique",
            "Existe-t-il une loi ou un règlement sur l’accès à l’information au",
            stem=True,
        ),
        Question("single", "niveau national ?", ("Oui", "Non"), options=OUI, yes_no=True),
        Question("single", "niveau de la ville ?", ("Non", "Oui"), options=OUI, yes_no=True),
        Question(
            "long",
            "Si vous avez répondu oui, comment cette règle est-elle appliquée ?",
            (
                Text(
                    "Par un guide interne ; il est mis à jour chaque année.\n\nUn comité de "
                    "trois personnes suit "
                    "son application et publie un bilan : voir https://montfictif.example/bilan."
                ),
                None,
            ),
        ),
        Section("III. Stratégie et mise en œuvre"),
        Question(
            "multi",
            "Cochez tout ce qui s’applique à la stratégie de la ville :",
            (("a un budget.", "est alignée sur les objectifs de développement durable."), None),
            options=(
                "a un budget.",
                "a un calendrier.",
                "est alignée sur les objectifs de développement durable.",
                "prend en compte les personnes âgées, les personnes handicapées, les nouveaux arrivants et "
                "d’autres groupes souvent laissés de côté lorsque les services passent en ligne.",
            ),
        ),
        Question(
            "text",
            "Existe-t-il un budget pour le numérique ? Précisez le pourcentage.",
            (
                Text("oui : 1 %", bool_=True, number=1, unit="percent"),
                Text("environ 7 pour cent", number=7, unit="percent"),
            ),
            required=True,
        ),
        Question(
            "single",
            "Mesurez-vous la satisfaction ?",
            ("Oui", Other("tous les deux ans")),
            options=OUI,
            other=True,
            yes_no=True,
        ),
        Question(
            "likert",
            "Votre avis sur ces services",
            (("D’accord", "Pas d’accord"), ("Neutre", "D’accord")),
            options=("Pas d’accord", "Neutre", "D’accord"),
            rows=("L’état civil en ligne est facile à trouver", "Les formulaires sont compréhensibles"),
        ),
        Question(
            "date",
            "Date",
            (Text("20/06/2023", date="2023-06-20"), Text("31/05/2023", date="2023-05-31")),
            required=True,
        ),
    ),
    respondents=(
        Respondent("27", None, "11:00", 660, "2023-06-20T09:00:00", "2023-06-20T09:11:00"),
        Respondent(
            "8",
            "Noé Irréel",
            "113:14",
            6794,
            "2023-05-31T14:00:00",
            "2023-05-31T15:53:14",
            "noe@irreel.example",
        ),
    ),
    closing=Section("MERCI", "Merci d’avoir rempli ce questionnaire."),
    color="#8b2252",
)

SPANISH = Form(
    code="clinica",
    language="es",
    title="Encuesta de la clínica Buen Aire",
    subtitle="Sus respuestas son confidenciales.",
    items=(
        Question(
            "single",
            "¿Ha visitado la clínica este año?",
            ("Sí", "No"),
            options=("Sí", "No"),
            yes_no=True,
            required=True,
        ),
        Question(
            "single",
            "¿Qué servicio utilizó?",
            ("Pediatría", SKIP),
            options=("Urgencias", "Pediatría", "Medicina general"),
            other=True,
        ),
        Question("date", "¿Cuándo fue su última visita?", (Text("15/3/2024", date="2024-03-15"), SKIP)),
        Question("text", "¿Por qué no la ha visitado?", (SKIP, "Vivo lejos: a 40 km")),
        Section("Su opinión", "Piense en su última visita a cualquier centro."),
        Question(
            "likert",
            "Indique su grado de acuerdo",
            (
                ("De acuerdo", "Neutral", "Muy de acuerdo", None),
                ("Muy en desacuerdo", "En desacuerdo", "Neutral", "De acuerdo"),
            ),
            options=("Muy en desacuerdo", "En desacuerdo", "Neutral", "De acuerdo", "Muy de acuerdo"),
            rows=(
                "La espera fue corta",
                "El personal fue amable",
                "Las instalaciones estaban limpias",
                "Entendí las explicaciones",
            ),
            required=True,
        ),
        Question(
            "multi",
            "¿Cómo pidió cita?",
            (("Por teléfono", "En la web"), (Other("mi hija la pidió"),)),
            options=("Por teléfono", "En la web", "En persona"),
            other=True,
        ),
        Question("numbers", "Valore la limpieza del 1 al 10", (8, 10), scale=10),
        Question("single", "¿Volvería a venir?", ("No", "Sí"), options=("Sí", "No"), yes_no=True),
        Question(
            "long",
            "¿Por qué no volvería?",
            (Text("La espera.\n1. Demasiado ruido\n2. Poca luz", trap="qline"), SKIP),
        ),
        Section("Datos"),
        Question("text", "Correo electrónico", (None, "pepa@inventada.example")),
        Question("text", "¿Cuánto pagó?", (Text("25 €", number=25, unit="EUR"), "nada")),
    ),
    respondents=(
        Respondent(
            "41",
            "Pepa Inventada",
            "6:05",
            365,
            "2024-03-18T10:00:00",
            "2024-03-18T10:06:05",
            "pepa@inventada.example",
        ),
        Respondent("42", None, "2:30", 150, "2024-03-18T11:00:00", "2024-03-18T11:02:30"),
    ),
    color="#c2410c",
)

PORTUGUESE = Form(
    code="biblioteca",
    language="pt",
    title="Pesquisa da Biblioteca Municipal",
    subtitle="Obrigado por participar!",
    items=(
        Question("text", "Qual é o seu bairro?", ("Vila Imaginária", "Centro"), required=True),
        Question(
            "single",
            "Com que frequência você vem à biblioteca?",
            ("Toda semana", "Uma vez por mês"),
            options=("Todos os dias", "Toda semana", "Uma vez por mês", "Raramente"),
            required=True,
        ),
        Question(
            "multi",
            "O que você usa?",
            (("Empréstimo de livros", "Salas de estudo"), None),
            options=("Empréstimo de livros", "Computadores", "Salas de estudo", "Oficinas"),
            other=True,
        ),
        Section("Avaliação"),
        Question("stars", "Como você avalia o atendimento?", (5, 3), scale=5, required=True),
        Question("nps", "Qual a probabilidade de você recomendar a biblioteca?", (10, 6)),
        Question(
            "single",
            "O horário é adequado?",
            ("Não", "Sim"),
            options=("Sim", "Não"),
            yes_no=True,
            help="Segunda a sexta, das 9h às 18h.",
        ),
        Question(
            "long",
            "Se não, que horário você prefere?",
            (Text("Das 10h às 20h.\nE também aos sábados."), None),
        ),
        Question(
            "ranking",
            "Ordene as prioridades",
            (("Mais livros", "Ar-condicionado", "Wi-Fi"), ("Wi-Fi", "Mais livros", "Ar-condicionado")),
            options=("Wi-Fi", "Mais livros", "Ar-condicionado"),
        ),
        Question("date", "Data", (Text("25/04/2024", date="2024-04-25"), None), required=True),
        Question("file", "Envie uma foto da sua sala favorita", (None, ("sala_João Fictício.png",)), scale=1),
    ),
    respondents=(
        Respondent("5", None, "11:00", 660, "2024-04-25T15:00:00", "2024-04-25T15:11:00"),
        Respondent(
            "6",
            "João Fictício",
            "75:21",
            4521,
            "2024-04-26T15:00:00",
            "2024-04-26T16:15:21",
            "joao@ficticio.example",
        ),
    ),
    color="#5b2c83",
)
