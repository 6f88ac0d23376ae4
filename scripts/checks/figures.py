"""DSO and aged debt for every node and key date, straight from the definitions of the two metrics.

Slow and plain on purpose: every item is looked at for every key date, and every figure is a Fraction until it is rounded once.
"""
import calendar
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from ledger import MINOR_UNITS, Ledger, half_away


@dataclass
class Report:
    currency: str
    as_of: date
    group_by: list
    every: str = "week"
    points: int = 13
    window: int = 90
    ranges: list = field(default_factory=lambda: [30, 60, 90, 180])
    document_rates: bool = False
    # Dimension to the members that count; the others' rows are left out.
    filter: dict = field(default_factory=dict)

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


def bucket_names(ranges):
    names, lower = ["not_due"], 1
    for upper in ranges:
        names.append(f"{lower}-{upper}")
        lower = upper + 1
    return names + [f"{ranges[-1] + 1}+", "unallocated"]


def bucket_of(days_past_due, ranges):
    if days_past_due <= 0:
        return "not_due"
    lower = 1
    for upper in ranges:
        if days_past_due <= upper:
            return f"{lower}-{upper}"
        lower = upper + 1
    return f"{ranges[-1] + 1}+"


def countback_days(part, as_of, sales_by_month, history_start):
    """Exact days, or None when the sales known don't cover `part`."""
    if part <= 0:
        return Fraction(0)
    days, rest = Fraction(0), part
    first, length = as_of.replace(day=1), as_of.day
    while rest > 0:
        if first < history_start:
            return None
        sales = sales_by_month.get((first.year, first.month), Fraction(0))
        if sales <= 0:
            days += length
        elif rest >= sales:
            days, rest = days + length, rest - sales
        else:
            return days + rest / sales * length
        before = first - timedelta(1)
        first, length = before.replace(day=1), before.day
    return days


def figures(ledger: Ledger, report: Report):
    """Yields (metric, value id, node, as_of, value or None, places); buckets have the value id `bucket:<name>[:items]`."""
    money = MINOR_UNITS[report.currency]
    # By item, the stretches of days in which it belongs to a scope; a balance looks at the key date, a flow at its own day.
    stretches, sold = {}, []
    def scope_of(item, on):
        return next((scope for start, end, scope in stretches[item.id] if start <= on < end), None)

    for item in ledger.items.values():
        stretches[item.id] = [
            (start, end, tuple(ledger.member(item, customer, dimension) for dimension in report.group_by))
            for start, end, customer in ledger.versions(item)
            if all(ledger.member(item, customer, dimension) in members for dimension, members in report.filter.items())]
        if item.kind in ("invoice", "credit_note") and scope_of(item, item.posted_on) is not None:
            rate_day = item.document_date or item.posted_on if report.document_rates else item.posted_on
            sold.append((item, ledger.rates.convert(item.amount, item.currency, report.currency, rate_day)))
    nodes = sorted({()} | {
        scope[:depth] for parts in stretches.values() for _, _, scope in parts for depth in range(len(scope) + 1)})

    history = ledger.history_start()

    for as_of in report.key_dates():
        known = not (ledger.complete_from and as_of < ledger.complete_from) and not (
            ledger.extracted_on and as_of > ledger.extracted_on)
        sums = {node: defaultdict(Fraction) for node in nodes}
        months = {node: defaultdict(Fraction) for node in nodes}
        for item in ledger.items.values():
            open_amount = item.open_at(as_of)
            scope = scope_of(item, as_of)
            if open_amount == 0 or scope is None:
                continue
            rate_day = item.document_date or item.posted_on if report.document_rates else as_of
            amount = ledger.rates.convert(open_amount, item.currency, report.currency, rate_day)
            late = (as_of - (item.due_on or item.posted_on)).days
            if item.kind == "receipt" and open_amount < 0:
                adds = {"unallocated": -amount, "bucket:unallocated": -amount, "bucket:unallocated:items": 1}
            else:
                name = bucket_of(late, report.ranges)
                adds = {"buckets": amount, f"bucket:{name}": amount, f"bucket:{name}:items": 1}
                if late > 0:
                    adds["overdue"] = amount
                if open_amount < 0:
                    adds["credits"] = amount
                else:
                    adds["debits"] = amount
                    if late > 0:
                        adds["overdue_debits"] = amount
                    if late > 90:
                        adds["debits_over_90"] = amount
            for depth in range(len(scope) + 1):
                for key, value in adds.items():
                    sums[scope[:depth]][key] += value
        for item, amount in sold:
            scope = scope_of(item, item.posted_on)
            if item.posted_on > as_of or scope is None:
                continue
            in_window = as_of - timedelta(report.window) < item.posted_on
            for depth in range(len(scope) + 1):
                months[scope[:depth]][item.posted_on.year, item.posted_on.month] += amount
                if in_window:
                    sums[scope[:depth]]["sales"] += amount

        window_known = not ledger.complete_from or as_of - timedelta(report.window) >= ledger.complete_from - timedelta(1)
        for node in nodes:
            s = sums[node]
            receivables = s["buckets"] - s["unallocated"]
            not_due = s["bucket:not_due"]
            countback = countback_days(receivables, as_of, months[node], history) if receivables > 0 else None
            best = countback_days(min(not_due, receivables), as_of, months[node], history)
            sales = s["sales"] if window_known else None
            values = [
                ("dso", "countback", countback, 2),
                ("dso", "simple", receivables / sales * report.window if sales and sales > 0 else None, 2),
                ("dso", "best_possible", best, 2),
                ("dso", "delinquent", None if countback is None or best is None else countback - best, 2),
                ("dso", "receivables", receivables, money),
                ("dso", "sales", sales, money),
                ("aged_debt", "overdue_share", s["overdue_debits"] / s["debits"] if s["debits"] else None, 4),
                ("aged_debt", "total", receivables, money),
                ("aged_debt", "overdue", s["overdue"], money),
                ("aged_debt", "not_due", not_due, money),
                ("aged_debt", "over_90_share", s["debits_over_90"] / s["debits"] if s["debits"] else None, 4),
                ("aged_debt", "credits", s["credits"], money),
                ("aged_debt", "unallocated", s["unallocated"], money),
            ]
            for name in bucket_names(report.ranges):
                values.append(("aged_debt", f"bucket:{name}", s[f"bucket:{name}"], money))
                values.append(("aged_debt", f"bucket:{name}:items", s[f"bucket:{name}:items"], 0))
            for metric, value_id, value, places in values:
                rounded = None if value is None or not known else half_away(Fraction(value), places)
                yield metric, value_id, node, as_of, rounded, places
