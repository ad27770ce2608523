"""Benchmarks: ./dev bench NAME. Each prints one table and writes it as JSON to build/bench/."""
