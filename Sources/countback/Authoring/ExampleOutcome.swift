internal import Definitions
internal import Model

/// How one worked example ended.
struct ExampleOutcome {
    enum Verdict: String { case holds, differs, unreadable }

    var metric: String
    /// As someone in the current folder would write it.
    var file: String
    /// Empty for a file that couldn't be read.
    var title: String
    var differences: [Difference] = []
    /// Why the file couldn't be read.
    var findings: [Finding] = []

    var verdict: Verdict { !findings.isEmpty ? .unreadable : differences.isEmpty ? .holds : .differs }

    /// Runs the example, or says why it can't be read.
    static func of(_ file: String, _ reading: Reading<WorkedExample>, _ plugin: MetricPlugin, on engine: EngineChoice) throws -> ExampleOutcome {
        let id = plugin.manifest.id
        guard let example = reading.value else {
            return ExampleOutcome(metric: id, file: file, title: reading.draft?.title ?? "", findings: reading.findings)
        }
        return ExampleOutcome(
            metric: id, file: file, title: example.title,
            differences: try ExampleRun(example: example, plugin: plugin, on: engine).differences())
    }

    func contains(_ words: String) -> Bool {
        title.lowercased().contains(words.lowercased()) || FilePath.name(of: file).lowercased().contains(words.lowercased())
    }

    /// One line when it holds; else what is wrong, indented below it. SQL that fails fails in every example alike: it is
    /// told once.
    func text(after before: ExampleOutcome?) -> String {
        switch verdict {
        case .holds: return "ok   \(metric): \(title)\n"
        case .differs:
            let isRepeated = differences == before?.differences
            let told = isRepeated ? Self.indented("the same as above") : differences.map { Self.indented($0.description) }.joined()
            return "FAIL \(metric): \(title)  (\(file))\n" + told
        case .unreadable: return "FAIL \(file)\n" + findings.map { Self.indented($0.description) }.joined()
        }
    }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "\n" : "     \($0)\n" }.joined()
    }
}
