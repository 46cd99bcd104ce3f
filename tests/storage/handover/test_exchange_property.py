"""Three machines change one sheet and exchange packages in any order: nothing vanishes in silence, and all agree in the end."""

from __future__ import annotations

import tempfile
from itertools import permutations
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.course import Step
from forms.errors import Failure
from forms.merging import same
from storage.chain import all_lines
from storage.handover.planning import Plan, What

from .conftest import CLERK, LEADER, Clock, Machine

FIELDS = {"handling": CLERK, "summary": CLERK, "review_opinion": LEADER}
STEPS = {"withdraw": (Step.WITHDRAW, CLERK), "submit": (Step.SUBMIT, CLERK), "return": (Step.RETURN, LEADER)}
NAMES = ("office", "leader", "tablet")

acts = st.one_of(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(sorted(FIELDS))),
    st.tuples(st.sampled_from(NAMES), st.sampled_from(sorted(STEPS))),
    st.tuples(st.sampled_from(NAMES), st.sampled_from(["printed"])),
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)),
)


class World:
    """The machines, and beside them what each of them should know: by field the value, and all values it has ever seen."""

    def __init__(self, folder: Path) -> None:
        clock = Clock()
        self.machines = {name: Machine(folder / name, clock) for name in NAMES}
        office = self.machines["office"]
        self.sheet = office.new()
        office.fill(self.sheet, CLERK, summary="v0")
        package = office.pack("review", self.sheet)
        for name in NAMES[1:]:
            self.machines[name].takes(package)
        answers = office.record(self.sheet).answers
        self.stands = {name: {field: str(answers.get(field, "")) for field in FIELDS} for name in NAMES}
        self.seen = {name: set(self.stands[name].values()) for name in NAMES}
        self.written = 0

    def do(self, name: str, what: str) -> None:
        if what in NAMES:
            self.send(name, what)
        elif what in FIELDS:
            self.write(name, what)
        elif what in STEPS:
            step, actor = STEPS[what]
            self.attempt(lambda: self.machines[name].desk.course.take(self.sheet, step, actor, "理由"))
        else:
            self.machines[name].desk.record_event(self.sheet, what)

    def write(self, name: str, field: str) -> None:
        self.written += 1
        value = f"v{self.written}"
        if self.attempt(lambda: self.machines[name].fill(self.sheet, FIELDS[field], **{field: value})):
            self.stands[name][field] = value
            self.seen[name].add(value)

    def attempt(self, act: object) -> bool:
        """False where it is not that role's turn."""
        try:
            act()  # type: ignore[operator]
        except Failure:
            return False
        return True

    def send(self, source: str, target: str) -> None:
        if source == target:
            return
        incoming = self.machines[target].handover.look(self.machines[source].pack("return", self.sheet))
        [plan] = incoming.plans
        expected, conflicts = self.expected(source, target)
        assert {conflict.key for conflict in plan.conflicts} == conflicts
        result = self.machines[target].handover.take(incoming, {self.sheet: greater(plan)}, CLERK).sheets[0]
        assert result.what is not What.CONFLICT
        answers = self.machines[target].record(self.sheet).answers
        assert {field: answers.get(field, "") for field in FIELDS} == expected
        assert {field for field in FIELDS if expected[field] != self.stands[target][field]} <= {*result.changed}
        self.stands[target] = expected
        self.seen[target] |= self.seen[source]

    def expected(self, source: str, target: str) -> tuple[dict[str, str], set[str]]:
        """What a person would say: the newer of two values where one side knew the other's; else somebody must choose."""
        mine, theirs = self.stands[target], self.stands[source]
        result, conflicts = {}, set()
        for field in FIELDS:
            if mine[field] == theirs[field] or theirs[field] in self.seen[target]:
                result[field] = mine[field]
            elif mine[field] in self.seen[source]:
                result[field] = theirs[field]
            else:
                result[field] = max(mine[field], theirs[field])
                conflicts.add(field)
        return result, conflicts

    def agree(self) -> None:
        for _ in range(2):
            for source, target in permutations(NAMES, 2):
                self.send(source, target)
        records = [machine.record(self.sheet) for machine in self.machines.values()]
        assert all(same(records[0], record) for record in records)
        for machine in self.machines.values():
            assert machine.whole(self.sheet)
            digests = [line.digest for line in all_lines(machine.desk.history_chain(self.sheet).lines)]
            assert len(digests) == len(set(digests))  # a history grows by what is new in it
        for name in NAMES[1:]:
            self.send(name, "office")
        last = self.machines["office"].pack("return", self.sheet)
        assert [self.machines[name].takes(last) for name in NAMES[1:]] == [["forward"], ["forward"]]

    def close(self) -> None:
        for machine in self.machines.values():
            machine.desk.close()


def greater(plan: Plan) -> dict[str, str]:
    """The same choice on every machine."""
    return {one.key: "theirs" if one.theirs.answer > one.mine.answer else "mine" for one in plan.conflicts}


@settings(max_examples=10, deadline=None)
@given(st.lists(acts, max_size=14))
def test_nothing_vanishes_in_silence_and_all_agree_in_the_end(doings: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder))
        try:
            for name, what in doings:
                world.do(name, what)
            world.agree()
        finally:
            world.close()
