"""Where every item, dispute and promise belongs, day by day, and which business days count there."""
from calendars import Calendar
from ledger import MINOR_UNITS, Ledger
from report import Report


class Scopes:
    """A ledger as a report groups and filters it."""

    def __init__(self, ledger: Ledger, report: Report):
        self.ledger, self.report = ledger, report
        self._flows = {}
        self.calendars = {
            name: Calendar(ledger.weekends.get(name, {5, 6}), ledger.holidays.get(name, ()))
            for name in set(ledger.weekends) | set(ledger.holidays) | {None}}
        # By item, by dispute and by promise, the stretches of days in which it belongs to a scope: (from, until, scope, calendar's name).
        self.items = {item.id: self._stretches(item, item.customer) for item in ledger.items.values()}
        self.disputes = {}
        if "dispute_cycle_time" in report.metrics:
            for dispute in ledger.disputes:
                item = ledger.items.get(dispute.item)
                self.disputes[dispute.id] = self._stretches(item, item.customer if item else dispute.customer)
        self.promises, self.verdicts = {}, None
        if "promises_kept" in report.metrics:
            for promise in ledger.promises:
                item = ledger.items.get(promise.item)
                self.promises[promise.id] = self._stretches(item, item.customer if item else promise.customer)
        everything = [*self.items.values(), *self.disputes.values(), *self.promises.values()]
        self.nodes = sorted({()} | {
            scope[:depth] for parts in everything for _, _, scope, _ in parts for depth in range(len(scope) + 1)})
        self.calendars_below = {node: set() for node in self.nodes}
        for parts in everything:
            for _, _, scope, calendar in parts:
                for depth in range(len(scope) + 1):
                    self.calendars_below[scope[:depth]].add(calendar)

    def _stretches(self, item, customer_id):
        ledger, report = self.ledger, self.report
        return [
            (start, end, tuple(ledger.member(item, customer, dimension) for dimension in report.group_by),
             self._calendar(item, customer))
            for start, end, customer in ledger.versions(customer_id)
            if all(ledger.member(item, customer, dimension) in members for dimension, members in report.filter.items())]

    def _calendar(self, item, customer):
        if not isinstance(self.report.calendar, tuple):
            return self.report.calendar
        dimension, fallback = self.report.calendar
        member = self.ledger.member(item, customer, dimension)
        return member if member in self.calendars else fallback

    def at(self, stretches, on):
        """(scope, calendar) on a day, or None where the filter leaves it out."""
        return next(((scope, self.calendars[name]) for start, end, scope, name in stretches if start <= on < end), None)

    def calendar_of(self, node):
        """The calendar that all below a node share, else the report's fallback."""
        names = self.calendars_below[node]
        if len(names) == 1:
            return self.calendars[next(iter(names))]
        choice = self.report.calendar
        return self.calendars[choice[1] if isinstance(choice, tuple) else choice]

    def depths(self, scope):
        """The scope and all nodes above it."""
        return [scope[:depth] for depth in range(len(scope) + 1)]

    @property
    def places(self):
        return MINOR_UNITS[self.report.currency]

    def balance(self, item, as_of):
        """What is open on a day, in the report's currency."""
        day = item.document_date or item.posted_on if self.report.document_rates else as_of
        return self.ledger.rates.convert(item.open_at(as_of), item.currency, self.report.currency, day)

    def flow(self, item):
        """The item's whole amount in the report's currency."""
        if item.id not in self._flows:
            day = item.document_date or item.posted_on if self.report.document_rates else item.posted_on
            self._flows[item.id] = self.ledger.rates.convert(item.amount, item.currency, self.report.currency, day)
        return self._flows[item.id]

    def knows(self, as_of):
        """False before the ledger is complete and after it was extracted."""
        return not (self.ledger.complete_from and as_of < self.ledger.complete_from) and not (
            self.ledger.extracted_on and as_of > self.ledger.extracted_on)

    def complete_since(self, day):
        return not self.ledger.complete_from or day >= self.ledger.complete_from
