internal import Foundation
internal import Model

/// Cuts JSON text into the texts of its records: one a line, or the elements of the one list that a file holds.
///
/// In a list a broken record leaves no place to go on from, so the file is refused; of lines, each stands for itself.
final class JSONTexts {
    private let window: TextWindow
    private let file: ExtractFile
    let isList: Bool
    private var line = 1
    /// Where in the list reading is.
    private enum Stage { case before, first, record, separator, behind }
    private var stage = Stage.before

    init(_ file: ExtractFile, encoding: DelimitedFormat.Encoding) throws {
        self.file = file
        window = try TextWindow(ExtractText.decode(FileStream(file), of: file, encoding: encoding))
        while try Self.skipBlanks(window, &line) { break }
        isList = window.start < window.count && window.base[window.start] == UInt8(ascii: "[")
    }

    /// Passes blanks; true when something else is there.
    private static func skipBlanks(_ window: TextWindow, _ line: inout Int) throws -> Bool {
        while true {
            var at = window.start
            while at < window.count, window.base[at] <= 32 {
                if window.base[at] == window.terminator { line += 1 }
                at += 1
            }
            window.consume(to: at)
            if at < window.count { return true }
            if window.isFinal { return false }
            try window.refill()
        }
    }

    /// The next record's text and line; nil at the end. The text holds until the next call.
    func next() throws -> (text: UnsafeBufferPointer<UInt8>, line: Int, isTooLong: Bool)? {
        isList ? try element() : try lineOfText()
    }

    private func lineOfText() throws -> (text: UnsafeBufferPointer<UInt8>, line: Int, isTooLong: Bool)? {
        guard try Self.skipBlanks(window, &line) else { return nil }
        var searched = 0
        var isTooLong = false
        while true {
            let from = window.start + searched
            if from < window.count, let end = memchr(window.base + from, Int32(window.terminator), window.count - from) {
                let to = window.base.distance(to: end.assumingMemoryBound(to: UInt8.self))
                let text = UnsafeBufferPointer(start: window.base + window.start, count: to - window.start)
                window.consume(to: to + 1)
                line += 1
                return (isTooLong ? UnsafeBufferPointer(rebasing: text.prefix(100)) : text, line - 1, isTooLong)
            }
            searched = window.count - window.start
            if searched > TextWindow.recordLimit {
                isTooLong = true
                window.consume(to: window.count - 1)
                searched = 0
            }
            guard !window.isFinal else { return nil }
            try window.refill()
        }
    }

    private func element() throws -> (text: UnsafeBufferPointer<UInt8>, line: Int, isTooLong: Bool)? {
        while true {
            if stage == .behind { return nil }
            guard try Self.skipBlanks(window, &line) else { throw broken("the list is never closed", line) }
            let byte = window.base[window.start]
            if stage == .first || stage == .record, byte == UInt8(ascii: "{") { break }
            switch (stage, byte) {
            case (.before, UInt8(ascii: "[")): stage = .first
            case (.first, UInt8(ascii: "]")), (.separator, UInt8(ascii: "]")): stage = .behind
            case (.separator, UInt8(ascii: ",")): stage = .record
            case (.separator, _): throw broken("a comma or ] is missing", line)
            default: throw broken("a record must be an object", line)
            }
            window.consume(to: window.start + 1)
            if stage == .behind, try Self.skipBlanks(window, &line) { throw broken("text follows the list", line) }
        }
        stage = .separator
        var length = Self.length(window)
        while length == nil {
            if window.isFinal || window.count - window.start > TextWindow.recordLimit {
                throw broken(window.isFinal ? "an object is never closed" : "a record is longer than 1 MiB", line)
            }
            try window.refill()
            length = Self.length(window)
        }
        let text = UnsafeBufferPointer(start: window.base + window.start, count: length ?? 0)
        window.consume(to: window.start + text.count)
        let first = line
        line += text.count { $0 == window.terminator }
        return (text, first, false)
    }

    /// How long the object at the window's start is; nil where its end isn't there.
    private static func length(_ window: TextWindow) -> Int? {
        var (depth, isText, at) = (0, false, window.start)
        while at < window.count {
            let byte = window.base[at]
            if isText {
                if byte == UInt8(ascii: "\\") { at += 1 } else if byte == UInt8(ascii: "\"") { isText = false }
            } else if byte == UInt8(ascii: "\"") {
                isText = true
            } else if byte == UInt8(ascii: "{") {
                depth += 1
            } else if byte == UInt8(ascii: "}") {
                depth -= 1
                if depth == 0 { return at + 1 - window.start }
            }
            at += 1
        }
        return nil
    }

    func broken(_ why: String, _ line: Int) -> Refusal {
        Refusal(
            .badData,
            Finding(
                "broken-json", .error, "\(file.name) is no list of JSON objects: \(why)", place: Place(file: file.name, line: line),
                remedy: "take the extract again, or have it written with one object a line"))
    }
}
