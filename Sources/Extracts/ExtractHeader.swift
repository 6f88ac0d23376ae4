internal import Model

/// A file's header: the names of its fields, in order, trimmed.
struct ExtractHeader {
    var file: ExtractFile
    var names: [String]
    /// The header line as it stands in the file.
    var line: String
    /// Reads what isn't delimited text.
    var table: (any TableInput)?

    /// Reads the header after the declared number of lines, and leaves the window and the block's line count on the
    /// first record.
    ///
    /// - Parameter filter: what the window's text has passed, where the format has rules for its lines.
    static func read(
        _ file: ExtractFile, _ window: TextWindow, format declared: DelimitedFormat, filter: LineFilter? = nil
    ) throws -> (Self, nextLine: Int) {
        let format = declared.ofRows
        var line = 1
        func nextLine() throws -> String? {
            while true {
                if let end = (window.start..<window.count).first(where: { window.base[$0] == window.terminator }) {
                    let bytes = UnsafeBufferPointer(start: window.base + window.start, count: end - window.start)
                    let text = String(decoding: bytes, as: UTF8.self)
                    window.consume(to: end + 1)
                    line += 1
                    return text.hasSuffix("\r") ? String(text.dropLast()) : text
                }
                if window.isFinal || window.count - window.start > TextWindow.recordLimit { return nil }
                try window.refill()
            }
        }
        for _ in 0..<format.skip where try nextLine() == nil { throw empty(file, format) }
        var header = try nextLine()
        while let text = header, text.allSatisfy({ $0 == " " || $0 == "\t" }) { header = try nextLine() }
        guard var text = header else {
            if let filter, !filter.foundHeader, line > 2 || !filter.search.isAny { throw filter.search.notFound(file) }
            throw empty(file, format)
        }
        let first = line - 1
        try checkText(text, file, format, line: first)
        if let title = filter?.unknownTitles.first { throw unknownTitle(title, file, line: first) }
        while line - first <= longest {
            if let names = fields(text, format) {
                return (ExtractHeader(file: file, names: names, line: text), line)
            }
            guard let more = try nextLine() else { break }
            text += "\n" + more
        }
        throw openQuote(file, line: first)
    }

    /// Lines that a header with line breaks in its names may take.
    private static let longest = 20

    /// nil when a quote is still open at the end.
    private static func fields(_ line: String, _ format: DelimitedFormat) -> [String]? {
        var fields: [[UInt8]] = [[]]
        var isQuoted = false
        var isStart = true
        var previous: UInt8 = 0
        for byte in line.utf8 {
            defer { previous = byte }
            if byte == format.quote, isQuoted || isStart {
                isQuoted.toggle()
                isStart = false
            } else if byte == format.quote, previous == byte {
                // A doubled quote inside quotes leaves and enters at once, and stands for itself.
                isQuoted = true
                fields[fields.count - 1].append(byte)
            } else if byte == format.delimiter, !isQuoted {
                fields.append([])
                isStart = true
            } else {
                // A quote within an unquoted name is an ordinary character: it mustn't swallow the lines that follow.
                isStart = false
                fields[fields.count - 1].append(byte)
            }
        }
        return isQuoted ? nil : fields.map { String(decoding: $0, as: UTF8.self).trimmed }
    }

    private static func openQuote(_ file: ExtractFile, line: Int) -> Refusal {
        Refusal(
            .badData,
            Finding(
                "broken-header", .error, "the header of \(file.name) has a quote that is never closed",
                place: Place(file: file.name, line: line),
                remedy: "if quotes are ordinary characters there, declare quote: none"))
    }

    private static func empty(_ file: ExtractFile, _ format: DelimitedFormat) -> Refusal {
        Refusal(
            .badData,
            Finding(
                "empty-extract", .error,
                format.skip > 0
                    ? "\(file.name) has no header after \(format.skip) skipped lines" : "\(file.name) is empty",
                place: Place(file: file.name),
                remedy: "take the extract again; one without rows still has its header line"))
    }

    private static func checkText(_ text: String, _ file: ExtractFile, _ format: DelimitedFormat, line: Int) throws {
        var likely: String?
        if text.utf8.contains(0) || text.hasPrefix("\u{FFFD}\u{FFFD}") {
            likely = "utf-16"
        } else if text.unicodeScalars.contains("\u{FFFD}") {
            likely = format.encoding == .utf8 ? "latin-1" : "another"
        } else {
            let bytes = Array(text.utf8)
            let problem = bytes.withUnsafeBufferPointer { TextCheck(format.encoding).problem($0) }
            likely = problem.map { $0.hasSuffix("utf-8?") ? "utf-8" : "windows-1255" }
        }
        guard let likely else { return }
        throw Refusal(
            .badData,
            Finding(
                "wrong-encoding", .error, "the header of \(file.name) is not valid \(format.encoding.label)",
                place: Place(file: file.name, line: line), remedy: "is its encoding \(likely)?"))
    }

    private static func unknownTitle(_ title: String, _ file: ExtractFile, line: Int) -> Refusal {
        Refusal(
            .badData,
            Finding(
                "missing-column", .error, "skip_rows speaks of a column \"\(title)\" that \(file.name) doesn't have",
                place: Place(file: file.name, line: line), remedy: "name a column of its header, or give its number"))
    }
}

extension DelimitedFormat.Encoding {
    /// As people write it: `UTF-8`.
    var label: String { rawValue.uppercased() }
}

extension String {
    /// Without blanks at its ends.
    var trimmed: String {
        let isBlank = { (c: Character) in c == " " || c == "\t" || c == "\r" || c == "\n" || c == "\r\n" }
        guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
            return ""
        }
        return String(self[first...last])
    }
}
