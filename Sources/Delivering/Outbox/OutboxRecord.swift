internal import GRDB

/// A row as SQLite gives it; `Row` is a table's in a pack.
typealias OutboxRecord = GRDB.Row
