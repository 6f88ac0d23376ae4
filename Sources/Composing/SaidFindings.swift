internal import Model

/// Findings and checks of a run in the pack's language.
///
/// Each is worded in English where it is found, which is what the terminal and the manifest show. The catalogue has the
/// ledger's under `findings.<id>`, a metric has its own.
struct SaidFindings {
    let words: Words
    /// In English, with their texts in other languages.
    let manifests: [MetricManifest]

    func message(_ finding: Finding) -> String {
        guard !words.isEnglish else { return finding.message }
        return own(finding.id, finding.message, "message") { Self.withExamples($0.message) } ?? words.said(finding.message, as: "findings.\(finding.id)")
    }

    func remedy(_ finding: Finding) -> String? {
        finding.remedy.map { own(finding.id, $0, "remedy", \.remedy) ?? general($0, finding.id) }
    }

    func remedy(_ check: DataCheckOutcome) -> String? {
        check.remedy.map { own(check.id, $0, "remedy", \.remedy) ?? general($0, check.id) }
    }

    /// What it looks at: a check's title, or the first words of a metric's message.
    func title(_ check: DataCheckOutcome) -> String {
        guard !words.isEnglish else { return check.title }
        if let title = words.text("checks.\(check.id).title") { return title }
        for manifest in manifests {
            guard let declared = manifest.findings.first(where: { $0.id == check.id }), declared.subject == check.title else { continue }
            return manifest.told(in: words).findings.first { $0.id == check.id }?.subject ?? check.title
        }
        return check.title
    }

    func subject(_ check: DataCheckOutcome) -> String {
        if let manifest = manifests.first(where: { $0.title == check.subject }) { return manifest.told(in: words).title }
        return words.text("subjects.\(check.subject.lowercased())") ?? check.subject
    }

    private func general(_ remedy: String, _ id: String) -> String {
        guard !words.isEnglish else { return remedy }
        if remedy == DataCheck.named(id)?.remedy, let text = words.text("checks.\(id).remedy") { return text }
        return words.said(remedy, as: "remedies.\(id)")
    }

    /// As the metric whose finding it is says it.
    private func own(_ id: String, _ message: String, _ key: String, _ text: (MetricFinding) -> String?) -> String? {
        guard !words.isEnglish else { return nil }
        for manifest in manifests {
            guard let declared = manifest.findings.first(where: { $0.id == id }), let pattern = text(declared),
                let told = manifest.text("findings.\(id).\(key)", in: words.language)
            else { continue }
            let said = words.said(message, pattern: pattern, as: key == "message" ? Self.withExamples(told, isRead: false) : told)
            if let said { return said }
        }
        return nil
    }

    /// A metric's message with the names that the ledger's check of the same id adds to it; its count read as a figure.
    private static func withExamples(_ message: String, isRead: Bool = true) -> String {
        (isRead ? message.replacing("{count}", with: "{count, count}") : message) + "[[ ({examples})]]"
    }
}
