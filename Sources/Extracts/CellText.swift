internal import Foundation

/// Cells of one line as places in it, and their text.
///
/// The slow and plain way, for lines that may be none of the rows; `CellSlices` is the fast one.
struct CellText {
    let line: UnsafeBufferPointer<UInt8>

    func range(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: line[range]) }

    /// Where delimiters stand that aren't between quotes.
    func cells(_ delimiter: UInt8, quote: UInt8?) -> [Range<Int>] {
        var cells: [Range<Int>] = []
        var start = 0
        var isQuoted = false
        for at in 0..<line.count {
            let byte = line[at]
            if byte == delimiter, !isQuoted {
                cells.append(start..<at)
                start = at + 1
            } else if byte == quote, isQuoted || at == start {
                isQuoted.toggle()
            } else if byte == quote, at > start, line[at - 1] == quote {
                isQuoted = true
            }
        }
        cells.append(start..<line.count)
        return cells
    }

    func isEmpty(_ range: Range<Int>) -> Bool { !range.contains { line[$0] > 32 } }

    /// Without quotes and outer blanks, inner blanks as one.
    func text(_ range: Range<Int>, quote: UInt8? = nil) -> String {
        var text = String(decoding: line[range], as: UTF8.self).trimmed
        if let quote {
            let mark = Character(UnicodeScalar(quote))
            if text.count >= 2, text.first == mark, text.last == mark {
                text = String(text.dropFirst().dropLast()).replacing("\(mark)\(mark)", with: "\(mark)")
            }
        }
        // Letter by letter of Unicode, not of the eye: a mark that combines with what is before it hides no word.
        var bare = String.UnicodeScalarView()
        for letter in text.unicodeScalars {
            if !letter.properties.isWhitespace {
                bare.append(letter)
            } else if let last = bare.last, last != " " {
                bare.append(" ")
            }
        }
        if bare.last == " " { bare.removeLast() }
        return String(bare)
    }

    /// As it stands, without the quotes around it and those before quotes.
    func unquoted(_ range: Range<Int>, quote: UInt8) -> [UInt8] {
        guard range.count >= 2, line[range.lowerBound] == quote, line[range.upperBound - 1] == quote else { return Array(line[range]) }
        var bytes: [UInt8] = []
        var at = range.lowerBound + 1
        while at < range.upperBound - 1 {
            bytes.append(line[at])
            at += line[at] == quote ? 2 : 1
        }
        return bytes
    }

    /// The text's parts between two and more blanks: `Customer   1000123` has two.
    func pieces(_ range: Range<Int>, quote: UInt8? = nil) -> [String] {
        var pieces: [String] = []
        var start = range.lowerBound
        var at = start
        while at < range.upperBound {
            let isGap = line[at] <= 32 && at + 1 < range.upperBound && line[at + 1] <= 32
            if isGap || line[at] == 9 {
                pieces.append(text(start..<at, quote: quote))
                while at < range.upperBound, line[at] <= 32 { at += 1 }
                start = at
            } else {
                at += 1
            }
        }
        pieces.append(text(start..<range.upperBound, quote: quote))
        return pieces.filter { !$0.isEmpty }
    }
}

extension String {
    /// Whether it begins with these letters of Unicode, whatever combines with the last of them.
    func begins(with start: String) -> Bool { unicodeScalars.starts(with: start.unicodeScalars) }

    /// For comparing titles and words: small letters, without a colon or full stops at the end.
    var folded: String {
        var text = lowercased()[...]
        while let last = text.last, last == ":" || last == "." || last == " " { text.removeLast() }
        return String(text)
    }
}
