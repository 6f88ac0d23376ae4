"""A ledger read from CSV files and settled as of a day, in exact integers: nothing here is shared with Countback.

Amounts are ten-thousandths of a currency unit, rates are fractions, days are datetime.date.
"""
import csv
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

MINOR_UNITS = defaultdict(lambda: 2, JPY=0, KRW=0, CLP=0, ISK=0, KWD=3, BHD=3, TND=3, JOD=3, OMR=3, IQD=3, LYD=3)


def half_away(value: Fraction, places: int) -> Fraction:
    """Rounds to `places` decimals, a half away from zero."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, 10**places)


@dataclass
class Item:
    id: str
    customer: str
    kind: str
    posted_on: date
    currency: str
    amount: Fraction
    due_on: date | None = None
    cleared_on: date | None = None
    document_date: date | None = None
    value_date: date | None = None
    receipt_class: str = ""
    columns: dict = field(default_factory=dict)
    # (from day, until day or None, signed amount that it takes off the open amount)
    settlements: list = field(default_factory=list)

    # The same of what went to debit receipts alone: the payment was returned.
    returns: list = field(default_factory=list)

    @property
    def banked_on(self) -> date:
        return self.value_date or self.posted_on

    def open_at(self, day: date) -> Fraction:
        if self.posted_on > day or (self.cleared_on is not None and self.cleared_on <= day):
            return Fraction(0)
        open_amount = self.amount
        for start, end, amount in self.settlements:
            if start <= day and (end is None or day < end):
                open_amount -= amount
        return open_amount


@dataclass
class Dispute:
    id: str
    opened_on: date
    resolved_on: date | None
    item: str
    customer: str
    reason: str
    # None where the dispute names none; then its item's counts.
    amount: Fraction | None
    currency: str
    outcome: str

    def counts(self) -> bool:
        """Neither void nor resolved before it was opened."""
        return self.outcome.lower() != "void" and not (self.resolved_on and self.resolved_on < self.opened_on)


@dataclass
class Promise:
    id: str
    customer: str
    made_on: date
    due_on: date
    amount: Fraction
    currency: str
    item: str
    cancelled_on: date | None


@dataclass
class Target:
    metric: str
    value: Fraction
    start: date
    end: date
    level: str
    member: str
    measure: str
    currency: str


class Rates:
    """Exchange rates: direct, else inverse, else through the ledger's currency; the latest not after the day."""

    def __init__(self, ledger_currency: str):
        self.ledger_currency = ledger_currency
        self.quotes = defaultdict(list)
        self.cache = {}

    def add(self, day: date, source: str, target: str, rate: Fraction):
        self.quotes[source, target].append((day, rate))

    def _quoted(self, source, target, day):
        known = [quote for quote in self.quotes.get((source, target), []) if quote[0] <= day]
        return max(known, key=lambda quote: quote[0])[1] if known else None

    def _pair(self, source, target, day):
        if source == target:
            return Fraction(1)
        direct = self._quoted(source, target, day)
        if direct is not None:
            return direct
        inverse = self._quoted(target, source, day)
        return None if inverse is None else 1 / inverse

    def rate(self, source: str, target: str, day: date) -> Fraction:
        key = (source, target, day)
        if source == target:
            return Fraction(1)
        if key not in self.cache:
            rate = self._pair(source, target, day)
            if rate is None:
                first = self._pair(source, self.ledger_currency, day)
                second = self._pair(self.ledger_currency, target, day)
                if first is None or second is None:
                    raise SystemExit(f"no rate {source} to {target} on {day}")
                rate = first * second
            self.cache[key] = rate
        return self.cache[key]

    def convert(self, amount: Fraction, source: str, target: str, day: date) -> Fraction:
        return half_away(amount * self.rate(source, target, day), MINOR_UNITS[target])


class Ledger:
    def __init__(self, currency: str, complete_from: date | None = None, extracted_on: date | None = None):
        self.currency = currency
        self.items: dict[str, Item] = {}
        self.disputes: list[Dispute] = []
        self.promises: list[Promise] = []
        self.targets: list[Target] = []
        # By calendar.
        self.weekends: dict[str, set] = {}
        self.holidays: dict[str, set] = {}
        # By customer the rows of the master; with `valid_from`, each holds from its day until the next one's.
        self.customers: dict[str, list[dict]] = {}
        self.rates = Rates(currency)
        self.complete_from = complete_from
        self.extracted_on = extracted_on

    def allocate(self, source: str, target: str, day: date, amount: Fraction, reversed_on: date | None):
        credit, debit = self.items[source], self.items[target]
        start = max(day, credit.posted_on, debit.posted_on)
        credit.settlements.append((start, reversed_on, -amount))
        debit.settlements.append((start, reversed_on, amount))
        if debit.kind == "receipt" and debit.amount > 0:
            credit.returns.append((start, reversed_on, amount))

    def versions(self, customer: str):
        """(from day, until day, row of the customer master) without gaps: the first row also holds for all days before it."""
        rows = sorted(self.customers.get(customer, [{}]), key=lambda row: row.get("valid_from") or "")
        starts = [date.min] + [day(row["valid_from"]) for row in rows[1:]]
        return list(zip(starts, starts[1:] + [date.max], rows))

    def member(self, item: Item | None, customer: dict, dimension: str) -> str:
        """A column of customers, else of items; a missing member reads (none)."""
        if self.customers and dimension in next(iter(self.customers.values()))[0]:
            value = customer.get(dimension)
        else:
            value = item.columns.get(dimension) if item else None
        return value or "(none)"

    def history_start(self) -> date:
        """The first day of the first whole month of which all sales are known."""
        first = self.complete_from or min(item.posted_on for item in self.items.values())
        if self.complete_from is None or first.day == 1:
            return first.replace(day=1)
        return (first.replace(day=28) + (date(2000, 1, 8) - date(2000, 1, 1))).replace(day=1)


def day(text: str, form: str = "%Y-%m-%d") -> date | None:
    return datetime.strptime(text, form).date() if text else None


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
