/// Finds names and totals in a file that are somebody else's: what the packs of a split are searched for before they are sent.
///
/// A name counts where it stands as words of its own, and not as a part of a longer one that is the member's; a total by its
/// digits, however it is written, from nine digits on. Shorter names than four bytes can't be told from other text.
package struct ForeignWords: Sendable {
    /// What belongs to a member: names as they are written, totals by their digits.
    package struct Own: Sendable {
        package var names: Set<String> = []
        /// Other texts of the member's: they may stand in its pack, and in nobody's they are a name.
        package var words: Set<String> = []
        package var totals: Set<String> = []
        package init() {}
    }

    package static let shortestName = 4
    package static let shortestTotal = 9

    /// By hash, the members that may show it; −1 for nobody alone, such as a total of the whole.
    private var names: [UInt64: Set<Int>] = [:]
    /// Those of them that are a name of anybody's.
    private var claimed: Set<UInt64> = []
    private var totals: [UInt64: Set<Int>] = [:]
    private var beginnings: Set<UInt64> = []
    private var longest = 0

    /// - Parameters:
    ///   - members: what is each member's, in their order.
    ///   - whole: what is nobody's alone.
    package init(_ members: [Own], whole: Own) {
        for (member, own) in [(-1, whole)] + members.enumerated().map({ ($0.offset, $0.element) }) {
            for name in own.names { add(name, of: member, isName: true) }
            for word in own.words { add(word, of: member, isName: false) }
            for total in own.totals { totals[FileBytes.hash(Array(total.utf8)), default: []].insert(member) }
        }
    }

    private mutating func add(_ name: String, of member: Int, isName: Bool) {
        let bytes = Self.trimmed(Array(name.utf8))
        guard bytes.count >= Self.shortestName else { return }
        let hash = FileBytes.hash(bytes)
        names[hash, default: []].insert(member)
        if isName { claimed.insert(hash) }
        beginnings.insert(FileBytes.hash(Array(bytes.prefix { FileBytes.isWord($0) })))
        longest = max(longest, bytes.count)
    }

    private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
        guard let first = bytes.firstIndex(where: FileBytes.isWord), let last = bytes.lastIndex(where: FileBytes.isWord) else { return [] }
        return Array(bytes[first...last])
    }

    /// The digits of a figure by which it is known, as `12345678` for 123,456.78 and 123456.780; empty for short ones.
    package static func digits(_ figure: String) -> String {
        var digits = Substring(figure.filter { ("0"..."9").contains($0) })
        while digits.first == "0" { digits.removeFirst() }
        while digits.last == "0" { digits.removeLast() }
        return digits.utf8.count >= shortestTotal ? String(digits) : ""
    }

    /// What a member's file holds that others have and it hasn't, each once, as it stands there.
    ///
    /// - Parameter common: what `common(in:)` found in a pack without rows.
    package func found(in text: [UInt8], member: Int, common: Set<UInt64> = []) -> [String] {
        var found: [String] = []
        search(text) { hash, owners, range, isTotal in
            guard !owners.contains(member) else { return true }
            if !common.contains(hash), isTotal || claimed.contains(hash) {
                let word = String(decoding: text[range], as: UTF8.self)
                if !found.contains(word) { found.append(word) }
            }
            return false
        }
        return found
    }

    /// Names that stand in a pack that has no rows: words of ours, whoever is called so.
    package func common(in text: [UInt8]) -> Set<UInt64> {
        var common: Set<UInt64> = []
        search(text) { hash, _, _, _ in
            common.insert(hash)
            return false
        }
        return common
    }

    /// Hands on every match, and goes on behind it where that is told to be the reader's own.
    private func search(_ text: [UInt8], _ match: (UInt64, Set<Int>, Range<Int>, _ isTotal: Bool) -> Bool) {
        var at = 0
        while at < text.count {
            guard FileBytes.isWord(text[at]) else {
                at += 1
                continue
            }
            if FileBytes.isDigit(text[at]), let (digits, end) = FileBytes.figure(text, from: at) {
                let hash = FileBytes.hash(digits)
                if digits.count >= Self.shortestTotal, let owners = totals[hash] { _ = match(hash, owners, at..<end, true) }
            }
            var next = FileBytes.wordEnd(text, from: at)
            if beginnings.contains(FileBytes.hash(text[at..<next])) { next = matchNames(text, at, next, match) }
            at = next
        }
    }

    /// All names that begin here; the longest of the member's own is passed over whole.
    private func matchNames(_ text: [UInt8], _ start: Int, _ wordEnd: Int, _ match: (UInt64, Set<Int>, Range<Int>, Bool) -> Bool) -> Int {
        var matches: [(hash: UInt64, owners: Set<Int>, end: Int)] = []
        var hash = FileBytes.hash(text[start..<wordEnd])
        var end = wordEnd
        while end - start <= longest {
            if let owners = names[hash] { matches.append((hash, owners, end)) }
            // To the end of the next word.
            var next = end
            while next < text.count, !FileBytes.isWord(text[next]), next - start <= longest { next += 1 }
            guard next < text.count, FileBytes.isWord(text[next]) else { break }
            let following = FileBytes.wordEnd(text, from: next)
            hash = FileBytes.hash(text[end..<following], after: hash)
            end = following
        }
        for found in matches.reversed() where match(found.hash, found.owners, start..<found.end, false) { return found.end }
        return wordEnd
    }
}
