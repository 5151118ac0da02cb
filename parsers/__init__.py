"""Readers of exported Microsoft Forms results: bytes in, a form's responses out.

Nothing here touches a path, a clock, the environment, a network or ``ingest``.
"""
