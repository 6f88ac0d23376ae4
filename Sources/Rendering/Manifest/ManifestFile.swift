package import Model

/// `manifest.json`: what a pack was made from, every figure in it, and the files it consists of.
///
/// Lists have one entry a line, so that two manifests can be compared with `diff` and `values` read line by line.
package enum ManifestFile {
    /// Streams the manifest in pieces of some size, all but its end; `values` is walked once and never held.
    package static func write(
        _ run: RunManifest, values: some Sequence<Figure>, to emit: ([UInt8]) throws -> Void
    ) rethrows {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(piece + piece / 4)
        bytes.append(plain: "{\n")
        member("report", .string(run.report), to: &bytes)
        if let whose = run.member { member("member", .string(whose), to: &bytes) }
        member("as_of", .string(run.asOf.description), to: &bytes)
        member("currency", .string(run.currency), to: &bytes)
        member("engine", .string(run.engine), to: &bytes)
        let versions = run.versions.sorted { $0.key < $1.key }.map { (key: $0.key, value: JSONValue.string($0.value)) }
        member("versions", .object(versions), to: &bytes)
        try list("definitions", run.definitions, &bytes, emit) { $1.append(json: .hashed($0)) }
        try list("plugins", run.plugins, &bytes, emit) { $1.append(json: .hashed($0)) }
        let controls = Dictionary(grouping: run.controls, by: \.relation)
        try list("sources", run.sources, &bytes, emit) { $1.append(json: .source($0, controls[$0.relation] ?? [])) }
        var lines = FigureLines()
        try list("values", values, &bytes, emit) { lines.append($0, to: &$1) }
        try list("checks", run.checks, &bytes, emit) { $1.append(json: .check($0)) }
        try list("data_checks", run.dataChecks, &bytes, emit) { $1.append(json: .dataCheck($0)) }
        try list("findings", run.findings, &bytes, emit) { $1.append(json: .finding($0)) }
        try emit(bytes)
    }

    /// What comes last: every other file of the pack.
    package static func end(outputs: [HashedFile], to emit: ([UInt8]) throws -> Void) rethrows {
        var bytes: [UInt8] = []
        try list("outputs", outputs, isLast: true, &bytes, emit) { $1.append(json: .output($0)) }
        bytes.append(plain: "}\n")
        try emit(bytes)
    }

    /// `failed/findings.json` of a refused run: its exit code and every finding.
    package static func refused(_ refusal: Refusal) -> String {
        var bytes: [UInt8] = []
        bytes.append(plain: "{\n")
        member("exit", .integer(Int(refusal.exit.rawValue)), to: &bytes)
        var all: [UInt8] = []
        list("findings", refusal.findings, isLast: true, &bytes, { all += $0 }) { $1.append(json: .finding($0)) }
        bytes.append(plain: "}\n")
        return String(decoding: all + bytes, as: UTF8.self)
    }

    /// Bytes that are gathered before they are handed on.
    private static let piece = 1 << 16

    private static func member(_ key: String, _ value: JSONValue, to bytes: inout [UInt8]) {
        bytes.append(plain: "  ")
        bytes.append(jsonString: key)
        bytes.append(plain: ": ")
        bytes.append(json: value)
        bytes.append(plain: ",\n")
    }

    private static func list<Entry>(
        _ key: String, _ entries: some Sequence<Entry>, isLast: Bool = false, _ bytes: inout [UInt8],
        _ emit: ([UInt8]) throws -> Void, append: (Entry, inout [UInt8]) -> Void
    ) rethrows {
        bytes.append(plain: "  ")
        bytes.append(jsonString: key)
        bytes.append(plain: ": [")
        var isFirst = true
        for entry in entries {
            bytes.append(plain: isFirst ? "\n    " : ",\n    ")
            isFirst = false
            append(entry, &bytes)
            if bytes.count >= piece {
                try emit(bytes)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        bytes.append(plain: isFirst ? "]" : "\n  ]")
        bytes.append(plain: isLast ? "\n" : ",\n")
    }
}
