"""Every figure of a report with its target and status, metric by metric, key date by key date.

Slow and plain on purpose: every item is looked at for every key date, and every figure is a Fraction until it is rounded once.
"""
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from attainment import WINDOWS, collection_attainment
from cash import unallocated_cash
from disputes import dispute_cycle_time
from ledger import Ledger, half_away
from promises import promises_kept
from receivables import aged_debt, dso
from report import VALUES, Report
from scopes import Scopes
from targets import WINDOWED, Targets, status

METRICS = {
    "dso": dso, "aged_debt": aged_debt, "unallocated_cash": unallocated_cash, "dispute_cycle_time": dispute_cycle_time,
    "collection_attainment": collection_attainment, "promises_kept": promises_kept,
}


class Figure(NamedTuple):
    metric: str
    # Rows of tables read `<table>:<key>…[:<column>]`.
    value_id: str
    node: tuple
    as_of: date
    value: Fraction | None
    # None where only the number matters.
    places: int | None
    target: Fraction | None = None
    status: str | None = None


def against_target(figures, targets):
    """Puts targets and statuses on the figures of one metric and key date."""
    found = {(figure.value_id, figure.node): figure.value for figure in figures}
    for figure in figures:
        metric, value_id, node, as_of, value = figure[:5]
        if value_id not in VALUES[metric]:
            yield figure
            continue
        unit, better = VALUES[metric][value_id]
        judged, shown = value, None
        stem, suffix = next(
            (value_id.removesuffix(end), end) for end in sorted(WINDOWS, reverse=True) if value_id.endswith(end))
        if metric == "collection_attainment" and stem in ("attainment", "collected", "projected"):
            # Where the month is heading is held against its target, whichever of the three is shown.
            target, judged = found["target" + suffix, node], found["projected" + suffix, node]
            shown = None if target is None or (stem == "attainment" and target == 0) else Fraction(1) if stem == "attainment" else target
        elif (metric, value_id) not in WINDOWED:
            target = shown = targets.of_day(metric, value_id, node, as_of)
        stands = None if None in (value, judged, target) else status(judged, target, better)
        yield figure._replace(target=shown, status=stands)


def figures(ledger: Ledger, report: Report):
    scopes = Scopes(ledger, report)
    targets = Targets(scopes)
    for metric in report.metrics:
        for as_of in report.key_dates() if metric in METRICS else []:
            is_known, rounded = scopes.knows(as_of), []
            for value_id, node, value, places in METRICS[metric](scopes, as_of, targets):
                value = None if value is None or not is_known else half_away(Fraction(value), 2 if places is None else places)
                rounded.append(Figure(metric, value_id, node, as_of, value, places))
            yield from against_target(rounded, targets)
