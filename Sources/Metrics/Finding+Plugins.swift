internal import Model

extension Finding {
    static func missingStatement(_ path: String, _ namer: String) -> Finding {
        Finding(
            "missing-sql", .error, "\(namer) needs this file, which isn't there", place: Place(file: path),
            remedy: "write it as one SELECT")
    }

    static func emptyStatement(_ path: String) -> Finding {
        Finding("missing-sql", .error, "the file is empty", place: Place(file: path), remedy: "write it as one SELECT")
    }

    static func notUTF8(_ path: String) -> Finding {
        Finding("not-utf8", .error, "the file is not UTF-8 text", place: Place(file: path), remedy: "save it as UTF-8")
    }

    static func strayStatement(_ path: String, _ subfolder: String, _ name: String, _ known: [String]) -> Finding {
        let what = ["facts": "fact set", "tables": "table from query", "details": "table from details", "histograms": "histogram", "views": "view"][subfolder] ?? "entry"
        return Finding(
            "stray-sql", .error, "metric.yaml has no \(what) \"\(name)\" for this file", place: Place(file: path),
            remedy: Spelling.suggestion(for: name, among: known) ?? "declare it in metric.yaml, or remove the file")
    }

    static func noTexts(_ id: String, _ languages: [String], _ folder: String) -> Finding {
        Finding(
            "missing-texts", .warning, "the metric \(id) is worded in English only: it has no texts in \(languages.joined(separator: ", "))",
            place: Place(file: folder + "/metric.yaml"),
            remedy: "write them in words/\(languages[0]).yaml beside metric.yaml, or in it as { en: …, \(languages[0]): … }")
    }

    static func lackingTexts(_ id: String, _ keys: [String], _ language: String, _ folder: String) -> Finding {
        let more = keys.count > 5 ? " and \(keys.count - 5) more" : ""
        return Finding(
            "missing-texts", .warning,
            "the metric \(id) lacks \(keys.count.counted("text")) in \(language): \(keys.prefix(5).joined(separator: ", "))\(more)",
            place: Place(file: folder + "/metric.yaml"),
            remedy: "packs show them in English; write them in words/\(language).yaml beside metric.yaml, or in it as { en: …, \(language): … }",
            count: keys.count)
    }

    static func missingMetricFolder(_ path: String) -> Finding {
        Finding(
            "missing-file", .error, "there is no folder \"\(path)\" to read metrics from",
            remedy: "check the path given to --metrics")
    }

    static func noManifest(_ path: String) -> Finding {
        Finding(
            "missing-file", .warning, "the folder has a kpi.sql but no metric.yaml", place: Place(file: path),
            remedy: "add metric.yaml, or remove the folder")
    }

    static func duplicateMetric(_ id: String, _ path: String, first: String) -> Finding {
        Finding(
            "duplicate-metric", .error, "the metric \"\(id)\" is already there, in \(first)",
            place: Place(file: path + "/metric.yaml"), remedy: "give one of the two another id")
    }

    static func unknownMetric(_ id: String, known: [String], _ place: Place?) -> Finding {
        let list = "the metrics are \(known.joined(separator: ", "))"
        return Finding(
            "unknown-metric", .error, "there is no metric \"\(id)\"", place: place,
            remedy: Spelling.suggestion(for: id, among: known).map { "\($0) \(list)" } ?? list)
    }

    static func noBuiltIns() -> Finding {
        Finding(
            "no-metrics", .warning, "the metrics that come with Countback were not found",
            remedy: "install it again with \"make install\", or run it from its own folder")
    }
}
