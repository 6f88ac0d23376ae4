#!/usr/bin/env python3
"""All figures of any ledger whose CSV files have the ledger's own headers, worked out on their own.

    sample.py FOLDER                        prints {metric, value_id, node, as_of, value, target, status}, one a line
    sample.py FOLDER MANIFEST               compares them with a run of report-definitions/weekly-metric-pack.yaml
    sample.py FOLDER MANIFEST --review      … of report-definitions/country-finance-review.yaml
    sample.py FOLDER MANIFEST --definition FILE     … of any other report; its ledger definition gives the settings
"""
import argparse
import json
import os
from datetime import date
from fractions import Fraction

import definitions
from compare import finish
from figures import figures
from ledger import Dispute, Item, Ledger, Promise, Target, day, rows
from report import of_definition

SHIPPED = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "report-definitions"))


def read(folder, currency, complete_from=None, extracted_on=None, weekends=None):
    ledger = Ledger(currency, complete_from, extracted_on)
    ledger.weekends = weekends or {}

    def relation(name):
        path = os.path.join(folder, name + ".csv")
        return rows(path) if os.path.exists(path) else []

    for row in relation("items"):
        ledger.items[row["item_id"]] = Item(
            row["item_id"], row["customer_id"], row["kind"], day(row["posted_on"]), row.get("currency") or currency,
            Fraction(row["amount"]), due_on=day(row.get("due_on")), cleared_on=day(row.get("cleared_on")),
            document_date=day(row.get("document_date")), value_date=day(row.get("value_date")),
            receipt_class=row.get("receipt_class") or "", columns=row)
    for row in relation("customers"):
        ledger.customers.setdefault(row["customer_id"], []).append(row)
    for row in relation("fx_rates"):
        ledger.rates.add(day(row["rate_date"]), row["from_currency"], row["to_currency"], Fraction(row["rate"]))
    for row in relation("allocations"):
        ledger.allocate(
            row["from_item"], row["to_item"], day(row["allocated_on"]), Fraction(row["amount"]), day(row.get("reversed_on")))
    for row in relation("disputes"):
        ledger.disputes.append(Dispute(
            row["dispute_id"], day(row["opened_on"]), day(row.get("resolved_on")), row.get("item_id") or "",
            row.get("customer_id") or "", row.get("reason") or "", Fraction(row["amount"]) if row.get("amount") else None,
            row.get("currency") or "", row.get("outcome") or ""))
    for row in relation("promises"):
        ledger.promises.append(Promise(
            row["promise_id"], row["customer_id"], day(row["made_on"]), day(row["due_on"]), Fraction(row["amount"]),
            row.get("currency") or "", row.get("item_id") or "", day(row.get("cancelled_on"))))
    for row in relation("targets"):
        ledger.targets.append(Target(
            row["metric"], Fraction(row["value"]), day(row["period_start"]), day(row["period_end"]), row.get("level") or "",
            row.get("member") or "", row.get("measure") or "", row.get("currency") or ""))
    for row in relation("holidays"):
        ledger.holidays.setdefault(row["calendar"], set()).add(day(row["day"]))
    return ledger


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("manifest", nargs="?")
    parser.add_argument("--review", action="store_true", help="the country finance review instead of the weekly pack")
    parser.add_argument("--definition", help="the report definition")
    parser.add_argument("--as-of", type=date.fromisoformat, help="another key date than the definition's")
    given = parser.parse_args()

    definition = given.definition or os.path.join(
        SHIPPED, ("country-finance-review" if given.review else "weekly-metric-pack") + ".yaml")
    ledger = read(given.folder, *definitions.ledger_settings(definition))
    manifest_day = given.as_of
    if manifest_day is None and given.manifest:
        with open(given.manifest, encoding="utf-8") as file:
            manifest_day = date.fromisoformat(json.load(file)["as_of"])
    report = of_definition(
        definition, ledger.currency, max(item.posted_on for item in ledger.items.values()), manifest_day)
    report.as_of = given.as_of or report.as_of
    finish(figures(ledger, report), given.manifest, report.group_by)


if __name__ == "__main__":
    main()
