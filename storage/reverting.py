"""An earlier version of a sheet comes back: what the clerk wrote, and nothing that others did."""

from __future__ import annotations

from forms.errors import Failure
from forms.fields import Role
from forms.record import Record
from forms.stages import may_change

from .store import Store


def revert(store: Store, sheet_id: str, key: str) -> Record:
    """Give the clerk's fields the answers they had in version `key`; what stands now is kept as a version first.

    Failure `not_restored` where the sheet is in another's hands, `version_unknown` or `data_damaged`.
    """
    with store.guard:
        store.must_write()
        template, record = store.case(sheet_id)
        earlier = store.versions.record(store.known(sheet_id), key)
        names = [one.name for one in template.fields if not one.signed and may_change(one, Role.CLERK, record.stage)]
        if not names:
            raise Failure("not_restored", stage=record.stage.value)
        store.versions.keep(record, "restore", store.clock())
        saved = store.put(record.with_answers({name: earlier.answers.get(name) for name in names}))
        store.log(sheet_id, "restored", {"version": key})
        store.log_signatures(template, record, saved)
        return saved
