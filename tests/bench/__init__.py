"""Benchmarks: ``python -m tests.bench`` and ``python -m tests.bench.scale`` (docs/performance.md)."""
