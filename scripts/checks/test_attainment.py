"""Collection attainment against cases worked out by hand."""
import unittest

from small_ledger import SmallLedger, on, shown

MONTH = "collected", "target", "attainment", "gap", "projected"


def windows(*ids):
    return [id + suffix for suffix in ("", "_qtd", "_ytd") for id in ids]


class Attainment(unittest.TestCase):
    def test_month_quarter_year(self):
        # By value date: P is March's though posted in April, Q was known only on 3 April, R came back on the 30th.
        ledger = SmallLedger()
        ledger.item("M", "receipt", "1-15", -100)
        ledger.item("N", "receipt", "3-02", -200)
        ledger.item("P", "receipt", "4-01", -40, value_date="3-31")
        ledger.item("R", "receipt", "4-01", 15, value_date="3-30")
        ledger.item("Q", "receipt", "4-03", -1000, value_date="3-15")
        ledger.item("W", "adjustment", "3-05", -70)
        ledger.item("C", "credit_note", "3-05", -80)
        ledger.item("Y", "receipt", "2025-12-31", -5000)
        values = ledger.values("collection_attainment", "3-31")
        self.assertEqual(shown(values, *windows("collected")), [200, 300, 300])
        # On 1 April the quarter is new, but not the fiscal year that began in March.
        values = ledger.values("collection_attainment", "4-01", fiscal_year_start=3)
        self.assertEqual(shown(values, *windows("collected")), [0, 225, 225])
        self.assertEqual(shown(ledger.values("collection_attainment", "4-03"), *windows("collected")), [0, 0, 1325])
        values = ledger.values("collection_attainment", "3-31", parameters={"fiscal_year_start": "12"})
        # Its quarters begin in December, March, June and September.
        self.assertEqual(shown(values, *windows("collected")), [200, 200, 5300])
        ledger.complete_from = on("1-02")
        values = ledger.values("collection_attainment", "3-31")
        self.assertEqual(shown(values, *windows("collected", "projected")), [200, 200, None, None, None, None])

    def test_projects_by_business_days_of_each_calendar(self):
        # March 2026 has 22 days from Monday to Friday and, as it begins on a Sunday, 23 from Sunday to Thursday.
        # On Monday the 9th 6 and 7 have passed: 60 × 22/6 + 70 × 23/7 = 220 + 230.
        ledger = SmallLedger()
        ledger.weekends = {"ES": {5, 6}, "IL": {4, 5}}
        ledger.customer("A", country="ES")
        ledger.customer("B", country="IL")
        ledger.item("1", "receipt", "2-10", -1000)
        ledger.item("2", "receipt", "3-01", -60)
        ledger.item("3", "receipt", "3-04", -70, customer="B")
        report = {"group_by": ["country"], "calendar": ("country", "ES")}
        self.assertEqual(
            shown(ledger.values("collection_attainment", "3-09", **report), *windows("projected"), ("projected", "IL")),
            [450, 1450, 1450, 230])
        # On Sunday the 1st none has passed in Spain: its 60 stand as they are; Israel has nothing yet.
        values = ledger.values("collection_attainment", "3-01", **report)
        self.assertEqual(shown(values, "projected", ("projected", "ES"), ("projected", "IL")), [60, None, 0])
        self.assertEqual(shown(values, "collected", ("collected", "ES")), [60, 60])

    def test_status_looks_at_the_projection(self):
        # On Monday the 9th 6 of 22 days: 27 → 99, 25.9 → 94.97.
        for cash, status in [(28, "met"), (27, "near"), ("25.90", "missed")]:
            ledger = SmallLedger()
            ledger.item("1", "receipt", "3-03", "-" + str(cash))
            ledger.target(100, "3-01", "3-31")
            values = ledger.values("collection_attainment", "3-09")
            for id, target in [("attainment", 1), ("collected", 100), ("projected", 100), ("gap", None), ("target", None)]:
                self.assertEqual([values[id].target, values[id].status], [target, status if target else None], id)
        self.assertEqual(shown(values, *MONTH), [25.9, 100, 0.259, -74.1, 94.97])
        # The year has March's target only.
        self.assertEqual(shown(values, "attainment_ytd", "target_ytd"), [0.259, 100])

    def test_no_target_and_zero(self):
        ledger = SmallLedger()
        ledger.item("1", "receipt", "3-03", -11)
        self.assertEqual(shown(ledger.values("collection_attainment", "3-31"), *MONTH), [11, None, None, None, 11])
        ledger.target(0, "3-01", "3-31")
        self.assertEqual(shown(ledger.values("collection_attainment", "3-31"), *MONTH), [11, 0, None, None, 11])
        ledger.item("2", "receipt", "3-04", 31)
        ledger.target(100, "4-01", "4-30")
        self.assertEqual(shown(ledger.values("collection_attainment", "3-31"), *MONTH), [-20, 0, None, None, -20])
        self.assertEqual(shown(ledger.values("collection_attainment", "4-01"), *windows("target")), [100, 100, 100])

    def test_cash_stays_where_it_was_collected(self):
        ledger = SmallLedger()
        ledger.customer("A", collector="old")
        ledger.customer("A", "2026-04-01", collector="new")
        ledger.item("1", "receipt", "4-02", -10, value_date="3-31")
        ledger.item("2", "receipt", "4-02", -5)
        values = ledger.values("collection_attainment", "4-02", group_by=["collector"])
        self.assertEqual(shown(values, ("collected_ytd", "old"), ("collected_ytd", "new"), "collected"), [10, 5, 5])


if __name__ == "__main__":
    unittest.main()
