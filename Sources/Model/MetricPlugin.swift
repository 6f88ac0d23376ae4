/// A plugin as found in its folder: its manifest and the text of its SQL.
package struct MetricPlugin: Sendable, Hashable {
    package struct SQLFile: Sendable, Hashable {
        /// Relative to the plugin's folder: `facts/sales.sql`.
        package var path: String
        package var text: String
        package var hash: ContentHash
        package init(path: String, text: String, hash: ContentHash) {
            self.path = path
            self.text = text
            self.hash = hash
        }
    }

    package var manifest: MetricManifest
    /// Absolute.
    package var folder: String
    package var manifestHash: ContentHash
    /// By fact set name.
    package var facts: [String: SQLFile]
    package var kpi: SQLFile
    /// By table name: the queries on the rolled-up facts.
    package var tables: [String: SQLFile]
    /// By table name: the lists behind the number.
    package var details: [String: SQLFile]
    /// By name: the queries on the rolled-up facts that statistics are taken of.
    package var histograms: [String: SQLFile] = [:]
    /// By name: what facts and details share.
    package var views: [String: SQLFile] = [:]
    package var isBuiltIn: Bool
    /// Files with its words in other languages that were read.
    package var wordFiles: [HashedFile] = []

    package init(
        manifest: MetricManifest, folder: String, manifestHash: ContentHash, facts: [String: SQLFile], kpi: SQLFile,
        tables: [String: SQLFile], details: [String: SQLFile], isBuiltIn: Bool
    ) {
        self.manifest = manifest
        self.folder = folder
        self.manifestHash = manifestHash
        self.facts = facts
        self.kpi = kpi
        self.tables = tables
        self.details = details
        self.isBuiltIn = isBuiltIn
    }
}

extension MetricPlugin {
    /// The texts that run on the ledger's engine.
    package var onLedger: [String] { (Array(views.values) + Array(facts.values) + Array(details.values)).sorted { $0.path < $1.path }.map(\.text) }

    /// The texts that run over the rolled-up facts.
    package var onRollUp: [String] {
        [kpi.text] + (Array(tables.values) + Array(histograms.values)).sorted { $0.path < $1.path }.map(\.text)
    }

    package var statements: [String] { onLedger + onRollUp }
}
