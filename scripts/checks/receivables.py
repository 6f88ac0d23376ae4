"""DSO and aged debt for every node of one key date, straight from the definitions of the two metrics."""
from collections import defaultdict
from datetime import timedelta
from fractions import Fraction


def bucket_names(ranges):
    names, lower = ["not_due"], 1
    for upper in ranges:
        names.append(f"{lower}-{upper}")
        lower = upper + 1
    return names + [f"{ranges[-1] + 1}+", "unallocated"]


def bucket_of(days_past_due, ranges, first=1):
    if first == 1 and days_past_due <= 0:
        return "not_due"
    lower = first
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


def open_sums(scopes, as_of, ranges):
    """Every open item, looked at once, into sums by node."""
    sums = {node: defaultdict(Fraction) for node in scopes.nodes}
    for item in scopes.ledger.items.values():
        place, open_amount = scopes.at(scopes.items[item.id], as_of), item.open_at(as_of)
        if open_amount == 0 or place is None:
            continue
        amount = scopes.balance(item, as_of)
        late = (as_of - (item.due_on or item.posted_on)).days
        if item.kind == "receipt" and open_amount < 0:
            adds = {"unallocated": -amount, "bucket:unallocated": -amount, "bucket:unallocated:items": 1}
        else:
            name = bucket_of(late, ranges)
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
        for node in scopes.depths(place[0]):
            for key, value in adds.items():
                sums[node][key] += value
    return sums


def dso(scopes, as_of, targets):
    window = scopes.report.parameter("dso", "window")
    months = {node: defaultdict(Fraction) for node in scopes.nodes}
    sold = {node: Fraction(0) for node in scopes.nodes}
    for item in scopes.ledger.items.values():
        if item.kind not in ("invoice", "credit_note") or item.posted_on > as_of:
            continue
        place = scopes.at(scopes.items[item.id], item.posted_on)
        if place is None:
            continue
        amount = scopes.flow(item)
        for node in scopes.depths(place[0]):
            months[node][item.posted_on.year, item.posted_on.month] += amount
            if as_of - timedelta(window) < item.posted_on:
                sold[node] += amount
    history = scopes.ledger.history_start()
    is_complete = scopes.complete_since(as_of - timedelta(window - 1))
    for node, s in open_sums(scopes, as_of, [30]).items():
        receivables = s["buckets"] - s["unallocated"]
        countback = countback_days(receivables, as_of, months[node], history) if receivables > 0 else None
        best = countback_days(min(s["bucket:not_due"], receivables), as_of, months[node], history)
        sales = sold[node] if is_complete else None
        yield "countback", node, countback, 2
        yield "simple", node, receivables / sales * window if sales and sales > 0 else None, 2
        yield "best_possible", node, best, 2
        yield "delinquent", node, None if countback is None or best is None else countback - best, 2
        yield "receivables", node, receivables, scopes.places
        yield "sales", node, sales, scopes.places


def aged_debt(scopes, as_of, targets):
    ranges = scopes.report.parameter("aged_debt", "ranges")
    for node, s in open_sums(scopes, as_of, ranges).items():
        yield "overdue_share", node, s["overdue_debits"] / s["debits"] if s["debits"] else None, 4
        yield "total", node, s["buckets"] - s["unallocated"], scopes.places
        yield "overdue", node, s["overdue"], scopes.places
        yield "not_due", node, s["bucket:not_due"], scopes.places
        yield "over_90_share", node, s["debits_over_90"] / s["debits"] if s["debits"] else None, 4
        yield "credits", node, s["credits"], scopes.places
        yield "unallocated", node, s["unallocated"], scopes.places
        for name in bucket_names(ranges):
            yield f"bucket:{name}", node, s[f"bucket:{name}"], scopes.places
            yield f"bucket:{name}:items", node, s[f"bucket:{name}:items"], 0
