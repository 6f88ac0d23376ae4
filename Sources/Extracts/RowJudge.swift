internal import Model

/// Tells rows from other lines for the independent count, from the declared rules alone.
///
/// It shares no code with `LineFilter`: what that takes for a row and this doesn't shows as a row unaccounted for.
struct RowJudge {
    enum Verdict {
        case row, other, nothing
    }

    private let rules: LineRules
    private let delimiter: UInt8
    private let quote: UInt8?
    private var header: [UInt8] = []
    private var titles: [String] = []
    private let initials: Set<UInt8>

    init(_ format: DelimitedFormat) {
        rules = format.lines
        delimiter = rules.layout == .list ? 124 : format.delimiter
        quote = rules.layout == .list ? nil : format.quote
        let words = rules.carried.flatMap(\.words) + rules.skipped.flatMap { $0.prefixes + $0.words }
        initials = Set(words.compactMap { $0.lowercased().utf8.first })
    }

    mutating func setHeader(_ line: UnsafeBufferPointer<UInt8>) {
        header = rules.layout == .list ? line.filter { $0 > 32 } : Self.bare(line)
        titles = cells(line).map(Self.plain)
        if rules.layout == .list { titles = Array(titles.dropFirst().dropLast()) }
    }

    func verdict(_ line: UnsafeBufferPointer<UInt8>) -> Verdict {
        rules.layout == .list ? ofList(line) : ofTable(line)
    }

    private func ofTable(_ line: UnsafeBufferPointer<UInt8>) -> Verdict {
        guard line.contains(where: { $0 > 32 && $0 != delimiter }) else { return .nothing }
        if line.count <= header.count + 1, Self.bare(line) == header { return .other }
        return isDeclared(line) ? .other : .row
    }

    private func ofList(_ line: UnsafeBufferPointer<UInt8>) -> Verdict {
        let ink = line.filter { $0 > 32 }
        guard let first = ink.first(where: { $0 != 124 }), let left = ink.first, let right = ink.last else { return .nothing }
        if isRule(ink) { return .other }
        let bars = ink.count { $0 == 124 }
        if isDeclared(line) || bars == 0 || ink == header { return .other }
        if left == 124, right == 124, bars == 2 { return .other }
        if left == 124, first == 42, let star = line.firstIndex(of: 42) {
            let after = line[star...].first { $0 != 42 } ?? 124
            if after <= 32 || after == 124 { return .other }
        }
        return .row
    }

    private func isRule(_ ink: [UInt8]) -> Bool {
        guard let first = ink.first, first == 45 || first == 61 || first == 95 || first == 43 || first == 124 || first == 0xE2
        else { return false }
        let text = String(decoding: ink, as: UTF8.self).unicodeScalars
        let dashes = text.count { $0 == "-" || $0 == "=" || $0 == "_" || (0x2500...0x257F).contains($0.value) }
        return dashes >= 3 && text.allSatisfy { "-=_+|".unicodeScalars.contains($0) || (0x2500...0x257F).contains($0.value) }
    }

    private static func bare(_ line: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        line.last == 13 ? Array(line.dropLast()) : Array(line)
    }

    // MARK: Declared words

    private func isDeclared(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        guard !initials.isEmpty, mayHaveWord(line) else { return false }
        var all = cells(line)
        if rules.layout == .list, Self.plain(all[0]).isEmpty, all.count > 1, Self.plain(all[all.count - 1]).isEmpty {
            all = Array(all.dropFirst().dropLast())
        }
        return isSkipped(all.map(Self.plain)) || isHeading(all)
    }

    /// Some cell or piece begins with the first letter of a declared word.
    private func mayHaveWord(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        var isStart = true
        for byte in line {
            let small = byte >= 65 && byte <= 90 ? byte | 32 : byte
            if isStart, small > 127 || initials.contains(small) { return true }
            isStart = byte <= 32 || byte == delimiter || byte == quote
        }
        return false
    }

    private func isSkipped(_ cells: [String]) -> Bool {
        let first = cells.first { !$0.isEmpty } ?? ""
        return rules.skipped.contains { rule in
            var cell = first
            switch rule.column {
            case .first: break
            case .number(let number): cell = number <= cells.count ? cells[number - 1] : ""
            case .title(let title):
                let index = titles.firstIndex { Self.key($0) == Self.key(title) }
                cell = index.flatMap { $0 < cells.count ? cells[$0] : nil } ?? ""
            }
            let small = cell.lowercased()
            return rule.words.contains { $0.lowercased() == small } || rule.prefixes.contains { small.utf8.starts(with: $0.lowercased().utf8) }
        }
    }

    private func isHeading(_ cells: [String]) -> Bool {
        let filled = cells.filter { !Self.plain($0).isEmpty }
        guard let first = filled.first, filled.count <= 4, !rules.carried.isEmpty else { return false }
        let words = rules.carried.flatMap(\.words).map(Self.key)
        let start = Self.plain(first).lowercased()
        let isText = rules.layout == .list && filled.count == 1
        guard isText || words.contains(where: { start.utf8.starts(with: $0.utf8) }) else { return false }
        let pieces = filled.flatMap(Self.pieces)
        return pieces.enumerated().contains { index, piece in
            words.contains { word in
                guard piece.lowercased().utf8.starts(with: word.utf8) else { return false }
                let rest = String(piece.unicodeScalars.dropFirst(word.unicodeScalars.count))
                let value = rest.trimmingPrefix(while: { ":. ".contains($0) })
                if value.isEmpty {
                    return index + 1 < pieces.count && pieces[index + 1].contains { $0 != ":" && $0 != " " }
                }
                if rest.trimmingPrefix(while: { $0 == " " }).hasPrefix(":") { return true }
                return rest.hasPrefix(" ") && !value.contains(" ") && value.contains { $0.isNumber }
            }
        }
    }

    private static func key(_ text: String) -> String {
        var letters = Array(plain(text).lowercased())
        while let last = letters.last, ":. ".contains(last) { letters.removeLast() }
        return String(letters)
    }

    private static func plain(_ cell: String) -> String { cell.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    private static func pieces(_ cell: String) -> [String] {
        cell.replacing("\t", with: "  ").split(separator: "  ").map { plain(String($0)) }.filter { !$0.isEmpty }
    }

    private func cells(_ line: UnsafeBufferPointer<UInt8>) -> [String] {
        var cells: [[UInt8]] = [[]]
        var isQuoted = false
        for byte in line {
            if byte == delimiter, !isQuoted {
                cells.append([])
            } else {
                // A quote that opens a cell, and every one after it within.
                if byte == quote, isQuoted || (cells.last ?? []).isEmpty || cells.last?.first == quote { isQuoted.toggle() }
                cells[cells.count - 1].append(byte)
            }
        }
        return cells.map { cell in
            guard let quote, cell.count >= 2, cell.first == quote, cell.last == quote else {
                return String(decoding: cell, as: UTF8.self)
            }
            let mark = String(UnicodeScalar(quote))
            return String(decoding: cell.dropFirst().dropLast(), as: UTF8.self).replacing(mark + mark, with: mark)
        }
    }
}
