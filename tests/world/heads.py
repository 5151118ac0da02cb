"""The block above the questions that says who answered: each order and markup of it."""

from __future__ import annotations

from html import escape

from tests.world.model import Case


def draw(case: Case) -> str:
    """The block as HTML."""
    how = case["head"]
    number, time = case.head.respondent, case.head.time
    name = escape(case.head.name or case.word("anonymous"))
    respondent, taken, view = (
        escape(case.word(w)) for w in ("respondent", "time_to_complete", "view_results")
    )
    return {
        "labels": (
            f'<h2>{view}</h2><div class="hd"><div>{respondent}</div><div>{number}</div><div>{name}</div>'
            f"<div>{time}</div><div>{taken}</div></div>"
        ),
        "bars": (
            f'<div class="bar"><span>Forms</span> <span>Back</span></div><h2>{view}</h2><div class="hd fl"><div>'
            f"<div>{respondent}</div><b>{number}</b></div><div>{name}</div><div><b>{time}</b><div>{taken}</div></div></div>"
        ),
        "inline": (
            f"<p>{view}</p><p><small>{respondent}</small> <b>{number}</b> <b>{name}</b> "
            f"<b>{time}</b><small>{taken}</small></p>"
        ),
        "rows": f"<p>{view}</p><p>{respondent}: {number}</p><p>{name}</p><p>{taken}: {time}</p>",
        "table": (
            f'<p>{view}</p><table class="hd"><tr><td>{respondent}</td><td>{number}</td><td>{name}</td></tr>'
            f"<tr><td>{taken}</td><td>{time}</td><td></td></tr></table>"
        ),
        "compact": f"<p>{view}</p><p>{respondent} {number} · {name} · {taken} {time}</p>",
        "late": f"<p>{view}</p><div>{respondent}</div><div>{number}</div><div>{name}</div><div>{taken}</div><div>{time}</div>",
        "chips": (
            f'<div class="hd fl"><button>&lt;</button><input aria-label="{respondent}" value="{number}"><button>&gt;</button>'
            f"<span>{respondent} {number}</span><span>{name}</span><span>{time} {taken}</span></div>"
        ),
        "none": "",
    }[how]
