"""What a report asks for, and the metrics' values as the design's table lists them."""
import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta

import definitions

# Metric to its values, headline first, each with unit and the better direction.
VALUES = {
    "dso": {
        "countback": ("days", "lower"), "simple": ("days", "lower"), "best_possible": ("days", "lower"),
        "delinquent": ("days", "lower"), "receivables": ("money", "lower"), "sales": ("money", "higher")},
    "aged_debt": {
        "overdue_share": ("percent", "lower"), "total": ("money", "lower"), "overdue": ("money", "lower"),
        "not_due": ("money", None), "over_90_share": ("percent", "lower"), "credits": ("money", None),
        "unallocated": ("money", "lower")},
    "unallocated_cash": {
        "amount": ("money", "lower"), "count": ("count", "lower"), "oldest_days": ("days", "lower"),
        "share": ("percent", "lower"), "applied_in_time_count_share": ("percent", "higher"),
        "applied_in_time_amount_share": ("percent", "higher")},
    "dispute_cycle_time": {
        "median_days": ("days", "lower"), "mean_days": ("days", "lower"), "p90_days": ("days", "lower"),
        "km_median_days": ("days", "lower"), "resolved": ("count", "higher"), "open": ("count", "lower"),
        "open_amount": ("money", "lower"), "open_mean_age": ("days", "lower"), "open_max_age": ("days", "lower")},
    "collection_attainment": {
        value + suffix: (unit, better) for suffix in ("", "_qtd", "_ytd") for value, unit, better in [
            ("attainment", "percent", "higher"), ("collected", "money", "higher"), ("target", "money", None),
            ("gap", "money", None), ("projected", "money", "higher")]},
    "promises_kept": {
        "kept_share": ("percent", "higher"), "kept_amount_share": ("percent", "higher"), "paid_share": ("percent", "higher"),
        "judged": ("count", None), "kept": ("count", "higher"), "partly_kept": ("count", None), "broken": ("count", "lower"),
        "judged_amount": ("money", None), "kept_amount": ("money", "higher"), "partly_kept_amount": ("money", None),
        "broken_amount": ("money", "lower"), "paid": ("money", "higher"), "pending": ("count", None),
        "pending_amount": ("money", None), "cancelled": ("count", None), "cancelled_amount": ("money", None)},
}
# What a target without a measure is for: the headline, but for targets that are totals of their periods.
MEASURE = {metric: next(iter(values)) for metric, values in VALUES.items()} | {"collection_attainment": "collected"}
PARAMETERS = {
    "dso": {"window": 90}, "aged_debt": {"ranges": [30, 60, 90, 180]},
    "unallocated_cash": {"ranges": [30, 60, 90, 180], "within": 1, "window": 30},
    "dispute_cycle_time": {"period": "last_30_days", "days": "calendar"},
    "collection_attainment": {"fiscal_year_start": None},
    "promises_kept": {"window": 30, "tolerance": 0, "tolerance_percent": "0", "longest": 90},
}


@dataclass
class Report:
    currency: str
    as_of: date
    group_by: list
    every: str = "week"
    points: int = 13
    document_rates: bool = False
    # Dimension to the members that count; the others' rows are left out.
    filter: dict = field(default_factory=dict)
    # None (Saturdays and Sundays off), a calendar's name, or (dimension, the calendar of members that have none).
    calendar: object = None
    fiscal_year_start: int = 1
    week_start: int = 0
    metrics: dict = field(default_factory=lambda: {"dso": {}, "aged_debt": {}})
    # The definition's own targets, by (metric, value id).
    targets: dict = field(default_factory=dict)

    def parameter(self, metric, name):
        """As the report sets it, else the metric's default; the fiscal year's start is the report's where a metric says none."""
        given, fallback = self.metrics[metric].get(name), PARAMETERS[metric][name]
        if fallback is None:
            return self.fiscal_year_start if given is None else int(given)
        if given is None:
            return fallback
        if isinstance(fallback, list):
            return [int(bound) for bound in given]
        return int(given) if isinstance(fallback, int) else given

    def key_dates(self):
        """Oldest first; the month's points keep the day, and a month-end stays one."""
        if self.every in ("day", "week"):
            step = 7 if self.every == "week" else 1
            return [self.as_of - timedelta(step * back) for back in reversed(range(self.points))]
        step = {"month": 1, "quarter": 3, "year": 12}[self.every]
        is_end = self.as_of.day == calendar.monthrange(self.as_of.year, self.as_of.month)[1]
        dates = []
        for back in reversed(range(self.points)):
            year, month = divmod(self.as_of.year * 12 + self.as_of.month - 1 - step * back, 12)
            last = calendar.monthrange(year, month + 1)[1]
            dates.append(date(year, month + 1, last if is_end else min(self.as_of.day, last)))
        return dates


def of_definition(path, ledger_currency, newest_posting, manifest_day):
    """A definition's report; its key date is a date, the newest posting, or, where it depends on today, the manifest's."""
    definition = definitions.read(path)
    chosen, targets = definitions.metrics(definition["metrics"])
    for metric, parameters in chosen.items():
        unknown = set(parameters) - set(PARAMETERS.get(metric, parameters))
        if unknown:
            raise SystemExit(f"{metric}: these checks know no parameter {', '.join(sorted(unknown))}")
    as_of = definition.get("as_of", "ledger_end")
    if as_of == "ledger_end":
        as_of = newest_posting
    elif as_of[:1].isdigit():
        as_of = date.fromisoformat(as_of)
    else:
        as_of = manifest_day
    if as_of is None:
        raise SystemExit(f"the key date {definition['as_of']} depends on the day of the run: give --as-of")
    trend = definition.get("trend") or {"every": "day", "points": "1"}
    calendar_choice = definition.get("calendar") or None
    if isinstance(calendar_choice, dict):
        calendar_choice = calendar_choice["by"], calendar_choice["default"]
    return Report(
        definition.get("currency") or ledger_currency, as_of, definitions.listed(definition.get("group_by") or []),
        trend["every"], int(trend["points"]), definition.get("rates") == "document_date",
        {name: definitions.listed(members) for name, members in (definition.get("filter") or {}).items()},
        calendar_choice, int(definition.get("fiscal_year_start") or 1),
        definitions.weekday(definition.get("week_start") or "monday"), chosen,
        {(metric, value or next(iter(VALUES[metric]))): target for (metric, value), target in targets.items() if metric in VALUES})
