"""Unallocated cash for every node of one key date: receipts' open credits, and how many were settled in time."""
from collections import defaultdict
from datetime import timedelta
from fractions import Fraction

from receivables import bucket_names, bucket_of

CLASSES = ["unapplied", "on_account", "unidentified"]


def class_of(item):
    return item.receipt_class or ("unapplied" if item.customer else "unidentified")


def is_returned(item, as_of):
    """All of it went to debit receipts."""
    return sum(amount for start, end, amount in item.returns if start <= as_of and (end is None or as_of < end)) >= -item.amount


def due_receipts(scopes, as_of):
    """(scope, amount, in time) of the receipts whose deadline lies in the window."""
    within, window = (scopes.report.parameter("unallocated_cash", name) for name in ("within", "window"))
    for item in scopes.ledger.items.values():
        if item.kind != "receipt" or item.amount >= 0 or item.posted_on > as_of:
            continue
        if not scopes.complete_since(item.posted_on):
            continue
        place = scopes.at(scopes.items[item.id], item.banked_on)
        if place is None or item.banked_on > as_of:
            continue
        scope, calendar = place
        deadline = calendar.after(item.banked_on, within)
        if as_of - timedelta(window) < deadline <= as_of and not is_returned(item, as_of):
            yield scope, -scopes.flow(item), item.posted_on <= deadline and item.open_at(deadline) == 0


def unallocated_cash(scopes, as_of, targets):
    ranges = scopes.report.parameter("unallocated_cash", "ranges")
    sums = {node: defaultdict(Fraction) for node in scopes.nodes}
    for item in scopes.ledger.items.values():
        place, open_amount = scopes.at(scopes.items[item.id], as_of), item.open_at(as_of)
        if open_amount == 0 or place is None:
            continue
        is_cash = item.kind == "receipt" and open_amount < 0
        if not is_cash and open_amount < 0:
            continue
        amount, age = scopes.balance(item, as_of), max(0, (as_of - item.banked_on).days)
        for node in scopes.depths(place[0]):
            s = sums[node]
            if not is_cash:
                s["debits"] += amount
                continue
            key = class_of(item), bucket_of(age, ranges, first=0)
            s["amount"] -= amount
            s["count"] += 1
            s["oldest"] = max(s["oldest"], age)
            s[key] -= amount
            s[key, "receipts"] += 1
    for scope, amount, in_time in due_receipts(scopes, as_of):
        for node in scopes.depths(scope):
            s = sums[node]
            s["due"] += 1
            s["due_amount"] += amount
            if in_time:
                s["in_time"] += 1
                s["in_time_amount"] += amount
    is_complete = scopes.complete_since(as_of - timedelta(scopes.report.parameter("unallocated_cash", "window") - 1))
    for node, s in sums.items():
        yield "amount", node, s["amount"], scopes.places
        yield "count", node, s["count"], 0
        yield "oldest_days", node, s["oldest"] if s["count"] else None, None
        yield "share", node, s["amount"] / s["debits"] if s["debits"] else None, 4
        yield "applied_in_time_count_share", node, s["in_time"] / s["due"] if is_complete and s["due"] else None, 4
        yield ("applied_in_time_amount_share", node,
               s["in_time_amount"] / s["due_amount"] if is_complete and s["due_amount"] else None, 4)
        if as_of == scopes.report.as_of:
            for name in CLASSES:
                for bucket in ("0" + bucket_names(ranges)[1][1:], *bucket_names(ranges)[2:-1]):
                    yield f"classes:{name}:{bucket}", node, s[name, bucket], scopes.places
                    yield f"classes:{name}:{bucket}:receipts", node, s[(name, bucket), "receipts"], 0
