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


class Member:
    """A member of a level that the report isn't grouped by, at the deepest node that has all that belongs to it."""

    def __init__(self, level, name, units, host, number):
        self.level, self.name, self.units, self.host, self.number, self.outer = level, name, units, host, number, []


def deepest(members):
    """The one within most others; of several the first named."""
    return max(members, key=lambda member: (len(member.outer), -member.number), default=None)


class Targets:
    def __init__(self, scopes):
        self.scopes, self.report, self.ledger = scopes, scopes.report, scopes.ledger
        # (metric, value id) to holder to periods. A holder is a node (a tuple of names), or a member of another level (Member).
        self.own = defaultdict(lambda: defaultdict(list))
        self.days, self.windows, self.members, self.customers = {}, {}, {}, None
        for row in self.ledger.targets:
            self.place(row)
        self.below = self.hang()

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
        else:
            units = self.units(row.level).get(row.member)
            if units is None:
                return
            member = self.members.setdefault((row.level, row.member), Member(row.level, row.member, units, self.host(units), len(self.members)))
            if VALUES[row.metric][key[1]][0] in ("money", "count"):
                self.own[key][member].append(row)

    def valid_customers(self):
        """Every customer's row of the master at the report's key date, those inside the filter as far as the master can tell."""
        if self.customers is None:
            known = set(next(iter(self.ledger.customers.values()))[0]) if self.ledger.customers else set()
            self.customers = {}
            for customer in self.ledger.customers:
                row = next(row for start, end, row in self.ledger.versions(customer) if start <= self.report.as_of < end)
                if all((row.get(name) or "(none)") in members for name, members in self.report.filter.items() if name in known):
                    self.customers[customer] = {name: row.get(name) or "(none)" for name in known}
        return self.customers

    def units(self, level):
        """Member of a level to the customers that have it."""
        units = defaultdict(set)
        for customer, row in self.valid_customers().items():
            if level in row:
                units[row[level]].add(customer)
        return units

    def below_node(self, node):
        """The customers that a node's path allows, as far as its dimensions are the customers'; None where none of them is."""
        wanted = [(dimension, name) for dimension, name in zip(self.report.group_by, node)
                  if any(dimension in row for row in self.valid_customers().values())]
        return {customer for customer, row in self.valid_customers().items()
                if all(row[dimension] == name for dimension, name in wanted)} if wanted else None

    def host(self, customers):
        """The deepest node that has all of these customers; a dimension of items ends the path."""
        node = ()
        for dimension in self.report.group_by:
            names = {self.valid_customers()[customer].get(dimension) for customer in customers}
            if len(names) != 1 or None in names or node + tuple(names) not in self.scopes.nodes:
                break
            node += tuple(names)
        return node

    def hang(self):
        """Holder to those directly below it: nobody's target is added twice, so what belongs wholly to a member of another
        level, as all of a segment's customers to a country, stands below that member."""
        below, at = defaultdict(list), defaultdict(list)
        for member in self.members.values():
            at[member.host].append(member)
        for members in at.values():
            for one in members:
                one.outer = [other for other in members if other is not one and one.units <= other.units
                             and (one.units != other.units or other.number < one.number)]
            for one in members:
                candidates = [other for other in one.outer if len(other.outer) < len(one.outer)]
                below[deepest(candidates) or one.host].append(one)
        for node in self.scopes.nodes:
            if node:
                units = self.below_node(node)
                holding = [member for member in at[node[:-1]] if units and units <= member.units]
                below[deepest(holding) or node[:-1]].append(node)
        return below

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

    def summed(self, key, holder, amount):
        """A holder's own, else the sum of the nearest below that have one."""
        if holder == () and key in self.report.targets:
            return self.report.targets[key]
        own = amount(self.own[key][holder], getattr(holder, "host", holder)) if holder in self.own[key] else None
        if own is not None:
            return own
        parts = [self.summed(key, below, amount) for below in self.below[holder]]
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
