#!/usr/bin/env python3
"""Holds the independent checks themselves against cases worked out by hand: python3 -m unittest discover scripts/checks"""
import json
import os
import tempfile
import unittest
from contextlib import redirect_stdout
from datetime import date
from fractions import Fraction
from io import StringIO

from compare import compare
from definitions import metrics, parse
from figures import figures
from ledger import Item, Ledger, Rates, half_away
from receivables import countback_days
from report import Report


class Checks(unittest.TestCase):
    def test_rounds_half_away_from_zero(self):
        for value, expected in [("2.345", "2.35"), ("-2.345", "-2.35"), ("2.3449", "2.34"), ("-0.005", "-0.01")]:
            self.assertEqual(half_away(Fraction(value), 2), Fraction(expected))

    def test_countback_walks_months(self):
        # Five whole months of 30+31+31+30+31 days take 11,000; 1,000 of April's 2,250 are 13.33 of its 30 days.
        sales = {(2026, 9): 2500, (2026, 8): 1750, (2026, 7): 2250, (2026, 6): 2500, (2026, 5): 2000, (2026, 4): 2250}
        sales = {month: Fraction(amount) for month, amount in sales.items()}
        days = countback_days(Fraction(12000), date(2026, 9, 30), sales, date(2026, 1, 1))
        self.assertEqual(half_away(days, 2), Fraction("166.33"))
        # From the 15th the current month has 15 days; 500 of it are a fifth of them.
        self.assertEqual(countback_days(Fraction(500), date(2026, 9, 15), sales, date(2026, 1, 1)), 3)
        # Exactly a month's sales: the month's days and no further. Before April there is nothing to walk.
        self.assertEqual(countback_days(Fraction(2500), date(2026, 9, 30), sales, date(2026, 1, 1)), 30)
        self.assertIsNone(countback_days(Fraction(13251), date(2026, 9, 30), sales, date(2026, 4, 1)))

    def test_rates_go_direct_inverse_through(self):
        rates = Rates("EUR")
        rates.add(date(2026, 1, 1), "USD", "EUR", Fraction("0.9"))
        rates.add(date(2026, 2, 1), "USD", "EUR", Fraction("0.8"))
        rates.add(date(2026, 1, 1), "EUR", "ILS", Fraction(4))
        self.assertEqual(rates.rate("USD", "EUR", date(2026, 1, 31)), Fraction("0.9"))
        self.assertEqual(rates.rate("ILS", "EUR", date(2026, 1, 31)), Fraction("0.25"))
        self.assertEqual(rates.rate("USD", "ILS", date(2026, 2, 1)), Fraction("3.2"))

    def ledger(self):
        ledger = Ledger("EUR", date(2026, 1, 1))
        for id, kind, day, amount, due in [
            ("1", "invoice", 10, 100, date(2026, 1, 20)), ("2", "receipt", 25, -60, None),
            ("3", "receipt", 28, 30, None), ("4", "credit_note", 12, -10, date(2026, 1, 12)),
        ]:
            ledger.items[id] = Item(id, "A", kind, date(2026, 1, day), "EUR", Fraction(amount), due_on=due)
        ledger.allocate("2", "1", date(2026, 1, 5), Fraction(40), date(2026, 1, 30))
        return ledger

    def test_settles_and_ages(self):
        # On the 29th: 60 of the invoice, 9 days late; the returned payment's 30, a day late; the credit note's −10, 17
        # days late; and 20 of the receipt. On the 30th the allocation is undone.
        report = Report("EUR", date(2026, 1, 30), [], every="day", points=2)
        values = {(v, as_of.day): value for _, v, _, as_of, value, *_ in figures(self.ledger(), report)}
        self.assertEqual([values["bucket:1-30", day] for day in (29, 30)], [80, 120])
        self.assertEqual([values["unallocated", day] for day in (29, 30)], [20, 60])
        self.assertEqual([values["total", day] for day in (29, 30)], [60, 60])
        self.assertEqual(values["credits", 29], -10)
        self.assertEqual(values["overdue_share", 29], 1)
        # Sales of 90 in 29 days of January: 60 are 19.33 of them.
        self.assertEqual(values["countback", 29], Fraction("19.33"))

    def test_customers_move_and_filters_leave_out(self):
        # From the 26th the customer is Spanish: so is the 60 open on the 29th, while the sales of the 10th and 12th stay German.
        ledger = self.ledger()
        ledger.customers = {"A": [{"country": "ES", "valid_from": "2026-01-26"}, {"country": "DE", "valid_from": ""}]}
        report = Report("EUR", date(2026, 1, 29), ["country"], points=1, metrics={"dso": {"window": "20"}, "aged_debt": {}})
        values = {(v, node): value for _, v, node, _, value, *_ in figures(ledger, report)}
        self.assertEqual([values["total", node] for node in [(), ("DE",), ("ES",)]], [60, 0, 60])
        self.assertEqual([values["sales", node] for node in [(), ("DE",), ("ES",)]], [90, 90, 0])
        report.filter = {"country": ["ES"]}
        values = {(v, node): value for _, v, node, _, value, *_ in figures(ledger, report)}
        self.assertNotIn(("total", ("DE",)), values)
        self.assertEqual([values["total", ()], values["sales", ()]], [60, 0])

    def test_comparison_finds_differences(self):
        rows = list(figures(self.ledger(), Report("EUR", date(2026, 1, 30), [], points=1)))
        entries = [
            {"metric": m, "value_id": v, "node": list(n), "as_of": d.isoformat(), "reason": None if x is not None else "none", "target": None,
             "status": None,
             "value": None if x is None else f"{float(x):.{p}f}"}
            for m, v, n, d, x, p, *_ in rows if not v.startswith("bucket:")]
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "manifest.json")
            for expected, change in [
                (True, {}), (False, {"value": "0.01"}), (False, {"target": "45.00"}), (False, {"status": "met"}),
                (False, {"value": None, "reason": "none"}), (False, {"value_id": "countforth"}),
            ]:
                before = dict(entries[0])
                entries[0].update(change)
                with open(path, "w", encoding="utf-8") as file:
                    json.dump({"report": "r", "as_of": "2026-01-30", "values": entries}, file)
                with redirect_stdout(StringIO()):
                    self.assertEqual(compare(iter(rows), path, []), expected, change)
                entries[0] = before

    def test_reads_definitions(self):
        read = parse("""# a report
report: r            # its name
calendar: { by: country, default: "DE" }
group_by: []
title: "a # b: c"
metrics:
  - dso: { window: 60, target: 45 }
  - aged_debt:
      ranges: [30, 60]
      target: { overdue_share: 15% }
  - unallocated_cash
filter:
  entity: ["1000", (none)]
""")
        self.assertEqual(read["calendar"], {"by": "country", "default": "DE"})
        self.assertEqual([read["group_by"], read["title"], read["filter"]], [[], "a # b: c", {"entity": ["1000", "(none)"]}])
        self.assertEqual(metrics(read["metrics"]), (
            {"dso": {"window": "60"}, "aged_debt": {"ranges": ["30", "60"]}, "unallocated_cash": {}},
            {("dso", ""): 45, ("aged_debt", "overdue_share"): Fraction(15, 100)}))


if __name__ == "__main__":
    unittest.main()
