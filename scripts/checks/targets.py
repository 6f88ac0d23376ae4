"""Targets put on nodes, handed down or summed up, and how a figure stands against its own."""
from collections import defaultdict
from datetime import timedelta
from fractions import Fraction

from ledger import half_away
from report import MEASURE, VALUES

NEAR = Fraction(5, 100)
WINDOWED = {("collection_attainment", "collected")}


def status(figure, target, better):
    """Met, near (missed by at most 5 % of the target) or missed; None where neither way is better."""
    if better is None:
        return None
    short = figure - target if better == "lower" else target - figure
    return "met" if short <= 0 else "near" if short <= abs(target) * NEAR else "missed"


def shortest(periods, day):
    """The shortest of the periods that cover a day; two of the same length are a mistake in the ledger."""
    covering = [period for period in periods if period.start <= day <= period.end]
    if not covering:
        return None
    covering.sort(key=lambda period: period.end - period.start)
    if len(covering) > 1 and covering[0].end - covering[0].start == covering[1].end - covering[1].start:
        raise SystemExit(f"overlapping targets of equal length: {covering[0]} and {covering[1]}")
    return covering[0]


class Targets:
    def __init__(self, scopes):
        self.scopes, self.report, self.ledger = scopes, scopes.report, scopes.ledger
        # (metric, value id) to node to periods; and what levels outside the roll-up add there, by level and member.
        self.own = defaultdict(lambda: defaultdict(list))
        self.added = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
        self.children, self.days, self.windows, self.holders = defaultdict(list), {}, {}, {}
        for node in scopes.nodes:
            if node:
                self.children[node[:-1]].append(node)
        for row in self.ledger.targets:
            self.place(row)

    def place(self, row):
        """On the node where its level has that member; one whose metric, value, level or member is unknown counts nowhere."""
        key = row.metric, row.measure or MEASURE.get(row.metric)
        if row.metric not in self.report.metrics or key[1] not in VALUES.get(row.metric, {}):
            return
        if not row.level:
            if not self.report.filter:
                self.own[key][()].append(row)
        elif row.level in self.report.group_by:
            depth = self.report.group_by.index(row.level) + 1
            nodes = [node for node in self.scopes.nodes if len(node) == depth]
            found = [node for node in nodes if node[-1] == row.member]
            found = found if len(found) == 1 else [node for node in nodes if "/".join(node) == row.member] or found
            if len(found) > 1:
                raise SystemExit(f"ambiguous member: {row}")
            if found:
                self.own[key][found[0]].append(row)
        elif VALUES[row.metric][key[1]][0] in ("money", "count"):
            node = self.holder(row.level, row.member)
            if node is not None:
                self.added[key][node][row.level, row.member].append(row)

    def holder(self, level, member):
        """The deepest node that has all of a member's items and disputes; None for an unknown member."""
        if level not in self.holders:
            self.holders[level] = {}
            for owner, customer, parts in self.owners():
                members = {start: self.ledger.member(owner, row, level) for start, _, row in self.ledger.versions(customer)}
                for start, _, scope, _ in parts:
                    held = self.holders[level].setdefault(members[start], scope)
                    while scope[:len(held)] != held:
                        held = held[:-1]
                    self.holders[level][members[start]] = held
        return self.holders[level].get(member)

    def owners(self):
        """(item or None, customer, stretches) of every item and dispute."""
        ledger, scopes = self.ledger, self.scopes
        for item in ledger.items.values():
            yield item, item.customer, scopes.items[item.id]
        for dispute in ledger.disputes:
            item = ledger.items.get(dispute.item)
            yield item, item.customer if item else dispute.customer, scopes.disputes.get(dispute.id, ())

    def money(self, row, as_of):
        """Not yet rounded."""
        return row.value * self.ledger.rates.rate(row.currency or self.ledger.currency, self.report.currency, as_of)

    # Targets for a key date

    def covering(self, key, periods, as_of):
        row = shortest(periods, as_of)
        if row is None:
            return None
        return half_away(self.money(row, as_of), self.scopes.places) if VALUES[key[0]][key[1]][0] == "money" else row.value

    def of_day(self, metric, value_id, node, as_of):
        key = metric, value_id
        if VALUES[metric][value_id][0] in ("money", "count"):
            return self.summed(key, node, lambda periods, _: self.covering(key, periods, as_of))
        for depth in range(len(node), -1, -1):
            if depth == 0 and key in self.report.targets:
                return self.report.targets[key]
            target = self.covering(key, self.own[key][node[:depth]], as_of)
            if target is not None:
                return target
        return None

    def summed(self, key, node, amount):
        """A node's own, else what other levels add there and the nearest below that have one."""
        if not node and key in self.report.targets:
            return self.report.targets[key]
        own = amount(self.own[key][node], node) if node in self.own[key] else None
        if own is not None:
            return own
        parts = [amount(periods, node) for periods in self.added[key][node].values()] if node in self.added[key] else []
        parts += [self.summed(key, child, amount) for child in self.children[node]]
        parts = [part for part in parts if part is not None]
        return sum(parts, Fraction(0)) if parts else None

    # Targets that are totals of their periods

    def of_window(self, metric, measure, node, as_of, start, end):
        key = metric, measure
        if key in self.report.targets:
            raise SystemExit(f"these checks don't know what a definition's target for {metric}.{measure} covers")

        def amount(periods, at):
            known = id(periods), at, start, end, as_of
            if known not in self.windows:
                self.windows[known] = self.share(periods, self.scopes.calendar_of(at), as_of, start, end)
            return self.windows[known]

        return self.summed(key, node, amount)

    def share(self, periods, calendar, as_of, start, end):
        """Each day takes the shortest period; of each period its business days that are in the window."""
        taken = defaultdict(list)
        day = start
        while day <= end:
            if (id(periods), day) not in self.days:
                self.days[id(periods), day] = shortest(periods, day)
            if (row := self.days[id(periods), day]) is not None:
                taken[id(row)].append((row, day))
            day += timedelta(1)
        if not taken:
            return None
        total = Fraction(0)
        for days in taken.values():
            row = days[0][0]
            length, part = calendar.within(row.start, row.end), sum(calendar.is_business(day) for _, day in days)
            if length == 0:
                length, part = (row.end - row.start).days + 1, len(days)
            total += self.money(row, as_of) * part / length
        return half_away(total, self.scopes.places)
