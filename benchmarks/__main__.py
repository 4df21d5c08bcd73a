"""`python -m benchmarks [--full] [--json] [--keep]`: runs every benchmark, prints the table, names missed aims, compares with the kept figures."""
from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from benchmarks import catalogue, ground, kills, stock
from benchmarks.calibration import Row

KEPT = Path(__file__).with_name("kept.json")
WORSE = 1.2


def main(arguments: list[str]) -> int:
    """Exit code 1 where a CPU figure, a query count or a size is over its kept value by more than 20 %."""
    rows = catalogue.run(full="--full" in arguments) + ground.run(full="--full" in arguments) + kills.run(full="--full" in arguments)
    rows += stock.run()
    kept: dict[str, float] = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    worse = [row for row in rows if row.key in kept and row.value > kept[row.key] * WORSE + 0.1]
    if "--keep" in arguments:
        KEPT.write_text(json.dumps(kept | {row.key: round(row.value, 2) for row in rows}, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        worse = []
    if "--json" in arguments:
        print(json.dumps([{**asdict(row), "ok": row.ok} for row in rows], ensure_ascii=False, indent=1))
    else:
        table(rows, kept)
    for row in rows:
        if not row.ok:
            print(f"missed aim: {row.name} at {row.n}: {row.value:.1f} {row.unit}, aim {row.aim:g}", file=sys.stderr)
    for row in worse:
        print(f"worse than kept: {row.name} at {row.n}: {row.value:.1f} {row.unit}, kept {kept[row.key]:g}", file=sys.stderr)
    return 1 if worse else 0


def table(rows: list[Row], kept: dict[str, float]) -> None:
    """One line per figure."""
    width = max(len(row.name) for row in rows)
    print(f"{'':{width}}  {'n':>7}  {'value':>10}  {'unit':12}  {'aim':>6}  {'kept':>8}")
    for row in rows:
        aim = f"{row.aim:g}" if row.aim is not None else ""
        old = f"{kept[row.key]:g}" if row.key in kept else ""
        print(f"{row.name:{width}}  {row.n:>7}  {row.value:>10.1f}  {row.unit:12}  {aim:>6}  {old:>8}{'' if row.ok else '  MISSED'}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
