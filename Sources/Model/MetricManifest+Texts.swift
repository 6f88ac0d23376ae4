/// The texts that a metric brings, each under the key by which translations name it: `values.overdue`, `tables.items.title`.
///
/// What has no id of its own (charts, equations, reasons) is named by its English text.
extension MetricManifest {
    /// Every text by its key, in English, in the manifest's order.
    package var texts: [(key: String, english: String)] {
        var found: [(String, String)] = []
        var all = self
        all.replaceTexts { key, text in
            if !found.contains(where: { $0.0 == key }) { found.append((key, text)) }
            return text
        }
        return found
    }

    /// A text in a language; nil where the metric doesn't have it.
    package func text(_ key: String, in language: String) -> String? { translations[language]?[key] }

    /// The same metric with its texts in a language, in English where one is lacking.
    package func told(in words: Words) -> MetricManifest {
        var told = self
        if !words.isEnglish { told.replaceTexts { key, text in self.text(key, in: words.language) ?? text } }
        told.equations = Dictionary(zip(checks, told.checks).map { ($0.title, $1.title) }) { first, _ in first }
        return told
    }

    /// A reason in a language; nil where it is none that the metric declares or has a text for.
    package func said(_ reason: String, in words: Words) -> String? {
        for pattern in declaredReasons {
            guard let text = text("reasons.\(pattern)", in: words.language) else { continue }
            if let said = words.said(reason, pattern: pattern, as: text) { return said }
        }
        return nil
    }

    /// Those of `kpi.sql`, and those of histograms with nothing in them.
    private var declaredReasons: [String] {
        var all = reasons
        for none in values.compactMap(\.statistic?.none) where !all.contains(none) { all.append(none) }
        return all
    }

    private mutating func replaceTexts(_ text: (_ key: String, _ english: String) -> String) {
        title = text("title", title)
        description = text("description", description)
        formula = text("formula", formula)
        for i in parameters.indices { parameters[i].title = text("parameters.\(parameters[i].name)", parameters[i].title) }
        for i in values.indices { values[i].title = text("values.\(values[i].id)", values[i].title) }
        for i in tables.indices { replaceTexts(of: &tables[i], text) }
        for i in charts.indices { charts[i].title = text("charts.\(charts[i].title)", charts[i].title) }
        for i in checks.indices { checks[i].title = text("checks.\(checks[i].title)", checks[i].title) }
        for i in findings.indices {
            let key = "findings.\(findings[i].id)"
            findings[i].message = text(key + ".message", findings[i].message)
            findings[i].remedy = findings[i].remedy.map { text(key + ".remedy", $0) }
        }
        for i in explanations.indices {
            let told = text("explanations.\(explanations[i].value)", explanations[i].text)
            if let explanation = MetricExplanation(value: explanations[i].value, text: told) { explanations[i] = explanation }
        }
        for reason in declaredReasons { _ = text("reasons.\(reason)", reason) }
        for (name, word) in members.sorted(by: { $0.key < $1.key }) { members[name] = text("words.\(name)", word) }
    }

    private func replaceTexts(of table: inout MetricTable, _ text: (_ key: String, _ english: String) -> String) {
        let key = "tables.\(table.name)"
        table.title = text(key + ".title", table.title)
        // Columns of values are called as the values are.
        if case .values = table.source { return }
        for i in table.columns.indices { table.columns[i].title = text("\(key).columns.\(table.columns[i].name)", table.columns[i].title) }
    }
}

extension MetricFinding {
    /// What it counts: `Void disputes: {count}; they are in no figure` is about “Void disputes”.
    package var subject: String {
        let words = message.split(separator: "{count}", maxSplits: 1).first.map(String.init) ?? message
        var trimmed = words.drop { $0.isWhitespace }
        guard trimmed.last?.isWhitespace == true else { return message }
        while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
        guard trimmed.last == ":" else { return message }
        trimmed.removeLast()
        while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
        return String(trimmed)
    }
}
