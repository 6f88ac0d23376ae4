/// The tables of an outbox file.
enum OutboxSchema {
    /// "CBox", which SQLite keeps in the file's head: what tells an outbox from any other database.
    static let application = 0x4342_6F78
    static let version = 1

    /// Times are seconds since 1970. `contents` holds a message's body once, however many recipients it has; `light` is
    /// the same without its files.
    static let text = """
        CREATE TABLE contents (
            hash TEXT PRIMARY KEY, sender TEXT NOT NULL, reply_to TEXT NOT NULL, subject TEXT NOT NULL, corrected TEXT NOT NULL,
            full BLOB NOT NULL, light BLOB NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE deliveries (
            id INTEGER PRIMARY KEY,
            purpose TEXT NOT NULL CHECK (purpose IN ('pack', 'summary')),
            report TEXT NOT NULL, as_of TEXT NOT NULL, member TEXT NOT NULL, recipient TEXT NOT NULL,
            name TEXT NOT NULL DEFAULT '',
            definition TEXT NOT NULL,
            content TEXT NOT NULL,
            held TEXT,
            message_id TEXT NOT NULL,
            replaces TEXT NOT NULL DEFAULT '',
            state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'body', 'sent', 'deferred', 'bounced', 'unknown')),
            attempts INTEGER NOT NULL DEFAULT 0,
            queued_at INTEGER NOT NULL,
            next_at INTEGER NOT NULL,
            changed_at INTEGER NOT NULL,
            reply TEXT NOT NULL DEFAULT '',
            UNIQUE (purpose, report, as_of, member, recipient)
        );
        PRAGMA application_id = \(application);
        PRAGMA user_version = \(version);
        """
}
