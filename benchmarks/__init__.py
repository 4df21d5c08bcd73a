"""Measurements, not tests: `make bench` (short) and `make bench-full`; `benchmarks/kept.json` holds the figures to keep."""
