"""The style sheet of a case."""

from __future__ import annotations

import random

from tests.world.model import Case

FONTS = {
    "sans": '"Liberation Sans","Noto Sans","Noto Sans CJK JP","Noto Sans Arabic","Noto Sans Hebrew","Noto Sans Devanagari","Noto Sans Thai",sans-serif',
    "serif": '"Liberation Serif","Noto Serif","Noto Sans CJK JP",serif',
    "mono": '"Liberation Mono","Noto Sans CJK JP",monospace',
}
SHEETS = {
    "A4": "210mm 297mm",
    "Letter": "8.5in 11in",
    "A3 landscape": "420mm 297mm",
    "phone": "375px 812px",
    "A5": "148mm 210mm",
}
FIELDS = {
    "box": "border:1px solid #ccc",
    "two_tone": "border:1px solid #bbb;border-bottom-color:#333",
    "thick": "border:3px solid #555",
    "dashed": "border:1px dashed #888",
    "underline": "border:0;border-bottom:1px solid #777",
    "none": "border:0",
    "left_bar": "border:0;border-left:4px solid #0f6cbd",
}
GROUNDS = {
    "none": "",
    "grey": "background:#eee;color:#222",
    "tint": "background:#eef6fc;color:#222",
    "dark": "background:#333;color:#fff",
}
HELPS = {
    "italic": "font-style:italic;color:#666",
    "grey": "color:#767676",
    "small": "font-size:80%",
    "plain": "",
}
PROMPTS = {"bold": "font-weight:bold", "plain": "", "coloured": "color:#0f6cbd", "large": "font-size:120%"}
SECTIONS = {
    "heading": "font-size:150%;margin:16px 0",
    "bold": "font-weight:bold;margin:12px 0",
    "band": "background:#0f6cbd;color:#fff;padding:8px;margin:12px 0",
}
CARDS = {
    "none": "",
    "bordered": "border:1px solid #ddd;padding:12px",
    "shaded": "background:#f7f7f7;color:#222;padding:12px",
}
PUSHES = {"0": (0, 0), "to 100": (1, 100), "to 300": (101, 300), "to 600": (301, 600), "to 1000": (601, 1000)}
DARK_CARDS = CARDS | {"shaded": "background:#2b2a29;padding:12px"}
CHOSEN = {"weight": "font-weight:bold", "colour": "color:#c00", "shade": "background:#cfe4fa"}


def _push(case: Case) -> int:
    """Pixels above the first question: any height, so that a page ends anywhere."""
    low, high = PUSHES[case["push"]]
    return random.Random(case.name).randint(low, high)


def css(case: Case) -> str:
    """All rules."""
    avoid = "break-inside:avoid" if case["break"] == "avoid" else ""
    dark = "body{background:#1b1a19;color:#fff}" if case["theme"] == "dark" else ""
    cards = DARK_CARDS if case["theme"] == "dark" else CARDS
    columns = "grid-template-columns:1fr 1fr" if case["columns"] == "2" else ""
    exact = (
        "*{-webkit-print-color-adjust:exact;print-color-adjust:exact}" if case["background"] == "yes" else ""
    )
    return (
        f"@page{{size:{SHEETS[case['paper']]};margin:12mm}}{exact}"
        f"body{{font-family:{FONTS[case['font']]};font-size:{case['size']}px;zoom:{case['zoom']};margin:0}}{dark}"
        f".push{{height:{_push(case)}px}}.ft{{font-size:150%}}.hd div{{margin:4px 0}}.fl{{display:flex;gap:24px}}"
        f".question{{margin:14px 0;{cards[case['cards']]};{avoid}}}.title{{{PROMPTS[case['prompt']]}}}"
        f".sub{{{HELPS[case['help']]}}}.section{{{SECTIONS[case['section']]}}}"
        ".ord{position:absolute;margin-inline-start:-0px}.ord~.text-format-content{padding-inline-start:2em}"
        f".opts{{display:grid;{columns}}}.choice{{margin:6px 0}}.ot.on{{{CHOSEN.get(case['control'], '')}}}"
        f".tx{{{FIELDS[case['field']]};{GROUNDS[case['ground']]};border-radius:{case['corner']};padding:8px;min-height:20px;"
        f"white-space:pre-wrap;overflow-wrap:anywhere;margin:6px 0;{'box-shadow:1px 2px 4px #999' if case['shadow'] == 'yes' else ''}}}"
        ".ph{color:#767676}.fig{display:inline-block;text-align:center;margin:4px;min-width:22px}"
        "table.grid{border-collapse:collapse;width:100%}.grid td,.grid th{padding:6px;text-align:center;font-weight:normal}"
        ".grid .statement{text-align:start}.ranked{border:1px solid #ccc;padding:6px;margin:4px 0}"
        ".hid{opacity:0;position:absolute;width:16px;height:16px}.mk{position:relative}"
        ".sr{position:absolute;left:-9999px;width:1px;height:1px;overflow:hidden}.after::after{content:' *';color:#a80000}"
        '.ic{font-family:"World Icons";font-style:normal;font-size:14px;position:absolute;left:2px;top:0}'
        '.ic2{font-family:"World Icons";font-size:20px}'
    )
