/// An attempt of a plugin's SQL to get out of its sandbox.
struct EscapeAttempt: Sendable {
    var name: String
    /// `{file}` is a file with a secret, `{folder}` the folder that it is in.
    var sql: String
    /// A part of what the check says of it.
    var reason: String
    /// The engines that refuse it by their own rights, should the check let it through.
    var past: [String] = []
    /// Whether it is one only where the text may run on several engines.
    var isOfPortable = false

    private init(_ name: String, _ sql: String, _ reason: String, past: [String] = [], portable: Bool = false) {
        (self.name, self.sql, self.reason, self.past, isOfPortable) = (name, sql, reason, past, portable)
    }

    private static let duck = ["duckdb"]
    private static let post = ["postgresql"]
    private static let both = ["duckdb", "postgresql"]
    private static let every = both + ["spark"]

    static let all = files + changes + smuggled + outside + catalogs + settings + clocks + names + texts

    /// Reading and writing files.
    private static let files = [
        Self("read-csv", "SELECT * FROM read_csv('{file}')", "the function read_csv may not", past: duck),
        Self("read-csv-auto", "SELECT * FROM read_csv_auto('{file}')", "the function read_csv_auto may not", past: duck),
        Self("read-text", "SELECT content FROM read_text('{file}')", "the function read_text may not", past: duck),
        Self("read-blob", "SELECT * FROM read_blob('{file}')", "the function read_blob may not", past: duck),
        Self("read-json", "SELECT * FROM read_json('{file}')", "the function read_json may not", past: duck),
        Self("read-parquet", "SELECT * FROM read_parquet('{file}')", "the function read_parquet may not", past: duck),
        Self("parquet-scan", "SELECT * FROM parquet_scan('{file}')", "the function parquet_scan may not", past: duck),
        Self("parquet-metadata", "SELECT * FROM parquet_metadata('{file}')", "the function parquet_metadata may not", past: duck),
        Self("glob", "SELECT * FROM glob('{folder}/*')", "the function glob may not", past: duck),
        Self("sniff", "SELECT * FROM sniff_csv('{file}')", "the function sniff_csv may not", past: duck),
        Self("file-in-quotes", "SELECT * FROM '{file}'", "which it may not", past: both),
        Self("file-in-double-quotes", "SELECT * FROM \"{file}\"", "which it may not", past: both),
        Self("file-in-a-branch", "SELECT 1 AS a UNION ALL SELECT * FROM '{file}'", "which it may not", past: both),
        Self("file-in-an-expression", "SELECT (SELECT count(*) FROM '{file}') AS a", "which it may not", past: both),
        Self("file-in-a-with", "WITH a AS (SELECT * FROM read_text('{file}')) SELECT * FROM a", "the function read_text may not", past: duck),
        Self("file-in-a-replaced-column", "SELECT * REPLACE ((SELECT content FROM read_text('{file}')) AS scope) FROM periods", "the function read_text may not", past: duck),
        Self("file-in-a-window", "SELECT sum(1) OVER (ORDER BY (SELECT content FROM read_text('{file}'))) FROM periods", "the function read_text may not", past: duck),
        Self("file-in-a-limit", "SELECT 1 AS a LIMIT (SELECT length(content) FROM read_text('{file}'))", "the function read_text may not", past: duck),
        Self("file-in-a-list", "SELECT list_transform([1], x -> (SELECT content FROM read_text('{file}'))) AS a", "the function read_text may not", past: duck),
        Self("spark-csv", "SELECT * FROM csv.\"{file}\"", "named with a schema", past: both),
        Self("spark-backticks", "SELECT * FROM parquet.`{file}`", "a backtick", past: both),
        Self("spark-text", "SELECT * FROM text.\"{file}\"", "named with a schema", past: both),
        Self("spark-read-files", "SELECT * FROM read_files('{file}')", "the function read_files may not", past: both),
        Self("input-file-name", "SELECT input_file_name() AS a", "the function input_file_name may not", past: both),
        Self("metadata-column", "SELECT o._metadata.file_path AS a FROM periods o", "_metadata is a column of the engine's own", past: both),
        Self("pg-read-file", "SELECT pg_read_file('{file}') AS a", "the function pg_read_file may not", past: both),
        Self("pg-read-binary-file", "SELECT pg_read_binary_file('{file}') AS a", "the function pg_read_binary_file may not", past: both),
        Self("pg-ls-dir", "SELECT pg_ls_dir('{folder}') AS a", "the function pg_ls_dir may not", past: both),
        Self("pg-stat-file", "SELECT (pg_stat_file('{file}')).size AS a", "the function pg_stat_file may not", past: both),
        Self("lo-import", "SELECT lo_import('{file}') AS a", "the function lo_import may not", past: both),
        Self("lo-export", "SELECT lo_export(1, '{folder}/out') AS a", "the function lo_export may not", past: both),
        Self("lo-create", "SELECT lo_from_bytea(0, CAST('x' AS blob)) AS a", "the function lo_from_bytea may not", past: both),
        Self("copy-out", "COPY (SELECT 1) TO '{folder}/out'", "isn't a SELECT", past: every),
        Self("copy-to-a-program", "COPY (SELECT 1) TO PROGRAM 'touch {folder}/out'", "isn't a SELECT", past: both),
        Self("copy-in", "COPY periods FROM '{file}'", "isn't a SELECT", past: both),
        Self("export", "EXPORT DATABASE '{folder}/out'", "isn't a SELECT", past: both),
        Self("insert-directory", "INSERT OVERWRITE DIRECTORY '{folder}/out' SELECT 1", "can't be read", past: every),
        Self("transform-using", "SELECT TRANSFORM (a) USING 'cat' FROM periods", "can't be read", past: both),
    ]

    /// Dropping and changing what the host keeps.
    private static let changes = [
        Self("drop", "DROP TABLE periods", "isn't a SELECT", past: every),
        Self("delete", "DELETE FROM periods", "isn't a SELECT", past: every),
        Self("update", "UPDATE periods SET as_of = NULL", "isn't a SELECT", past: every),
        Self("insert", "INSERT INTO periods SELECT * FROM periods", "isn't a SELECT", past: every),
        Self("truncate", "TRUNCATE periods", "isn't a SELECT", past: every),
        Self("alter", "ALTER TABLE periods RENAME TO gone", "isn't a SELECT", past: every),
        Self("create", "CREATE TABLE more AS SELECT 1 AS a", "isn't a SELECT", past: every),
        Self("create-view", "CREATE OR REPLACE VIEW open_items AS SELECT 1 AS a", "isn't a SELECT", past: every),
        Self("create-function", "CREATE MACRO days_between(a, b) AS 1", "isn't a SELECT", past: both),
        Self("select-into", "SELECT * INTO more FROM periods", "can't be read", past: both),
        Self("for-update", "SELECT * FROM periods FOR UPDATE", "can't be read", past: both),
        Self("with-that-deletes", "WITH gone AS (DELETE FROM periods RETURNING *) SELECT * FROM gone", "can't be read", past: every),
        Self("sequence", "SELECT nextval('public.numbers') AS a", "the function nextval may not", past: both),
        Self("set-sequence", "SELECT setval('public.numbers', 99) AS a", "the function setval may not", past: both),
        Self("explain", "EXPLAIN ANALYZE DELETE FROM periods", "isn't a SELECT", past: both),
        Self("call", "CALL pragma_version()", "isn't a SELECT", past: both),
        Self("checkpoint", "CHECKPOINT", "isn't a SELECT", past: both),
        Self("vacuum", "VACUUM", "isn't a SELECT", past: both),
        Self("prepare", "PREPARE p AS SELECT 1", "isn't a SELECT", past: both),
        Self("do-block", "DO $$ BEGIN DELETE FROM periods; END $$", "a dollar sign", past: both),
    ]

    /// A second statement, past a comment, a literal or the end.
    private static let smuggled = [
        Self("second", "SELECT 1 AS a; DROP TABLE periods", "isn't a SELECT", past: every),
        Self("second-select", "SELECT 1 AS a; SELECT 2 AS a", "2 statements", past: every),
        Self("second-after-a-comment", "SELECT 1 AS a -- ;\n; DROP TABLE periods --", "isn't a SELECT", past: every),
        Self("out-of-brackets", "SELECT 1 AS a) AS x; DROP TABLE periods; SELECT * FROM (SELECT 2 AS a", "can't be read", past: every),
        Self("commit-first", "COMMIT; DROP TABLE periods; SELECT 1 AS a", "isn't a SELECT", past: every),
        Self("comment-in-a-comment", "SELECT 1 AS a /* /* */ ; DROP TABLE periods -- */", "a comment stands in a comment"),
        Self("comment-without-end", "SELECT 1 AS a /* ", "a comment has no end", past: both),
        Self("comment-after-the-end", "SELECT 1 AS a; -- DROP TABLE periods", "a comment follows"),
        Self("backslash-quote", "SELECT 'x\\' AS a, '; DROP TABLE periods --' AS b", "a backslash in quotes", portable: true),
        Self("backslash-in-a-name", "SELECT 1 AS \"a\\\" FROM periods --\"", "a backslash in quotes", portable: true),
        Self("continued-comment", "SELECT 1 AS a -- \\\n, pg_sleep(1)", "a backslash at the end of a comment", portable: true),
        Self("escape-string", "SELECT E'\\'; DROP TABLE periods --' AS a", "a letter before a quote"),
        Self("unicode-string", "SELECT U&'\\0041' AS a", "a letter before a quote", past: duck),
        Self("unicode-name", "SELECT * FROM U&\"\\0070eriods\"", "a letter before a quote", past: duck),
        Self("raw-string", "SELECT r'\\' AS a, '; DROP TABLE periods --' AS b", "a letter before a quote"),
        Self("dollar-quotes", "SELECT $$; DROP TABLE periods --$$ AS a", "a dollar sign"),
        Self("dollar-tags", "SELECT $x$ ' $x$ AS a", "a dollar sign"),
        Self("backtick-name", "SELECT 1 AS `a`", "a backtick", past: post),
        Self("hint", "SELECT /*+ BROADCAST(periods) */ as_of FROM periods", "a comment with /*+"),
        Self("substituted", "SELECT '${env:PATH}' AS a", "${ is replaced", portable: true),
        Self("substituted-in-a-comment", "SELECT 1 AS a -- ${env:PATH}", "${ is replaced", portable: true),
        Self("nul", "SELECT 1 AS a\u{0}; DROP TABLE periods", "a control character", past: both),
        Self("nul-in-a-string", "SELECT 'a\u{0}b' AS a", "a control character", past: both),
        Self("escape-sequence", "SELECT 1 AS a\u{1B}[2J", "a control character", past: both),
        Self("strange-blank", "SELECT\u{A0}1 AS a", "beyond ASCII stands outside quotes", portable: true),
        Self("full-width", "SELECT 1 AS a\u{FF1B} DROP TABLE periods", "beyond ASCII stands outside quotes", past: duck, portable: true),
    ]

    /// Other machines, programs and databases.
    private static let outside = [
        Self("http", "SELECT * FROM read_csv('https://example.org/a.csv')", "the function read_csv may not", past: duck),
        Self("http-file", "SELECT * FROM 'https://example.org/a.parquet'", "which it may not", past: both),
        Self("http-request", "SELECT http_get('https://example.org/') AS a", "the function http_get may not", past: both),
        Self("attach", "ATTACH '{folder}/x.db'", "isn't a SELECT", past: both),
        Self("install", "INSTALL httpfs", "isn't a SELECT", past: both),
        Self("load", "LOAD '{folder}/x.so'", "isn't a SELECT", past: both),
        Self("sqlite-scan", "SELECT * FROM sqlite_scan('{file}', 't')", "the function sqlite_scan may not", past: both),
        Self("postgres-scan", "SELECT * FROM postgres_scan('host=db', 'public', 't')", "the function postgres_scan may not", past: both),
        Self("dblink", "SELECT * FROM dblink('host=db', 'SELECT 1') AS t(a int)", "may not be used", past: both),
        Self("query", "SELECT * FROM query('SELECT * FROM read_text(''{file}'')')", "the function query may not", past: both),
        Self("query-table", "SELECT * FROM query_table('{file}')", "the function query_table may not", past: both),
        Self("query-to-xml", "SELECT query_to_xml('DELETE FROM periods', true, true, '') AS a", "the function query_to_xml may not", past: both),
        Self("json-serialized", "SELECT * FROM json_execute_serialized_sql('{}')", "the function json_execute_serialized_sql may not", past: both),
        Self("reflect", "SELECT reflect('java.lang.System', 'getenv', 'PATH') AS a", "the function reflect may not", past: both),
        Self("try-reflect", "SELECT try_reflect('java.lang.System', 'getenv', 'PATH') AS a", "the function try_reflect may not", past: both),
        Self("java-method", "SELECT java_method('java.lang.Runtime', 'getRuntime') AS a", "the function java_method may not", past: both),
        Self("notify", "NOTIFY x", "can't be read", past: both),
        Self("terminate", "SELECT pg_terminate_backend(1) AS a", "the function pg_terminate_backend may not", past: duck),
        Self("reload", "SELECT pg_reload_conf() AS a", "the function pg_reload_conf may not", past: both),
        Self("lock", "SELECT pg_advisory_lock(1) AS a", "the function pg_advisory_lock may not", past: duck),
    ]

    /// Catalogs, other schemas, other people's tables.
    private static let catalogs = [
        Self("information-schema", "SELECT * FROM information_schema.tables", "named with a schema"),
        Self("pg-catalog", "SELECT * FROM pg_catalog.pg_authid", "named with a schema", past: post),
        Self("pg-class", "SELECT * FROM pg_class", "reads pg_class, which it may not"),
        Self("passwords", "SELECT * FROM pg_shadow", "reads pg_shadow, which it may not", past: both),
        Self("sqlite-master", "SELECT * FROM sqlite_master", "reads sqlite_master, which it may not", past: post),
        Self("duckdb-tables", "SELECT * FROM duckdb_tables()", "the function duckdb_tables may not", past: post),
        Self("pragma-function", "SELECT * FROM pragma_table_info('periods')", "the function pragma_table_info may not", past: post),
        Self("show", "SHOW TABLES", "SHOW_REF", past: post),
        Self("describe", "SELECT * FROM (DESCRIBE periods)", "SHOW_REF", past: post),
        Self("summarize", "SUMMARIZE periods", "SHOW_REF", past: post),
        Self("someone-elses-table", "SELECT * FROM public.secrets", "named with a schema", past: both),
        Self("someone-elses-table-bare", "SELECT * FROM secrets", "reads secrets, which it may not", past: both),
        Self("raw-extract", "SELECT * FROM ledger_items", "reads ledger_items, which it may not", past: both),
        Self("another-metrics-facts", "SELECT * FROM leaf_receivables", "reads leaf_receivables, which it may not", past: both),
        Self("the-hosts-schema", "SELECT * FROM main.periods", "named with a schema", past: post),
        Self("regclass", "SELECT CAST('public.secrets' AS regclass) AS a", "the type regclass may not", past: duck),
        Self("regclass-in-a-type", "SELECT CAST(NULL AS STRUCT(a regclass)) AS a", "the type regclass may not", past: both),
        Self("regrole", "SELECT CAST(10 AS regrole) AS a", "the type regrole may not", past: duck),
        Self("regproc", "SELECT CAST('pg_sleep' AS pg_catalog.regproc) AS a", "the type pg_catalog.regproc may not", past: duck),
        Self("table-oid", "SELECT o.tableoid AS a FROM periods o", "tableoid is a column of the engine's own", past: duck),
        Self("row-place", "SELECT ctid AS a FROM periods", "ctid is a column of the engine's own", past: duck),
        Self("with-that-hides-itself", "WITH secrets AS (SELECT * FROM secrets) SELECT * FROM secrets", "reads secrets, which it may not", past: both),
        Self("with-out-of-scope", "SELECT * FROM (WITH secrets AS (SELECT 1 AS a) SELECT * FROM secrets) s, secrets", "reads secrets, which it may not", past: both),
    ]

    /// Settings, secrets, variables.
    private static let settings = [
        Self("set", "SET memory_limit = '100GB'", "isn't a SELECT", past: both),
        Self("reset", "RESET ALL", "isn't a SELECT", past: both),
        Self("pragma", "PRAGMA database_list", "isn't a SELECT", past: post),
        Self("current-setting", "SELECT current_setting('threads') AS a", "the function current_setting may not", past: post),
        Self("set-config", "SELECT set_config('statement_timeout', '0', false) AS a", "the function set_config may not", past: duck),
        Self("settings", "SELECT * FROM duckdb_settings()", "the function duckdb_settings may not", past: post),
        Self("secrets", "SELECT * FROM duckdb_secrets()", "the function duckdb_secrets may not", past: post),
        Self("which-secret", "SELECT * FROM which_secret('s3://a', 's3')", "the function which_secret may not", past: post),
        Self("secret", "SELECT secret('scope', 'key') AS a", "the function secret may not", past: both),
        Self("environment", "SELECT getenv('PATH') AS a", "the function getenv may not", past: both),
        Self("environment-by-an-operator", "SELECT OPERATOR(getenv.+) 'PATH' AS a", "the function getenv may not", past: both),
        Self("environment-in-columns", "SELECT COLUMNS(c -> getenv(c) = 'x') FROM periods", "the function getenv may not", past: both),
        Self("environment-in-a-replaced-column", "SELECT * REPLACE (getenv('PATH') AS as_of) FROM periods", "the function getenv may not", past: both),
        Self("variable", "SELECT getvariable('x') AS a", "the function getvariable may not", past: post),
        Self("version", "SELECT version() AS a", "the function version may not"),
        Self("user", "SELECT current_user AS a", "current_user depends on when and by whom"),
        Self("user-bare", "SELECT user AS a", "user depends on when and by whom"),
        Self("quoted-function", "SELECT \"GETENV\"('PATH') AS a", "the function getenv may not", past: both),
        Self("qualified-function", "SELECT pg_catalog.version() AS a", "the function pg_catalog.version may not"),
        Self("parameter", "SELECT ? AS a", "a parameter mark", past: both),
        Self("error-with-a-value", "SELECT error('{file}') AS a", "the function error may not", past: both),
    ]

    /// The clock, chance and waiting: another figure tomorrow.
    private static let clocks = [
        Self("now", "SELECT now() AS a", "the function now may not"),
        Self("today-as-a-date", "SELECT CAST('today' AS date) AS a", "depends on when the statement runs", past: duck),
        Self("today-as-a-literal", "SELECT DATE 'ToDay' AS a", "depends on when the statement runs", past: duck),
        Self("age", "SELECT age(CAST('2026-01-01' AS timestamp)) AS a", "age with one argument"),
        Self("today-beside-a-date", "SELECT as_of FROM periods WHERE as_of <= 'today'", "depends on when the statement runs", portable: true),
        Self("now-in-a-call", "SELECT days_between(as_of, ' Now ') AS a FROM periods", "depends on when the statement runs", portable: true),
        Self("tomorrow-for-nothing", "SELECT COALESCE(as_of, 'tomorrow') AS a FROM periods", "depends on when the statement runs", portable: true),
        Self("today-somewhere", "SELECT DATE 'today UTC' AS a", "depends on when the statement runs", past: duck),
        Self("today-at-an-hour", "SELECT CAST('08:00 today Europe/Madrid' AS timestamp) AS a", "depends on when the statement runs", past: duck),
        Self("transaction", "SELECT txid_current() AS a", "the function txid_current may not"),
        Self("random", "SELECT random() AS a", "the function random may not"),
        Self("sample", "SELECT * FROM periods TABLESAMPLE 10%", "samples rows", past: post),
        Self("sleep", "SELECT pg_sleep(1000) AS a", "the function pg_sleep may not"),
        Self("sleep-in-a-window", "SELECT sum(1) OVER (ORDER BY pg_sleep(1000)) AS a FROM periods", "the function pg_sleep may not"),
    ]

    /// Names that mean something else to another engine.
    private static let names = [
        Self("dot-file", "SELECT ('{file}').pg_read_file AS a", "behind brackets calls a function", portable: true),
        Self("dot-folder", "SELECT ('{folder}').pg_ls_dir AS a FROM periods", "behind brackets calls a function", portable: true),
        Self("dot-setting", "SELECT ('server_version').current_setting AS a", "behind brackets calls a function", portable: true),
        Self("dot-sleep", "SELECT (1000).pg_sleep AS a", "behind brackets calls a function", portable: true),
        Self("dot-statement", "SELECT (SELECT ('SELECT to_tsvector(''simple'', a) FROM secrets').ts_stat) AS a", "behind brackets calls a function", portable: true),
        Self("dot-clock", "SELECT (p.as_of).age AS a FROM periods p", "behind brackets calls a function", portable: true),
        Self("dot-quoted", "SELECT ('{file}').\"pg_read_file\" AS a", "behind brackets calls a function", portable: true),
        Self("dot-twice", "SELECT (('{file}').pg_read_file).length AS a", "behind brackets calls a function", portable: true),
        Self("dot-by-name", "SELECT struct_extract('{file}', 'pg_read_file') AS a", "behind brackets calls a function", portable: true),
        Self("row-as-json", "SELECT p.row_to_json AS a FROM periods p", "calls the function row_to_json", portable: true),
        Self("row-size", "SELECT p.pg_column_size AS a FROM periods p", "calls the function pg_column_size", portable: true),
        Self("identifier-clause", "SELECT * FROM identifier('secrets')", "the function identifier may not", past: both),
        Self("table-function-by-name", "SELECT * FROM pg_ls_tmpdir()", "the function pg_ls_tmpdir may not", past: both),
        Self("lateral-function", "SELECT * FROM periods, LATERAL pg_read_file('{file}') AS t(a)", "the function pg_read_file may not", past: both),
        Self("current-date-in-a-filter", "SELECT count(*) FILTER (WHERE as_of < current_date) AS a FROM periods", "current_date depends on when and by whom"),
        Self("pivot", "PIVOT periods ON as_of USING count(*)", "isn't a SELECT", past: both),
    ]

    /// Texts that a parser could choke on.
    private static let texts = [
        Self("brackets", "SELECT " + String(repeating: "(", count: 50_000) + "1" + String(repeating: ")", count: 50_000), "nested more than 100 brackets deep"),
        Self("calls", "SELECT " + String(repeating: "abs(", count: 3_000) + "1" + String(repeating: ")", count: 3_000), "nested more than 100 brackets deep"),
        Self("sum", "SELECT 1" + String(repeating: "+1", count: 9_000), "can't be read"),
        Self("joined-text", "SELECT 'a'" + String(repeating: "||'a'", count: 6_000), "can't be read"),
        Self("many-words", "SELECT 1" + String(repeating: ", 1", count: 30_000), "more than 20000 words"),
        Self("long", "SELECT '" + String(repeating: "x", count: 300_000) + "' AS a", "more than 200000"),
        Self("denials", "SELECT " + String(repeating: "NOT ", count: 19_000) + "true AS a", "can't be read"),
    ]
}
