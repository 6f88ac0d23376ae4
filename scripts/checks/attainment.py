"""Collection attainment for every node of one key date: cash by value date against the targets of month, quarter and year."""
from collections import defaultdict
from fractions import Fraction

from calendars import month_end, window_start

WINDOWS = {"": "month", "_qtd": "quarter", "_ytd": "year"}


def collected_by_calendar(scopes, as_of, starts):
    """Node to window to calendar to the cash whose value date is in the window and that was posted by the key date."""
    cash = {node: {suffix: defaultdict(Fraction) for suffix in starts} for node in scopes.nodes}
    for item in scopes.ledger.items.values():
        day = item.banked_on
        if item.kind != "receipt" or item.posted_on > as_of or not starts["_ytd"] <= day <= as_of:
            continue
        place = scopes.at(scopes.items[item.id], day)
        if place is None:
            continue
        for node in scopes.depths(place[0]):
            for suffix, start in starts.items():
                if start <= day:
                    cash[node][suffix][place[1]] -= scopes.flow(item)
    return cash


def projection(scopes, node, month, start, as_of):
    """The month at each calendar's run rate; a calendar without a business day so far counts as it is. Where nothing is in
    scope, nothing is projected."""
    calendars = {scopes.calendars[name] for name in scopes.calendars_below[node]}
    elapsed = {calendar: calendar.within(start, as_of) for calendar in calendars}
    if calendars and not any(elapsed.values()):
        return None
    return sum(
        (cash * calendar.within(start, month_end(as_of)) / elapsed[calendar] if elapsed[calendar] else cash
         for calendar, cash in month.items()), Fraction(0))


def collection_attainment(scopes, as_of, targets):
    fiscal = scopes.report.parameter("collection_attainment", "fiscal_year_start")
    starts = {suffix: window_start(name, as_of, fiscal) for suffix, name in WINDOWS.items()}
    cash = collected_by_calendar(scopes, as_of, starts)
    for node in scopes.nodes:
        month = sum(cash[node][""].values(), Fraction(0))
        projected_month = projection(scopes, node, cash[node][""], starts[""], as_of)
        for suffix, start in starts.items():
            is_known = scopes.complete_since(start)
            collected = sum(cash[node][suffix].values(), Fraction(0)) if is_known else None
            target = targets.of_window("collection_attainment", "collected", node, as_of, start, month_end(as_of))
            has_both = collected is not None and target
            yield "attainment" + suffix, node, collected / target if has_both else None, 4
            yield "collected" + suffix, node, collected, scopes.places
            yield "target" + suffix, node, target, scopes.places
            yield "gap" + suffix, node, collected - target if has_both else None, scopes.places
            yield ("projected" + suffix, node,
                   collected - month + projected_month if is_known and projected_month is not None else None, scopes.places)
