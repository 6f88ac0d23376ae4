internal import Foundation
internal import Model

/// Where presets are found: those that come with Countback, and a user's own in `presets/` beside a ledger definition.
package struct PresetShelf: Sendable {
    package let builtIn: String?

    package init(builtIn: String?) { self.builtIn = builtIn }

    /// Those of the running program.
    package static let standard = PresetShelf(
        builtIn: ShippedFolder.find(installed: "presets", clone: "Sources/Definitions/Presets", executable: "/proc/self/exe"))

    /// The names that a definition in `folder` may use, sorted.
    package func names(beside folder: String?) -> [String] {
        Set(folders(beside: folder).flatMap(Self.names)).sorted()
    }

    /// The presets that come with Countback or lie beside a definition, those that can be read.
    package func all(beside folder: String?) -> [Preset] {
        names(beside: folder).compactMap { name in
            path(of: name, beside: folder).flatMap { PresetReader.preset($0, sink: FindingSink()) }
        }
    }

    /// The text of a preset; the user's own come first, so that one may be replaced.
    func path(of name: String, beside folder: String?) -> DefinitionText? {
        for place in folders(beside: folder) {
            let path = "\(place)/\(name).yaml"
            guard FileManager.default.fileExists(atPath: path) else { continue }
            return try? DefinitionText.load(path, shown: "presets/\(name).yaml")
        }
        return nil
    }

    private func folders(beside folder: String?) -> [String] {
        [folder.map { FilePath.resolve("presets", in: $0) }, builtIn].compactMap { $0 }
    }

    private static func names(_ folder: String) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.map { String($0.dropLast(5)) }
    }
}

/// The presets of one ledger definition while it is read: each file once, and what is wrong with it.
final class PresetDesk {
    private let shelf: PresetShelf
    private let folder: String
    private let sink: FindingSink
    private var read: [String: Preset?] = [:]
    private(set) var files: [PresetFile] = []

    init(_ shelf: PresetShelf, folder: String, sink: FindingSink) {
        self.shelf = shelf
        self.folder = folder
        self.sink = sink
    }

    /// What several presets say of a relation, one laid over the other; nil after a finding.
    func part(_ names: [Located<String>], _ relation: LedgerRelation) -> Preset.Part? {
        var whole: Preset.Part?
        for name in names {
            guard let preset = preset(name) else { continue }
            guard let part = part(preset, relation.name, name.place, below: []) else {
                sink.add(Problem.presetElsewhere(name.value, relation.name, has: relations(preset, below: []).sorted(), name.place))
                continue
            }
            whole = whole.map { Preset.laid(part, over: $0, sink: sink) } ?? part
        }
        return whole.map { part in
            var part = part
            for index in part.columns.indices {
                part.columns[index].isLenient = true
                part.columns[index].place = names.last?.place ?? part.columns[index].place
            }
            return part
        }
    }

    /// Those of some presets that have a relation.
    func fitting(_ names: [Located<String>], _ relation: LedgerRelation) -> [Located<String>] {
        names.filter { name in preset(name).map { relations($0, below: []).contains(relation.name) } ?? false }
    }

    private func relations(_ preset: Preset, below: Set<String>) -> Set<String> {
        preset.basedOn.filter { !below.contains($0) }.reduce(into: Set(preset.parts.keys)) { all, base in
            let place = Place(file: preset.file.name)
            if let base = self.preset(Located(base, place: place)) {
                all.formUnion(relations(base, below: below.union([preset.name])))
            }
        }
    }

    private func part(_ preset: Preset, _ relation: String, _ place: Place, below: Set<String>) -> Preset.Part? {
        if below.contains(preset.name) {
            sink.add(Problem.presetLoop(preset.name, place))
            return nil
        }
        var whole: Preset.Part?
        for name in preset.basedOn {
            guard let base = self.preset(Located(name, place: place)) else { continue }
            guard let part = part(base, relation, place, below: below.union([preset.name])) else { continue }
            whole = whole.map { Preset.laid(part, over: $0, sink: sink) } ?? part
        }
        guard let own = preset.parts[relation] else { return whole }
        return Preset.laid(own, over: whole ?? Preset.Part(), sink: sink)
    }

    private func preset(_ name: Located<String>) -> Preset? {
        if let known = read[name.value] { return known }
        guard let text = shelf.path(of: name.value, beside: folder) else {
            sink.add(Problem.unknownPreset(name.value, known: shelf.names(beside: folder), name.place))
            read[name.value] = .some(nil)
            return nil
        }
        let preset = PresetReader.preset(text, sink: sink)
        read[name.value] = .some(preset)
        if let preset { files.append(preset.file) }
        return preset
    }
}
