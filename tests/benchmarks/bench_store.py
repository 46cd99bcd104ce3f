"""The store at two sizes and against stock TinyDB, in one run: `python tests/benchmarks/bench_store.py [sheets]`.

It prints ratios and asserts nothing. Texts are random Chinese characters: nothing in them is easy to search or to pack.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tinydb import TinyDB

from forms.record import Record
from forms.template import Template
from forms.template_file import read_template
from storage.desk import Desk
from storage.folders import DataFolder, new_id
from storage.sheet_file import sheet_bytes

ROOT = Path(__file__).resolve().parents[2]
FEW, CHARACTERS, SAVES, STOCK_SAVES = 100, 4000, 120, 3
CHANCE = random.Random(68)
COMMON = "".join(chr(CHANCE.randrange(0x4E00, 0x9FA5)) for _ in range(3500))


def text(length: int) -> str:
    return "".join(CHANCE.choices(COMMON, k=length))


def record(template: Template, number: int) -> Record:
    answers = {"number": f"{number:04d}", "title": text(30), "proposer": (text(3),), "reply": text(CHARACTERS)}
    answers["assigned_on"] = "2023-02-20"
    instant = f"2023-05-06T14:{number // 60 % 60:02d}:{number % 60:02d}.000+08:00"
    return Record(id=new_id(), template=template.id, version=1, answers=answers, created=instant, updated=instant, revision=1)


def fill(folder: Path, template: Template, count: int) -> list[Record]:
    """Put sheets into a data folder as the store writes them, without waiting for the disk each time."""
    data = DataFolder(folder)
    data.create()
    records = [record(template, number) for number in range(count)]
    for one in records:
        data.sheet(one.id).write_bytes(sheet_bytes(one))
    Desk.open(folder).close()
    return records


def milliseconds(action: Callable[[], object], times: int = 1) -> list[float]:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def save_times(desks: dict[str, tuple[Desk, list[Record]]]) -> dict[str, list[float]]:
    """Save in turn in each desk, so that whatever else the machine does hits all alike."""
    taken: dict[str, list[float]] = {name: [] for name in desks}
    current = {name: CHANCE.sample(records, 20) for name, (_, records) in desks.items()}
    for turn in range(SAVES):
        for name, (desk, _) in desks.items():
            place = turn % 20
            one = current[name][place] = current[name][place].with_answers({"reply": text(CHARACTERS)})
            taken[name] += milliseconds(partial(desk.save, one))
    return taken


def stock_times(path: Path, records: list[Record]) -> list[float]:
    with TinyDB(path, encoding="utf-8") as database:
        database.insert_multiple(one.to_plain() for one in records)
        return milliseconds(
            lambda: database.update({"title": text(30)}, doc_ids=[CHANCE.randrange(1, len(records))]), STOCK_SAVES
        )


def report(name: str, taken: list[float]) -> float:
    median = statistics.median(taken)
    print(f"{name:<58}{median:10.2f} ms   worst {max(taken):9.2f} ms")
    return median


def searches(desk: Desk, records: list[Record]) -> None:
    some = CHANCE.choice(records).answers
    words = {
        "number": "第68号",
        "title": str(some["title"])[:4],
        "proposer": str(some["proposer"][0]),
        "nothing": "ReplySheet",
        "two words": f"{str(some['title'])[:2]} {some['number']}",
    }
    for name, word in words.items():
        report(f"search, {name}", milliseconds(partial(desk.search, word), 9))
    report("reading all texts in for the search", milliseconds(desk.warm_search))
    body = str(some["reply"])
    texts = {
        "1 character": body[9],
        "2 characters": body[9:11],
        "6 characters": body[9:15],
        "absent": body[9] + body[300],
        "all": "",
    }
    for name, word in (words | texts).items():
        report(f"search with texts, {name} ({len(desk.search(word))} found)", milliseconds(partial(desk.search, word), 9))


def main(count: int) -> None:
    template = read_template((ROOT / "templates/baoshan-npc/sheet.toml").read_bytes(), "sheet.toml")
    with tempfile.TemporaryDirectory() as folder:
        few_records = fill(Path(folder, "few"), template, FEW)
        many_records = fill(Path(folder, "many"), template, count)
        index = Path(folder, "many", "index.json").stat().st_size
        print(f"{count} sheets of {CHARACTERS} characters, index {index / 1e6:.1f} MB")
        report("opening the desk", milliseconds(lambda: Desk.open(Path(folder, "many"), read_only=True), 7))
        report("opening an empty desk", milliseconds(lambda: Desk.open(Path(folder, "none"), read_only=True), 7))
        with Desk.open(Path(folder, "few")) as few, Desk.open(Path(folder, "many")) as many:
            report("the ledger for the first time", milliseconds(many.ledger))
            taken = save_times({"few": (few, few_records), "many": (many, many_records)})
            small = report(f"a save among {FEW}", taken["few"])
            large = report(f"a save among {count}", taken["many"])
            stock = report("a save with stock TinyDB, one file", stock_times(Path(folder, "stock.json"), many_records))
            searches(many, many_records)
            one = many.open_sheet(many_records[0].id).record
            many.save(one.with_answers({"title": "later"}))
            report("the ledger after a save", milliseconds(many.ledger))
            report("closing (writes the index)", milliseconds(many.close))
        Path(folder, "many", "index.json").unlink()
        report(
            "opening without an index (reads every sheet)",
            milliseconds(lambda: Desk.open(Path(folder, "many"), read_only=True)),
        )
        ratios = {"save, many to few": large / small, "stock TinyDB to ours": stock / large}
        print(json.dumps({name: round(ratio, 2) for name, ratio in ratios.items()}))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
