#!/usr/bin/env bash
# Prints the SQL that puts a sample ledger's files into typed tables of a schema `erp`, for psql.
#   scripts/bench/tables.sh FOLDER
set -euo pipefail
cat <<'END'
CREATE SCHEMA erp;
SET search_path = erp;
CREATE TABLE items (item_id text PRIMARY KEY, customer_id text, kind text NOT NULL, posted_on date NOT NULL, currency char(3),
  amount numeric(18,4) NOT NULL, document_no text, document_date date, due_on date, cleared_on date, entity text, reference text,
  receipt_class text, value_date date);
CREATE TABLE allocations (from_item text, to_item text, allocated_on date, amount numeric(18,4), reversed_on date, method text);
CREATE TABLE customers (customer_id text PRIMARY KEY, name text, country text, geo text, segment text, team text, collector text,
  credit_limit numeric(18,4), currency text, payment_terms text, language text);
CREATE TABLE disputes (dispute_id text PRIMARY KEY, opened_on date, item_id text, customer_id text, resolved_on date, reason text,
  amount numeric(18,4), currency text, owner text, outcome text);
CREATE TABLE targets (metric text, value numeric(20,10), period_start date, period_end date, level text, member text, measure text,
  currency text);
CREATE TABLE fx_rates (rate_date date, from_currency text, to_currency text, rate numeric(20,10));
CREATE TABLE promises (promise_id text PRIMARY KEY, customer_id text, made_on date, due_on date, amount numeric(18,4), currency text,
  item_id text, cancelled_on date);
CREATE TABLE submissions (submission_id text, item_id text, portal text, submitted_on date, status text, decided_on date, error_code text);
CREATE TABLE activities (activity_id text, customer_id text, done_on date, collector text, channel text, outcome text);
CREATE TABLE holidays (calendar text, day date);
END
for relation in items allocations customers disputes targets fx_rates promises submissions activities holidays; do
    echo "\\copy $relation from '$1/$relation.csv' csv header"
done
echo "ANALYZE;"
