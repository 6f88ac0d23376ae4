#!/usr/bin/env python3
"""DSO and aged debt of the public IBM receivables data (2,466 invoices, all settled in the end), worked out on their own.

    ibm.py EXTRACT                 prints {metric, value_id, node, as_of, value}, one a line
    ibm.py EXTRACT MANIFEST        compares them with a run of Tests/Fixtures/ibm/ibm-receivables.yaml
"""
import sys
from datetime import date
from fractions import Fraction

from compare import finish
from figures import figures
from ledger import Item, Ledger, day, rows
from report import Report


def read(path):
    ledger = Ledger("USD")
    for row in rows(path):
        ledger.items[row["invoiceNumber"]] = Item(
            row["invoiceNumber"], row["customerID"], "invoice", day(row["InvoiceDate"], "%m/%d/%Y"), "USD",
            Fraction(row["InvoiceAmount"]), due_on=day(row["DueDate"], "%m/%d/%Y"),
            cleared_on=day(row["SettledDate"], "%m/%d/%Y"), columns={"country": row["countryCode"]})
    return ledger


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    report = Report("USD", date(2013, 6, 28), ["country"])
    finish(figures(read(sys.argv[1]), report), sys.argv[2] if len(sys.argv) == 3 else None, report.group_by)
