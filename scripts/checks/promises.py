"""Promises kept for every node of one key date."""
from collections import Counter, defaultdict
from datetime import timedelta
from fractions import Fraction

from ledger import half_away

ONE_DAY = timedelta(1)
JUDGED = ["kept", "partly_kept", "broken"]


def days(first, last):
    while first <= last:
        yield first
        first += ONE_DAY


def eve(item, day):
    """What was open before a day; an item posted on it opens with its amount."""
    return item.amount if item.posted_on == day else item.open_at(day - ONE_DAY)


def settled_by_day(item, first, last):
    """By how much an item's open amount fell, day by day."""
    return {day: eve(item, day) - item.open_at(day) for day in days(first, last)}


class Verdicts:
    """What became of every promise on the day it was judged, by its id: (state, part paid), or nothing where no payment could tell."""

    def __init__(self, scopes):
        self.ledger, self.found = scopes.ledger, {}
        wanted = lambda name: scopes.report.parameter("promises_kept", name)
        self.tolerance = timedelta(wanted("tolerance"))
        self.missing = 100 - Fraction(wanted("tolerance_percent"))
        self.receipts = defaultdict(lambda: defaultdict(Fraction))
        for item in self.ledger.items.values():
            if item.kind == "receipt":
                self.receipts[item.customer, item.currency][item.posted_on] -= item.amount
        accounts = defaultdict(list)
        for promise in self.ledger.promises:
            if self.is_possible(promise) and not self.is_cancelled(promise):
                if not promise.item:
                    accounts[promise.customer, promise.currency or self.ledger.currency].append(promise)
                elif promise.item in self.ledger.items and (promise.due_on - promise.made_on).days <= wanted("longest"):
                    accounts[promise.item].append(promise)
        for account, promises in accounts.items():
            self.judge(account, promises)

    def judged_on(self, promise):
        return promise.due_on + self.tolerance

    @staticmethod
    def is_possible(promise):
        return promise.made_on <= promise.due_on

    def is_cancelled(self, promise):
        return promise.cancelled_on is not None and promise.cancelled_on <= self.judged_on(promise)

    def judge(self, account, promises):
        item = self.ledger.items.get(account)
        first, last = min(p.made_on for p in promises), max(self.judged_on(p) for p in promises)
        left = settled_by_day(item, first, last) if item else dict(self.receipts[account])
        cash = dict(left)
        for promise in sorted(promises, key=lambda p: (p.due_on, p.made_on, p.id)):
            in_time = [day for day in sorted(cash) if promise.made_on <= day <= self.judged_on(promise)]
            claim = whole = promise.amount
            if item:
                closing = item.open_at(self.judged_on(promise))
                opening = sum(cash[day] for day in in_time) + closing
                if promise.currency not in ("", item.currency):
                    claim = whole = opening
                claim = min(claim, opening)
            if claim <= 0:
                self.found[promise.id] = "not_judged", Fraction(0)
                continue
            came = rest = max(Fraction(0), min(claim, sum(left[day] for day in in_time)))
            for day in in_time:
                taken = max(Fraction(0), min(left[day], rest))
                left[day] -= taken
                rest -= taken
            if item and closing <= 0:
                came = min(claim, opening - closing)
            state = "kept" if came * 100 >= claim * self.missing else "partly_kept" if came else "broken"
            self.found[promise.id] = state, came / whole


def promised(scopes, promise, as_of):
    item = scopes.ledger.items.get(promise.item)
    currency = promise.currency or (item.currency if item else scopes.ledger.currency)
    document = (item.document_date or item.posted_on) if item else promise.made_on
    rate_day = document if scopes.report.document_rates else as_of
    return scopes.ledger.rates.convert(promise.amount, currency, scopes.report.currency, rate_day)


def counted(scopes, verdicts, promise, as_of):
    """(state, the day that the window must hold, the day that decides where it counts)."""
    if not verdicts.is_possible(promise):
        return "impossible", promise.made_on, as_of
    if verdicts.is_cancelled(promise) and promise.cancelled_on <= as_of:
        return "cancelled", max(promise.cancelled_on, promise.made_on), promise.cancelled_on
    if verdicts.judged_on(promise) > as_of:
        return "pending", as_of, as_of
    if promise.id not in verdicts.found:
        return "not_judged", verdicts.judged_on(promise), as_of
    return verdicts.found[promise.id][0], verdicts.judged_on(promise), promise.due_on


def promises_kept(scopes, as_of, targets):
    if scopes.verdicts is None:
        scopes.verdicts = Verdicts(scopes)
    verdicts, window = scopes.verdicts, timedelta(scopes.report.parameter("promises_kept", "window"))
    numbers, amounts, paid = ({node: Counter() for node in scopes.nodes} for _ in range(3))
    first_made = {}
    for promise in scopes.ledger.promises:
        # Whose customer has left the filter is in no list of the key date.
        if promise.made_on > as_of or scopes.at(scopes.promises[promise.id], as_of) is None:
            continue
        state, day, place_day = counted(scopes, verdicts, promise, as_of)
        place = scopes.at(scopes.promises[promise.id], place_day)
        if day <= as_of - window or place is None:
            continue
        amount = promised(scopes, promise, as_of)
        for node in scopes.depths(place[0]):
            numbers[node][state] += 1
            amounts[node][state] += amount
            if state in JUDGED:
                paid[node][state] += half_away(amount * verdicts.found[promise.id][1], 4)
            if state in JUDGED or state == "not_judged" and promise.id in verdicts.found:
                first_made[node] = min(first_made.get(node, promise.made_on), promise.made_on)
    for node in scopes.nodes:
        number, amount = numbers[node], amounts[node]
        judged, judged_amount = sum(number[state] for state in JUDGED), sum(amount[state] for state in JUDGED)
        is_known = scopes.complete_since(as_of - window + ONE_DAY) and scopes.complete_since(first_made.get(node, as_of))
        known = lambda value: value if is_known else None
        share = lambda part, whole: Fraction(part) / whole if is_known and whole else None
        all_paid = sum(paid[node].values())
        yield "kept_share", node, share(number["kept"], judged), 4
        yield "kept_amount_share", node, share(amount["kept"], judged_amount), 4
        yield "paid_share", node, share(all_paid, judged_amount), 4
        yield "judged", node, known(judged), 0
        yield "judged_amount", node, known(judged_amount), scopes.places
        yield "paid", node, known(all_paid), scopes.places
        for state in JUDGED:
            yield state, node, known(number[state]), 0
            yield state + "_amount", node, known(amount[state]), scopes.places
        for state in ("pending", "cancelled"):
            yield state, node, number[state], 0
            yield state + "_amount", node, amount[state], scopes.places
        if as_of == scopes.report.as_of:
            for state in JUDGED + ["pending", "cancelled"]:
                if number[state]:
                    yield f"states:{state}", node, number[state], 0
                    yield f"states:{state}:amount", node, amount[state], scopes.places
                    yield f"states:{state}:paid", node, paid[node][state], scopes.places
