import DatabaseServers
import Definitions
@testable import Engines
import Foundation
import Model

@testable import countback

/// A folder that the tests' cluster sees, and ledgers of what lies there.
struct SparkPlace {
    let server: SparkServer
    let folder: TemporaryFolder

    init() throws {
        server = try SparkServer.shared()
        folder = try TemporaryFolder()
    }

    func run(_ statements: [String]) throws {
        let link = try SparkLink.open(SparkAddress(server.uri), seconds: 100)
        defer { link.close() }
        for statement in statements { try link.run(statement, for: EngineQuirks.step) }
    }

    func ledger(_ sources: String) throws -> LedgerDefinition {
        try folder.write("ledger: odd\ncurrency: EUR\nconnections: { lake: { driver: spark, uri: \"\(server.uri)\" } }\nsources:\n  \(sources)\n", to: "ledger.yaml")
        return try LedgerDefinition.read(DefinitionText.load(folder.path + "/ledger.yaml")).get()
    }

    func session() throws -> SparkSession { try SparkSession.open(SparkAddress(server.uri), home: "lake") }

    /// On the cluster in place, and streamed into the embedded engine.
    func both(_ sources: String, _ relation: String = "items") throws -> (there: InPlaceRead, here: InPlaceRead, ways: [String]) {
        let ledger = try ledger(sources)
        let here = try InPlaceRead.of(ledger, relation, on: DuckDBSession.open(threads: 1)).read
        let there = try InPlaceRead.of(ledger, relation, on: session())
        return (there.read, here, there.ways)
    }

    /// The folder's own files, read by the embedded engine.
    func ownFiles(_ sources: String) throws -> InPlaceRead {
        try InPlaceRead.of(ledger(sources), "items", on: DuckDBSession.open(threads: 1)).read
    }

    /// What files of a cluster come to as those of this machine would.
    func local(_ read: InPlaceRead) -> InPlaceRead {
        let prefixes = ["lake:file://\(folder.path)/", "lake:file:\(folder.path)/"]
        func local(_ text: String) -> String { prefixes.reduce(text) { $0.replacing($1, with: "") } }
        var read = read
        for index in read.rejects.indices {
            read.rejects[index].file = local(read.rejects[index].file)
            read.rejects[index].reason = local(read.rejects[index].reason)
        }
        for index in read.counts.indices { read.counts[index].file = local(read.counts[index].file) }
        read.findings = read.findings.map(local)
        return read
    }
}
