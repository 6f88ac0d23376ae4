internal import Model

/// Says how an engine cuts the lines of a cluster's files, or what there takes a reader of text.
struct RemoteLines {
    private let source: SourceDefinition
    private let plan: ReadingPlan
    private let headers: [ExtractHeader]
    private let above: [Int]

    init(_ source: SourceDefinition, _ plan: ReadingPlan, _ headers: [ExtractHeader], _ above: [Int]) {
        self.source = source
        self.plan = plan
        self.headers = headers
        self.above = above
    }

    func lines() throws -> InPlaceLines {
        let format = source.format
        if !format.lines.isPlain { throw StreamingReason("not all of its lines are rows") }
        if format.encoding.isUTF16 { throw StreamingReason("it is written in \(format.encoding.label)") }
        if format.skip > DelimitedFormat.headLines { throw StreamingReason("more than \(DelimitedFormat.headLines) lines are skipped") }
        if headers.count > 1, source.onDuplicate == .latest_file { throw StreamingReason("of its rows those of the latest file count") }
        try checkAlike()
        var texts = Set<String>()
        for (header, count) in zip(headers, above) { texts.formUnion(try self.above(header.file, count)) }
        return InPlaceLines(
            files: headers.map { .init(path: $0.file.path, name: $0.file.name, length: $0.file.isPacked ? nil : $0.file.remote?.length) },
            above: (above.first ?? 1, texts.sorted()), letters: format.encoding.isSingleByte ? Array(SingleByteTable(format.encoding).codes[128...]) : [])
    }

    /// One statement reads all files: their columns must be the same, and so what is made of them.
    private func checkAlike() throws {
        guard headers.allSatisfy({ $0.names == headers[0].names }), Set(above).count == 1 else {
            throw StreamingReason("its files have different headers")
        }
        let columns = headers[0].names.map { SourceColumn($0, .text) }
        guard let query = source.query else { return }
        let rules = try headers.indices.map { index in
            var one = plan
            one.sources = [plan.sources[index]]
            return try InPlaceRules(source, one, columns).source(query).rules
        }
        guard rules.allSatisfy({ $0 == rules[0] }) else { throw StreamingReason("its rows have the name of their file") }
    }

    /// The lines above a file's rows, without line ends.
    private func above(_ file: ExtractFile, _ count: Int) throws -> [String] {
        let window = try TextWindow(ExtractText.decode(file.head(source.format), of: file, encoding: source.format.encoding))
        guard window.terminator == 10 else { throw StreamingReason("its lines end without a line feed") }
        var lines: [String] = []
        while lines.count < count {
            guard let end = (window.start..<window.count).first(where: { window.base[$0] == 10 }) else {
                if window.isFinal { break }
                try window.refill()
                continue
            }
            var text = UnsafeBufferPointer(start: window.base + window.start, count: end - window.start)
            if text.last == 13 { text = UnsafeBufferPointer(rebasing: text.dropLast()) }
            lines.append(String(decoding: text, as: UTF8.self))
            window.consume(to: end + 1)
        }
        // The mark in front isn't part of the text here.
        return lines + (window.hadMark ? lines.prefix(1).map { "\u{FEFF}" + $0 } : [])
    }
}
