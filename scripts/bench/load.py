"""DuckDB's own typed load of a ledger's CSV files into memory, at its default settings: what Countback is measured against.

    load.py FOLDER          every column of every file
    load.py FOLDER --items  every column of the items alone
    load.py FOLDER --same   every file, of those that a report of dso and aged_debt reads only the columns that it reads
    load.py FOLDER --read   only the files and columns that a report of dso and aged_debt reads
"""
import os
import sys

import duckdb

TEXT, DATE, MONEY, RATE = "VARCHAR", "DATE", "DECIMAL(18,4)", "DECIMAL(20,10)"
FILES = {
    "items": dict(
        item_id=TEXT, customer_id=TEXT, kind=TEXT, posted_on=DATE, currency=TEXT, amount=MONEY, document_no=TEXT,
        document_date=DATE, due_on=DATE, cleared_on=DATE, entity=TEXT, reference=TEXT, receipt_class=TEXT,
        value_date=DATE),
    "allocations": dict(
        from_item=TEXT, to_item=TEXT, allocated_on=DATE, amount=MONEY, reversed_on=DATE, method=TEXT),
    "customers": dict(
        customer_id=TEXT, name=TEXT, country=TEXT, geo=TEXT, segment=TEXT, team=TEXT, collector=TEXT,
        credit_limit=MONEY, currency=TEXT, payment_terms=TEXT, language=TEXT),
    "fx_rates": dict(rate_date=DATE, from_currency=TEXT, to_currency=TEXT, rate=RATE),
    "targets": dict(
        metric=TEXT, value=RATE, period_start=DATE, period_end=DATE, level=TEXT, member=TEXT, measure=TEXT,
        currency=TEXT),
    "holidays": dict(calendar=TEXT, day=DATE),
    "disputes": dict(
        dispute_id=TEXT, opened_on=DATE, item_id=TEXT, customer_id=TEXT, resolved_on=DATE, reason=TEXT, amount=MONEY,
        currency=TEXT, owner=TEXT, outcome=TEXT),
    "promises": dict(
        promise_id=TEXT, customer_id=TEXT, made_on=DATE, due_on=DATE, amount=MONEY, currency=TEXT, item_id=TEXT,
        cancelled_on=DATE),
    "submissions": dict(
        submission_id=TEXT, item_id=TEXT, portal=TEXT, submitted_on=DATE, status=TEXT, decided_on=DATE,
        error_code=TEXT),
    "activities": dict(
        activity_id=TEXT, customer_id=TEXT, done_on=DATE, collector=TEXT, channel=TEXT, outcome=TEXT),
}
READ = {
    "items": ["item_id", "customer_id", "kind", "posted_on", "currency", "amount", "document_no", "due_on", "cleared_on"],
    "allocations": ["from_item", "to_item", "allocated_on", "amount", "reversed_on"],
    "customers": ["customer_id", "name", "country", "geo", "team", "collector"],
    "fx_rates": None, "targets": None, "holidays": None,
}


def main():
    folder, only_read, only_items = sys.argv[1], "--read" in sys.argv[2:], "--items" in sys.argv[2:]
    only_columns = only_read or "--same" in sys.argv[2:]
    connection = duckdb.connect()
    for name, columns in FILES.items():
        if only_read and name not in READ or only_items and name != "items":
            continue
        chosen = READ.get(name) if only_columns and READ.get(name) else list(columns)
        connection.execute(
            f"CREATE TABLE {name} AS SELECT {', '.join(chosen)} FROM read_csv(?, auto_detect=false, header=true, "
            f"delim=',', quote='\"', escape='\"', columns={columns})", [os.path.join(folder, name + ".csv")])
    rows = sum(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in (["items"] if only_items else READ if only_read else FILES))
    print(f"{rows} rows")


if __name__ == "__main__":
    main()
