"""Dispute cycle time for every node of one key date."""
from collections import Counter, defaultdict
from fractions import Fraction

from calendars import add_months, window_start


def percentile_inc(values, part):
    """Excel's PERCENTILE.INC: position `part` × (n − 1) of the sorted values, between two neighbours pro rata."""
    ordered = sorted(values)
    position = part * (len(ordered) - 1)
    lower = position.numerator // position.denominator
    upper = min(lower + 1, len(ordered) - 1)
    return ordered[lower] + (position - lower) * (ordered[upper] - ordered[lower])


def km_median(cases):
    """First day with survival of one half or less of (days, is an event); who is censored on a day is still at risk on it."""
    survival = Fraction(1)
    events = Counter(days for days, is_event in cases if is_event)
    for days in sorted(events):
        at_risk = sum(1 for duration, _ in cases if duration >= days)
        survival *= 1 - Fraction(events[days], at_risk)
        if survival <= Fraction(1, 2):
            return days
    return None


def open_amount(scopes, dispute, as_of):
    """The dispute's amount, else its item's open amount, and never more than that; 0 where neither is known."""
    item = scopes.ledger.items.get(dispute.item)
    own = None
    if dispute.amount is not None:
        currency = dispute.currency or (item.currency if item else scopes.ledger.currency)
        # By document dates, a dispute goes with its item's, so that the two amounts compare; without an item with its own.
        document = (item.document_date or item.posted_on) if item else dispute.opened_on
        rate_day = document if scopes.report.document_rates else as_of
        own = scopes.ledger.rates.convert(dispute.amount, currency, scopes.report.currency, rate_day)
    if item is None:
        return own or Fraction(0)
    most = max(Fraction(0), scopes.balance(item, as_of)) if item.open_at(as_of) else Fraction(0)
    return most if own is None else min(own, most)


def dispute_cycle_time(scopes, as_of, targets):
    report = scopes.report
    in_business_days = report.parameter("dispute_cycle_time", "days") == "business"
    period = window_start(
        report.parameter("dispute_cycle_time", "period"), as_of, report.fiscal_year_start, report.week_start)
    year_ago = add_months(as_of, -12)
    def days(calendar, start, end):
        return calendar.between(start, end) if in_business_days else (end - start).days

    resolved, survival, ages = ({node: [] for node in scopes.nodes} for _ in range(3))
    amounts = {node: Fraction(0) for node in scopes.nodes}
    reasons = {node: defaultdict(lambda: [0, 0, Fraction(0)]) for node in scopes.nodes}
    for dispute in scopes.ledger.disputes:
        if not dispute.counts() or dispute.opened_on > as_of:
            continue
        parts, is_resolved = scopes.disputes[dispute.id], dispute.resolved_on is not None and dispute.resolved_on <= as_of
        reason = dispute.reason or "(none)"
        if is_resolved and period <= dispute.resolved_on:
            place = scopes.at(parts, dispute.resolved_on)
            for node in scopes.depths(place[0]) if place else []:
                resolved[node].append(days(place[1], dispute.opened_on, dispute.resolved_on))
                reasons[node][reason][0] += 1
        opening = scopes.at(parts, dispute.opened_on)
        if opening and dispute.opened_on > year_ago:
            for node in scopes.depths(opening[0]):
                survival[node].append((days(opening[1], dispute.opened_on, dispute.resolved_on if is_resolved else as_of), is_resolved))
        place = scopes.at(parts, as_of)
        if place is None:
            continue
        scope, calendar = place
        amount = Fraction(0) if is_resolved else open_amount(scopes, dispute, as_of)
        for node in scopes.depths(scope):
            if not is_resolved:
                ages[node].append(days(calendar, dispute.opened_on, as_of))
                amounts[node] += amount
                reasons[node][reason][1] += 1
                reasons[node][reason][2] += amount
    for node in scopes.nodes:
        cycle, age = resolved[node], ages[node]
        yield "median_days", node, percentile_inc(cycle, Fraction(1, 2)) if cycle else None, 2
        yield "mean_days", node, Fraction(sum(cycle), len(cycle)) if cycle else None, 2
        yield "p90_days", node, percentile_inc(cycle, Fraction(9, 10)) if cycle else None, 2
        yield "km_median_days", node, km_median(survival[node]), None
        yield "resolved", node, len(cycle), 0
        yield "open", node, len(age), 0
        yield "open_amount", node, amounts[node], scopes.places
        yield "open_mean_age", node, Fraction(sum(age), len(age)) if age else None, 2
        yield "open_max_age", node, max(age) if age else None, None
        if as_of == report.as_of:
            for reason, (closed, still_open, amount) in reasons[node].items():
                yield f"reasons:{reason}:resolved", node, closed, 0
                yield f"reasons:{reason}:open", node, still_open, 0
                yield f"reasons:{reason}:open_amount", node, amount, scopes.places
