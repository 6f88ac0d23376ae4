/// A named database of a ledger definition: sources come from it, or the engine itself runs there.
package struct Connection: Sendable, Hashable {
    package enum Driver: String, Sendable, CaseIterable { case postgresql, sqlite, spark }

    package var name: String
    package var driver: Driver
    /// As declared, never with a password: `postgresql://reader@db.example:5432/erp`, the path of a SQLite file,
    /// `sc://host:15002`.
    package var uri: String
    package var password: Secret?
    package var place: Place

    package init(name: String, driver: Driver, uri: String, password: Secret? = nil, place: Place) {
        self.name = name
        self.driver = driver
        self.uri = uri
        self.password = password
        self.place = place
    }
}

/// Where a secret is kept; a definition never holds one.
package enum Secret: Sendable, Hashable {
    /// The name of an environment variable.
    case environment(String)
    /// Absolute path of a file that holds it and nothing else; a line break at its end doesn't count.
    case file(String)
}
