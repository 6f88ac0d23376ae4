/// On which engine a report computes, as its definition or the command line says: `postgresql`, on the connection `erp`.
package struct EngineChoice: Sendable, Hashable {
    package enum Name: String, Sendable, CaseIterable { case duckdb, postgresql, spark }

    package var name: Name
    /// One of the ledger's connections; nil: the only one that the engine can use.
    package var connection: LocatedName?
    /// The longest that a statement may take; nil: the engine's own limit.
    package var statementSeconds: Int?
    package var place: Place?

    package init(_ name: Name = .duckdb, connection: LocatedName? = nil, statementSeconds: Int? = nil, place: Place? = nil) {
        self.name = name
        self.connection = connection
        self.statementSeconds = statementSeconds
        self.place = place
    }
}
