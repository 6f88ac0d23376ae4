"""Targets and statuses against cases worked out by hand."""
import unittest
from fractions import Fraction

from small_ledger import SmallLedger, on, shown
from targets import status

GEO = ["country", "team"]


class Targets(unittest.TestCase):
    def ledger(self):
        """Spain's teams T1 and T2, Israel's T1; nobody works on Fridays and Saturdays in Israel."""
        ledger = SmallLedger()
        ledger.weekends = {"ES": {5, 6}, "IL": {4, 5}}
        for number, (country, team, collector) in enumerate([("ES", "T1", "x"), ("ES", "T2", "x"), ("IL", "T1", "y")]):
            ledger.customer(str(number), country=country, team=team, collector=collector)
            ledger.item(f"I{number}", "invoice", "1-01", 100, customer=str(number))
        return ledger

    def targets(self, ledger, as_of="3-31", **report):
        values = ledger.values("collection_attainment", as_of, **{"group_by": GEO, "calendar": ("country", "ES"), **report})
        places = {"": "target", "ES": ("target", "ES"), "T1": ("target", "ES", "T1"), "T2": ("target", "ES", "T2"),
                  "IL": ("target", "IL")}
        return dict(zip(places, shown(values, *places.values())))

    def test_status(self):
        self.assertEqual([status(v, 100, "higher") for v in (100, 95, 94)], ["met", "near", "missed"])
        self.assertEqual([status(v, 100, "lower") for v in (100, 105, 106)], ["met", "near", "missed"])
        self.assertEqual([status(v, -100, "higher") for v in (-100, -105, -106)], ["met", "near", "missed"])
        self.assertIsNone(status(1, 1, None))

    def test_own_path_and_sums(self):
        ledger = self.ledger()
        ledger.target(10, "3-01", "3-31", "team", "ES/T1")
        ledger.target(20, "3-01", "3-31", "team", "T2")
        ledger.target(7, "3-01", "3-31", "country", "IL")
        self.assertEqual(self.targets(ledger), {"": 37, "ES": 30, "T1": 10, "T2": 20, "IL": 7})
        # Spain keeps its own; the whole sums what is nearest.
        ledger.target(40, "3-01", "3-31", "country", "ES")
        self.assertEqual(self.targets(ledger), {"": 47, "ES": 40, "T1": 10, "T2": 20, "IL": 7})
        ledger.target(1, "3-01", "3-31")
        self.assertEqual(self.targets(ledger)[""], 1)
        # With a filter the whole is another: its target doesn't hold.
        values = ledger.values("collection_attainment", "3-31", group_by=GEO, filter={"country": ["ES"]})
        self.assertEqual(shown(values, "target"), [40])
        ledger.target(1, "3-01", "3-31", "team", "T1")
        with self.assertRaises(SystemExit):
            self.targets(ledger)

    def test_other_levels_add_to_the_node_that_holds_their_customers(self):
        # Collector x is in both Spanish teams, so with Spain; y with Israel's only team.
        ledger = self.ledger()
        ledger.target(5, "3-01", "3-31", "collector", "x")
        ledger.target(3, "3-01", "3-31", "collector", "y")
        ledger.target(100, "3-01", "3-31", "collector", "nobody")
        ledger.target(100, "3-01", "3-31", "floor", "1")
        self.assertEqual(self.targets(ledger), {"": 8, "ES": 5, "T1": None, "T2": None, "IL": 3})
        ledger.target(10, "3-01", "3-31", "team", "ES/T1")
        # All of the first team is of x, so its target is part of that of x.
        self.assertEqual(self.targets(ledger)["ES"], 5)
        ledger.target(40, "3-01", "3-31", "country", "ES")
        self.assertEqual(self.targets(ledger)["ES"], 40)

    def test_each_day_takes_the_shortest_period(self):
        # The year's 261 has 261 weekdays; its first quarter, 64 of them, has 640 of its own; March, 22 of those, 100.
        ledger = self.ledger()
        ledger.target(261, "1-01", "12-31")
        ledger.target(640, "1-01", "3-31")
        ledger.target(100, "3-01", "3-31")
        values = ledger.values("collection_attainment", "4-02")
        # April: 22 of the year's. The year: 42 days of January and February at 10, March, April.
        self.assertEqual(shown(values, "target", "target_qtd", "target_ytd"), [22, 22, 420 + 100 + 22])
        self.assertEqual(self.targets(ledger, "3-09")[""], 100)
        with self.assertRaises(SystemExit):
            ledger.target(9, "3-01", "3-31", measure="collected")
            self.targets(ledger)

    def test_periods_partly_inside(self):
        # 26 March to 4 April: in Spain Thursday, Friday and Monday to Friday, 4 of 7 in March; in Israel Thursday and
        # Sunday to Thursday, 4 of 6. With a holiday on the 26th 3 of 6.
        ledger = self.ledger()
        ledger.target(70, "3-26", "4-04", "country", "ES")
        ledger.target(60, "3-26", "4-04", "country", "IL")
        self.assertEqual(self.targets(ledger)["ES"], 40)
        self.assertEqual(self.targets(ledger)["IL"], 40)
        ledger.holidays["ES"] = {on("3-26")}
        self.assertEqual(self.targets(ledger)["ES"], 35)
        # A period without a business day: by calendar days.
        ledger = self.ledger()
        ledger.target(9, "2-28", "3-01")
        self.assertEqual([self.targets(ledger)[""], self.targets(ledger, "2-01")[""]], [4.5, 4.5])

    def test_currency_at_the_key_date(self):
        ledger = self.ledger()
        ledger.rates.add(on("1-01"), "USD", "EUR", Fraction(1, 2))
        ledger.rates.add(on("3-31"), "USD", "EUR", Fraction(1, 3))
        ledger.target(100, "3-01", "3-31", currency="USD")
        self.assertEqual([self.targets(ledger, "3-30")[""], self.targets(ledger)[""]], [50, 33.33])

    def test_days_are_handed_down_and_never_summed(self):
        ledger = self.ledger()
        ledger.dispute("3-01", "3-11", item="I0")
        ledger.target(14, "1-01", "12-31", metric="dispute_cycle_time")
        ledger.target(9, "3-01", "3-31", "team", "ES/T1", metric="dispute_cycle_time", measure="median_days")
        ledger.target(9, "3-01", "3-31", "collector", "y", metric="dispute_cycle_time", measure="mean_days")
        ledger.target(3, "1-01", "12-31", "country", "ES", metric="dispute_cycle_time", measure="open")
        ledger.target(4, "1-01", "12-31", "country", "IL", metric="dispute_cycle_time", measure="open")
        report = {"group_by": GEO, "targets": {("dispute_cycle_time", "p90_days"): Fraction(20)}}
        values = ledger.values("dispute_cycle_time", "3-31", **report)
        def of(id, *node):
            figure = values[(id, *node) if node else id]
            return figure.target, figure.status
        self.assertEqual([of("median_days"), of("median_days", "ES"), of("median_days", "ES", "T1")],
                         [(14, "met"), (14, "met"), (9, "missed")])
        self.assertEqual(of("median_days", "IL", "T1"), (14, None))
        self.assertEqual([of("p90_days", "ES", "T1"), of("mean_days", "IL"), of("km_median_days")],
                         [(20, "met"), (None, None), (None, None)])
        self.assertEqual([of("open"), of("open", "IL"), of("open", "IL", "T1")], [(7, "met"), (4, "met"), (None, None)])


if __name__ == "__main__":
    unittest.main()
