"""``python -m tests.bench.scale``: many made documents of forty forms, in time and memory."""
