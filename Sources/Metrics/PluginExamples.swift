package import Definitions
internal import Foundation
package import Model

extension PluginFolder {
    /// The worked examples in `examples/`, by file name; each with its findings when it can't be read.
    package func examples(of manifest: MetricManifest) -> [(file: String, reading: Reading<WorkedExample>)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path + "/examples")) ?? []
        return names.sorted().filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.map { name in
            let file = "\(shown)/examples/\(name)"
            do {
                let text = try DefinitionText.load("\(path)/examples/\(name)", shown: file)
                return (file, WorkedExample.read(text, metric: manifest.id, manifest: manifest))
            } catch {
                return (file, Reading(value: nil, findings: (error as? Refusal)?.findings ?? []))
            }
        }
    }
}

extension MetricPlugin {
    /// The worked examples in the plugin's folder.
    package func examples() -> [(file: String, reading: Reading<WorkedExample>)] {
        PluginFolder(folder).examples(of: manifest)
    }
}
