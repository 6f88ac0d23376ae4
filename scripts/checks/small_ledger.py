"""A ledger of a few lines for the checks' own tests."""
from datetime import date
from fractions import Fraction

from figures import figures
from ledger import Dispute, Item, Ledger, Promise, Target
from report import VALUES, Report


def on(text):
    """A day of 2026 from `3-09`, or a whole date."""
    if text is None or len(text) == 10:
        return date.fromisoformat(text) if text else None
    month, day = text.split("-")
    return date(2026, int(month), int(day))


class SmallLedger(Ledger):
    def __init__(self, currency="EUR"):
        super().__init__(currency)

    def item(self, id, kind, posted_on, amount, customer="A", value_date=None, receipt_class="", cleared_on=None, currency=None):
        self.items[id] = Item(
            id, customer, kind, on(posted_on), currency or self.currency, Fraction(amount), value_date=on(value_date),
            receipt_class=receipt_class, cleared_on=on(cleared_on))

    def settle(self, source, target, day, amount, reversed_on=None):
        self.allocate(source, target, on(day), Fraction(amount), on(reversed_on))

    def customer(self, id, valid_from="", **members):
        self.customers.setdefault(id, []).append({"customer_id": id, "valid_from": valid_from, **members})

    def dispute(self, opened_on, resolved_on=None, item="", customer="A", amount=None, outcome="", currency="", reason=""):
        self.disputes.append(Dispute(
            f"D{len(self.disputes)}", on(opened_on), on(resolved_on), item, customer, reason,
            None if amount is None else Fraction(amount), currency, outcome))

    def promise(self, made_on, due_on, amount, item="", customer="A", currency="", cancelled_on=None):
        self.promises.append(Promise(
            f"P{len(self.promises)}", customer, on(made_on), on(due_on), Fraction(amount), currency, item, on(cancelled_on)))

    def target(self, value, start, end, level="", member="", metric="collection_attainment", measure="", currency=""):
        self.targets.append(Target(metric, Fraction(value), on(start), on(end), level, member, measure, currency))

    def values(self, metric, as_of, points=1, **report):
        """Figures by value id, at the newest key date; by (value id, node) below the whole."""
        parameters = report.pop("parameters", {})
        report = Report("EUR", on(as_of), report.pop("group_by", []), "day", points, metrics={metric: parameters}, **report)
        result = {}
        for figure in figures(self, report):
            if figure.as_of == report.as_of:
                result[(figure.value_id, *figure.node) if figure.node else figure.value_id] = figure
        assert set(VALUES[metric]) <= set(result), "a value is missing"
        return result


def shown(values, *ids):
    return [None if values[id].value is None else float(values[id].value) for id in ids]
