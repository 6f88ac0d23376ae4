#!/usr/bin/env python3
"""DSO and aged debt of any ledger whose CSV files have the ledger's own headers, worked out on their own.

    sample.py FOLDER                        prints {metric, value_id, node, as_of, value}, one a line
    sample.py FOLDER MANIFEST               compares them with a run of report-definitions/weekly-metric-pack.yaml
    sample.py FOLDER MANIFEST --review      … of report-definitions/country-finance-review.yaml

The options describe any other report: --currency USD --group-by country,segment --every month --points 13 …
"""
import argparse
import os
from datetime import date
from fractions import Fraction

from compare import finish
from figures import Report, figures
from ledger import Item, Ledger, day, rows


def read(folder, currency, complete_from, extracted_on):
    ledger = Ledger(currency, complete_from, extracted_on)
    for row in rows(os.path.join(folder, "items.csv")):
        ledger.items[row["item_id"]] = Item(
            row["item_id"], row["customer_id"], row["kind"], day(row["posted_on"]), row.get("currency") or currency,
            Fraction(row["amount"]), due_on=day(row.get("due_on")), cleared_on=day(row.get("cleared_on")),
            document_date=day(row.get("document_date")), columns=row)
    path = os.path.join(folder, "customers.csv")
    if os.path.exists(path):
        for row in rows(path):
            ledger.customers.setdefault(row["customer_id"], []).append(row)
    path = os.path.join(folder, "fx_rates.csv")
    if os.path.exists(path):
        for row in rows(path):
            ledger.rates.add(day(row["rate_date"]), row["from_currency"], row["to_currency"], Fraction(row["rate"]))
    path = os.path.join(folder, "allocations.csv")
    if os.path.exists(path):
        for row in rows(path):
            ledger.allocate(
                row["from_item"], row["to_item"], day(row["allocated_on"]), Fraction(row["amount"]),
                day(row.get("reversed_on")))
    return ledger


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("manifest", nargs="?")
    parser.add_argument("--review", action="store_true", help="the country finance review instead of the weekly pack")
    parser.add_argument("--currency")
    parser.add_argument("--ledger-currency", default="EUR")
    parser.add_argument("--as-of", type=date.fromisoformat, help="default: the newest posting")
    parser.add_argument("--group-by")
    parser.add_argument("--every", choices=["day", "week", "month", "quarter", "year"])
    parser.add_argument("--points", type=int, default=13)
    parser.add_argument("--window", type=int, default=90)
    parser.add_argument("--ranges")
    parser.add_argument("--document-rates", action="store_true")
    parser.add_argument("--filter", action="append", default=[], metavar="DIMENSION=MEMBER,…")
    parser.add_argument("--complete-from", type=day, default=date(2024, 11, 1), help='"" where it is not stated')
    parser.add_argument("--extracted-on", type=day, default=date(2026, 11, 20))
    given = parser.parse_args()

    ledger = read(given.folder, given.ledger_currency, given.complete_from, given.extracted_on)
    group_by = given.group_by
    if group_by is None:
        group_by = "country,segment" if given.review else "geo,country,team,collector"
    ranges = given.ranges or ("30,60,90" if given.review else "30,60,90,180")
    report = Report(
        given.currency or "EUR", given.as_of or max(item.posted_on for item in ledger.items.values()),
        [name for name in group_by.split(",") if name], given.every or ("month" if given.review else "week"), given.points, given.window,
        [int(bound) for bound in ranges.split(",")], given.document_rates,
        {name: members.split(",") for name, members in (clause.split("=") for clause in given.filter)})
    finish(figures(ledger, report), given.manifest, report.group_by)


if __name__ == "__main__":
    main()
