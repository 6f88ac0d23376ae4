internal import Definitions
internal import Foundation
internal import Metrics
internal import Model
internal import Rendering

/// Writes the folder of a new metric, whole or not at all.
struct NewPlugin {
    let template: PluginTemplate
    /// The folder that metrics lie in.
    let parent: String

    /// Refuses an id that no metric can have, or that one has already.
    init(id: String, in parent: String, beside catalog: PluginCatalog) throws {
        let template = PluginTemplate(id: id)
        // `null` and its like look like an id, but are something else in YAML.
        let manifest = MetricManifest.read(DefinitionText(template.files[0].text, path: "metric.yaml")).value
        guard Identifier.isSnakeCase(id), manifest?.id == id else {
            let near = Identifier.snakeCase(id)
            throw Refusal(
                .usage,
                Finding(
                    "bad-name", .error,
                    "the metric id \"\(id)\" can't be used: it must be small letters, digits and \"_\", beginning with a letter",
                    remedy: Identifier.isSnakeCase(near) && near != id ? "write \"\(near)\"" : "write one such as \"late_debts\""))
        }
        if let known = catalog.plugin(id), known.isBuiltIn {
            throw Refusal(
                .usage,
                Finding("duplicate-metric", .error, "\"\(id)\" is a metric that comes with Countback", remedy: "choose another id"))
        }
        self.template = template
        self.parent = parent
    }

    var folder: String { (parent.isEmpty || parent == "." ? "" : parent.hasSuffix("/") ? parent : parent + "/") + template.id }

    /// Everything is written beside its place first, so that a full disk leaves no half metric.
    func write() throws {
        let files = FileManager.default
        if files.fileExists(atPath: folder) {
            throw Refusal(
                .cannotWrite,
                Finding(
                    "file-exists", .error, "there is something at \(folder) already; nothing was written",
                    remedy: "choose another id, or another folder with --in"))
        }
        let making = FilePath.absolute(parent) + "/.\(template.id).\(getpid())"
        defer { try? files.removeItem(atPath: making) }
        do {
            for file in template.files {
                let url = URL(fileURLWithPath: making + "/" + file.path)
                try files.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(file.text.utf8).write(to: url)
            }
            try files.moveItem(atPath: making, toPath: FilePath.absolute(folder))
        } catch {
            throw Self.refusal(error, folder)
        }
    }

    private static func refusal(_ error: any Error, _ folder: String) -> Refusal {
        let cause = (error as? CocoaError)?.underlying as? POSIXError
        let code = cause?.code.rawValue ?? EIO
        var findings = WriteFailure.refusal(path: folder, code: code).findings
        for index in findings.indices { findings[index].remedy = "choose another folder with --in" }
        return Refusal(.cannotWrite, findings)
    }

    /// What was written, and what to do with it.
    var next: String {
        let width = template.files.map(\.path.count).max() ?? 0
        let list = template.files.map { file in
            "  \(file.path)\(String(repeating: " ", count: width - file.path.count))  \(file.purpose)\n"
        }.joined()
        let option = parent == "metrics" ? "" : " --metrics \(parent)"
        return """
            wrote \(folder)/
            \(list)
            It works as it is. Next:
              countback metrics test \(template.id)\(option)
                  runs its examples; change one and see what it says
              countback check \(folder)/metric.yaml
                  tells of every mistake in the folder
              add "- \(template.id)" below "metrics:" in a report definition
                  it is found in metrics/ beside the definition, or with --metrics \(parent)
            docs/metrics.md teaches the rest.

            """
    }
}
