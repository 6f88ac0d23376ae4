package import Model

/// `manifest.json`: what a pack was made from, every figure in it, and the files it consists of.
///
/// Lists have one entry a line, so that two manifests can be compared with `diff` and `values` read line by line.
package enum ManifestFile {
    /// Streams the manifest; `values` is walked once and never held.
    package static func write(
        _ run: RunManifest, values: some Sequence<Figure>, to emit: (String) throws -> Void
    ) rethrows {
        try emit("{\n")
        try emit("  \"report\": \(JSONValue.string(run.report).text),\n")
        try emit("  \"as_of\": \(JSONValue.string(run.asOf.description).text),\n")
        try emit("  \"currency\": \(JSONValue.string(run.currency).text),\n")
        try emit("  \"engine\": \(JSONValue.string(run.engine).text),\n")
        let versions = run.versions.sorted { $0.key < $1.key }.map { (key: $0.key, value: JSONValue.string($0.value)) }
        try emit("  \"versions\": \(JSONValue.object(versions).text),\n")
        try list("definitions", run.definitions.lazy.map { .hashed($0) }, to: emit)
        try list("plugins", run.plugins.lazy.map { .hashed($0) }, to: emit)
        let controls = Dictionary(grouping: run.controls, by: \.relation)
        try list("sources", run.sources.lazy.map { .source($0, controls[$0.relation] ?? []) }, to: emit)
        try list("values", values.lazy.map { .figure($0) }, to: emit)
        try list("checks", run.checks.lazy.map { .check($0) }, to: emit)
        try list("findings", run.findings.lazy.map { .finding($0) }, to: emit)
        try list("outputs", run.outputs.lazy.map { .output($0) }, isLast: true, to: emit)
        try emit("}\n")
    }

    /// `failed/findings.json` of a refused run: its exit code and every finding.
    package static func refused(_ refusal: Refusal) -> String {
        var text = "{\n  \"exit\": \(refusal.exit.rawValue),\n"
        list("findings", refusal.findings.lazy.map { .finding($0) }, isLast: true) { text += $0 }
        return text + "}\n"
    }

    private static func list(
        _ key: String, _ entries: some Sequence<JSONValue>, isLast: Bool = false, to emit: (String) throws -> Void
    ) rethrows {
        try emit("  \"\(key)\": [")
        var separator = "\n    "
        for entry in entries {
            try emit(separator + entry.text)
            separator = ",\n    "
        }
        try emit((separator.hasPrefix(",") ? "\n  ]" : "]") + (isLast ? "\n" : ",\n"))
    }
}
