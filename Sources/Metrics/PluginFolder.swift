package import Definitions
internal import Foundation
package import Model

/// A metric plugin's folder on disk: `metric.yaml`, `kpi.sql`, and what the manifest names in facts, tables, details and histograms.
package struct PluginFolder: Sendable {
    /// Absolute.
    package let path: String
    /// As findings name it.
    package let shown: String

    package init(_ path: String, shown: String? = nil) {
        self.path = FilePath.absolute(path)
        self.shown = shown ?? path
    }

    package var name: String { FilePath.name(of: path) }

    /// Adds the plugin's own words in these languages: `words/<language>.yaml`, where there is one.
    package func addWords(_ languages: [String], to plugin: inout MetricPlugin, hash: ([UInt8]) -> ContentHash) -> [Finding] {
        var findings: [Finding] = []
        for language in languages where language != "en" {
            let file = "words/\(language).yaml"
            guard FileManager.default.fileExists(atPath: "\(path)/\(file)") else { continue }
            do {
                let source = try DefinitionText.load("\(path)/\(file)", shown: "\(shown)/\(file)")
                findings += plugin.manifest.take(source, language: language)
                plugin.wordFiles.append(HashedFile(path: file, hash: hash(source.bytes)))
            } catch {
                findings += (error as? Refusal)?.findings ?? []
            }
        }
        return findings
    }

    /// What the plugin's texts lack in the languages that packs may be in, once its words are added.
    package func lackingTexts(of plugin: MetricPlugin) -> [Finding] {
        let lacking = plugin.manifest.lackingTexts(WordShelf.languages)
        let all = plugin.manifest.texts.count
        let none = lacking.filter { $0.keys.count == all }.map(\.language)
        return (none.isEmpty ? [] : [.noTexts(plugin.manifest.id, none, shown)])
            + lacking.filter { $0.keys.count < all }.map { .lackingTexts(plugin.manifest.id, $0.keys, $0.language, shown) }
    }

    /// Reads the whole folder; files that the manifest misses or doesn't know are findings.
    package func read(isBuiltIn: Bool, hash: @escaping ([UInt8]) -> ContentHash) -> Reading<MetricPlugin> {
        let source: DefinitionText
        do {
            source = try DefinitionText.load(path + "/metric.yaml", shown: shown + "/metric.yaml")
        } catch {
            return Reading(value: nil, findings: (error as? Refusal)?.findings ?? [])
        }
        let manifest = MetricManifest.read(source)
        guard let value = manifest.value else { return Reading(value: nil, findings: manifest.findings) }
        var files = PluginFiles(folder: self, hash: hash)
        let queries = value.tables.filter { $0.source == .query }.map(\.name)
        let details = value.tables.filter { $0.source == .details }.map(\.name)
        let kpi = files.statement("kpi.sql", namedBy: "every metric")
        var plugin = MetricPlugin(
            manifest: value, folder: path, manifestHash: hash(source.bytes),
            facts: files.statements("facts", value.facts.map(\.name)),
            kpi: kpi ?? MetricPlugin.SQLFile(path: "kpi.sql", text: "", hash: hash([])),
            tables: files.statements("tables", queries), details: files.statements("details", details),
            isBuiltIn: isBuiltIn)
        plugin.views = files.statements("views", value.views)
        plugin.histograms = files.statements("histograms", value.histograms)
        return Reading(value: plugin, findings: manifest.findings + files.findings)
    }
}

/// The SQL files of a plugin's folder as they are read.
private struct PluginFiles {
    let folder: PluginFolder
    let hash: ([UInt8]) -> ContentHash
    var findings: [Finding] = []

    init(folder: PluginFolder, hash: @escaping ([UInt8]) -> ContentHash) {
        self.folder = folder
        self.hash = hash
    }

    /// `facts/<name>.sql` for every name, and a finding for every other file there.
    mutating func statements(_ subfolder: String, _ names: [String]) -> [String: MetricPlugin.SQLFile] {
        var files: [String: MetricPlugin.SQLFile] = [:]
        for name in names {
            files[name] = statement("\(subfolder)/\(name).sql", namedBy: "metric.yaml")
        }
        let present = (try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/" + subfolder)) ?? []
        for file in present.sorted() where file.hasSuffix(".sql") && !names.contains(String(file.dropLast(4))) {
            findings.append(.strayStatement("\(folder.shown)/\(subfolder)/\(file)", subfolder, String(file.dropLast(4)), names))
        }
        return files
    }

    mutating func statement(_ path: String, namedBy namer: String) -> MetricPlugin.SQLFile? {
        let full = folder.path + "/" + path
        let shown = folder.shown + "/" + path
        guard let data = FileManager.default.contents(atPath: full) else {
            findings.append(.missingStatement(shown, namer))
            return nil
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            findings.append(.notUTF8(shown))
            return nil
        }
        if text.allSatisfy(\.isWhitespace) { findings.append(.emptyStatement(shown)) }
        return MetricPlugin.SQLFile(path: path, text: text, hash: hash(Array(data)))
    }
}
