package import Definitions
internal import Foundation
package import Model

/// All the metrics that a run may use: those that come with Countback and the user's own.
package struct PluginCatalog: Sendable {
    /// By id, sorted.
    package private(set) var plugins: [MetricPlugin]
    /// Folders that couldn't be read whole, by the id that they would have.
    package private(set) var broken: [String: [Finding]]
    /// Everything found while reading, in the order of the folders.
    package private(set) var findings: [Finding]

    /// Reads every plugin in the folders of `users` and in the built-in one. A broken plugin is no error here: it
    /// becomes one when a report selects it.
    package static func load(builtIn: String?, users: [String], hash: @escaping ([UInt8]) -> ContentHash) -> PluginCatalog {
        var catalog = PluginCatalog(plugins: [], broken: [:], findings: [])
        if let builtIn {
            catalog.add(folder: builtIn, isBuiltIn: true, hash: hash)
        } else {
            catalog.findings.append(.noBuiltIns())
        }
        for folder in users { catalog.add(folder: folder, isBuiltIn: false, hash: hash) }
        catalog.plugins.sort { $0.manifest.id < $1.manifest.id }
        return catalog
    }

    package func plugin(_ id: String) -> MetricPlugin? { plugins.first { $0.manifest.id == id } }

    /// The plugins of a report's metrics with their parameters, or every finding about the metrics it selects.
    package func select(_ selections: [MetricSelection]) -> Reading<[SelectedMetric]> {
        var selected: [SelectedMetric] = []
        var findings: [Finding] = []
        for selection in selections {
            if let troubles = broken[selection.id] {
                findings += troubles
            } else if let plugin = plugin(selection.id) {
                let parameters = selection.check(against: plugin.manifest)
                findings += parameters.findings
                selected.append(
                    SelectedMetric(plugin: plugin, selection: selection, parameters: parameters.value ?? [:]))
            } else {
                findings.append(.unknownMetric(selection.id, known: known, selection.place))
            }
        }
        return Reading(value: selected, findings: findings)
    }

    /// The finding for an id given on the command line; nil when there is such a metric.
    package func finding(forUnknown id: String) -> Finding? {
        plugin(id) == nil && broken[id] == nil ? .unknownMetric(id, known: known, nil) : nil
    }

    /// The ids of all metrics, readable or not, sorted.
    package var known: [String] { (plugins.map(\.manifest.id) + broken.keys).sorted() }

    private mutating func add(folder: String, isBuiltIn: Bool, hash: @escaping ([UInt8]) -> ContentHash) {
        let full = FilePath.absolute(folder)
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: full) else {
            findings.append(.missingMetricFolder(folder))
            return
        }
        for name in names.sorted() where !name.hasPrefix(".") {
            let plugin = PluginFolder(full + "/" + name, shown: folder + "/" + name)
            if FileManager.default.fileExists(atPath: plugin.path + "/metric.yaml") {
                add(plugin, plugin.read(isBuiltIn: isBuiltIn, hash: hash))
            } else if FileManager.default.fileExists(atPath: plugin.path + "/kpi.sql") {
                findings.append(.noManifest(plugin.shown))
            }
        }
    }

    private mutating func add(_ folder: PluginFolder, _ reading: Reading<MetricPlugin>) {
        findings += reading.findings
        guard let plugin = reading.value else {
            broken[folder.name, default: []] += reading.findings
            return
        }
        let id = plugin.manifest.id
        if let first = self.plugin(id) {
            let finding = Finding.duplicateMetric(id, folder.shown, first: first.folder)
            findings.append(finding)
            broken[id, default: []].append(finding)
        } else {
            plugins.append(plugin)
        }
    }
}

/// A metric of a report: its plugin, what the report says of it, and all its parameters' values.
package struct SelectedMetric: Sendable, Hashable {
    package var plugin: MetricPlugin
    package var selection: MetricSelection
    package var parameters: [String: ParameterValue]
    package init(plugin: MetricPlugin, selection: MetricSelection, parameters: [String: ParameterValue]) {
        self.plugin = plugin
        self.selection = selection
        self.parameters = parameters
    }
}
