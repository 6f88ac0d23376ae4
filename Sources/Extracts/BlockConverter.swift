internal import Foundation
internal import Model

/// Converts blocks of records into the rows of batches, and accounts for every row that isn't.
///
/// Column by column, so that what kind of column it is gets decided once for two thousand cells.
final class BlockConverter {
    private let plan: ReadingPlan
    private let text: TextCheck
    private let isList: Bool
    let columns: [ColumnConverter]
    private let rawBuilders: [ColumnConverter]
    private let cells: CellSlices
    private let items: ItemRules?
    private let identities: IdentityCheck?
    let log: RejectLog
    private(set) var sums: RowSums
    private var issues: [CellIssue] = []
    /// Per row of the block: 1 + the index of its first issue, 0 for none.
    private var firstIssue = [Int](repeating: 0, count: RecordBlock.maximumRows)
    private let rejected: UnsafeMutablePointer<UInt8>
    /// Of a row that isn't loaded since a mended one is.
    static let isMended: UInt8 = 2

    private var file = 0
    private var fileName = ""
    private var carried = 0
    /// Rows to be read in place of rejected ones.
    var mending: Mending?
    /// Of the files begun so far, for duplicates across files.
    private var fileNames: [Int: String] = [:]
    private(set) var loaded = 0
    /// Rows left out because a file that counts more, read before this one, has them too.
    private(set) var replaced = 0
    private var replacedInBlock = 0
    private let latestFileCounts: Bool
    /// In `rejected`: left out, and no reject.
    static let isReplaced: UInt8 = 2

    init(_ plan: ReadingPlan, format: DelimitedFormat, log: RejectLog, expectedRows: Int, checksIdentity: Bool,
        latestFileCounts: Bool = false, numbersRows: Bool = false, rowsAtOnce: Int
    ) {
        self.numbersRows = numbersRows
        self.rowsAtOnce = rowsAtOnce
        self.latestFileCounts = latestFileCounts
        self.plan = plan
        self.log = log
        text = TextCheck(format.encoding)
        isList = format.lines.layout == .list
        columns = plan.columns.enumerated().map { ColumnConverter($1, index: $0) }
        rawBuilders = plan.rawNames.map {
            ColumnConverter(
                PlannedColumn(name: $0, type: .text, conversion: .text, isRequired: false, isEmitted: true), index: -1)
        }
        cells = CellSlices(quote: format.ofRows.quote)
        items = plan.relation == "items" ? ItemRules(plan, columns) : nil
        identities =
            checksIdentity && !plan.identity.isEmpty ? IdentityCheck(plan, columns, expectedRows: expectedRows) : nil
        sums = RowSums(plan, columns)
        rejected = .allocate(capacity: RecordBlock.maximumRows)
    }

    deinit { rejected.deallocate() }

    var checksIdentity: Bool { identities != nil }
    /// Whether memory for the check of identities ran out.
    var isExhausted: Bool { identities?.isExhausted ?? false }

    /// `carried`: how many of the fields are carried values.
    func begin(file index: Int, name: String, carried: Int = 0, firstNumber: Int = 0) {
        file = index
        self.firstNumber = firstNumber
        self.carried = carried
        fileName = name
        fileNames[index] = name
        sums.beginFile()
    }

    /// Rows not yet taken.
    private var rowsHeld = 0
    /// Their lines, where those go along.
    private var lines: [Int64] = []
    private let numbersRows: Bool
    private let rowsAtOnce: Int
    private var firstNumber = 0

    var isFull: Bool {
        rowsHeld + RecordBlock.maximumRows > rowsAtOnce
            || columns.contains { $0.builder.byteCount > 32 << 20 }
            || rawBuilders.contains { $0.builder.byteCount > 32 << 20 }
    }

    func convert(_ block: RecordBlock, base: UnsafeMutablePointer<UInt8>) {
        issues.removeAll(keepingCapacity: true)
        replacedInBlock = 0
        memset(rejected, 0, block.rows)
        checkText(block, base)
        for column in columns {
            cells.take(plan.sources[file][column.index], of: block, base: base)
            if !block.errorCells.isEmpty { reportErrorCells(block, column) }
            column.convert(cells, rows: block.rows, items: items) { row, kind, reason in
                report(row, column.index, kind, reason)
            }
        }
        for (position, raw) in rawBuilders.enumerated() {
            cells.take(plan.rawFields[file][position].map { .field($0) } ?? .absent, of: block, base: base)
            raw.convert(cells, rows: block.rows) { _, _, _ in }
        }
        items?.checkCustomers(rows: block.rows) { row, column, kind, reason in report(row, column, kind, reason) }
        identities?.check(block, file: file, rejected: rejected) { row, first in
            if latestFileCounts, first.file != self.file {
                rejected[row] = Self.isReplaced
                replacedInBlock += 1
            } else {
                report(row, plan.identity[0], .duplicate) { duplicate(row, first) }
            }
        }
        finish(block, base)
    }

    /// Cells that hold an error instead of a value, where this column is made of them.
    private func reportErrorCells(_ block: RecordBlock, _ column: ColumnConverter) {
        for cell in block.errorCells {
            let length = Int(cells.lengths[cell.row])
            guard length >= cell.text.utf8.count else { continue }
            let text = String(decoding: UnsafeBufferPointer(start: cells.pointers[cell.row], count: length), as: UTF8.self)
            if text.contains(cell.text) { report(cell.row, column.index, .noValue) { "\(column.column.name) is \(cell.what)" } }
        }
    }

    private func duplicate(_ row: Int, _ first: IdentityLog.Origin) -> String {
        let values = plan.identity.compactMap { index in
            columns[index].builder.words(row).map { "\(plan.columns[index].name) \($0)" }
        }
        let place = "\(fileNames[first.file] ?? fileName) line \(first.line)"
        return "duplicate \(values.joined(separator: ", ")), first in \(place)"
    }

    private func report(_ row: Int, _ column: Int, _ kind: RejectKind, _ reason: () -> String) {
        issues.append(CellIssue(row: row, column: column, kind: kind, reason: log.isFull ? "" : reason()))
        rejected[row] = 1
    }

    private func checkText(_ block: RecordBlock, _ base: UnsafeMutablePointer<UInt8>) {
        if UTF8Check.isPlain(UnsafeBufferPointer(start: base + block.start, count: block.byteCount)) { return }
        for row in 0..<block.rows {
            let start = block.recordStart(row)
            let record = UnsafeBufferPointer(start: base + start, count: block.recordEnd(row) - start)
            if !UTF8Check.isPlain(record), let problem = text.problem(record) {
                report(row, -1, .encoding) { problem }
            }
        }
    }

    /// Logs rejects in the order of their lines, adds up the rest and keeps it.
    private func finish(_ block: RecordBlock, _ base: UnsafeMutablePointer<UInt8>) {
        let rows = block.rows
        loaded += rows
        if !issues.isEmpty || !block.odd.isEmpty { logRejects(block, base) }
        replaced += replacedInBlock
        sums.add(rows: rows, rejected: isWhole ? nil : rejected)
        for column in columns { keep(column.builder, rows) }
        for raw in rawBuilders { keep(raw.builder, rows) }
        if numbersRows {
            for row in 0..<rows where isWhole || rejected[row] == 0 { lines.append(Int64(firstNumber + block.lines[row])) }
        }
        if isWhole {
            rowsHeld += rows
        } else {
            for row in 0..<rows {
                if rejected[row] == 0 { rowsHeld += 1 } else { loaded -= 1 }
            }
        }
    }

    /// Whether every row of the block stays.
    private var isWhole: Bool { issues.isEmpty && replacedInBlock == 0 }

    private func keep(_ builder: ColumnBuilder, _ rows: Int) {
        if isWhole { builder.keep(rows) } else { builder.keep(rows, but: rejected) }
    }

    private func oddReason(_ record: OddRecord, _ block: RecordBlock, _ base: UnsafeMutablePointer<UInt8>) -> (
        kind: RejectKind, reason: String
    ) {
        if isList, case .fieldCount = record.problem {
            let line = UnsafeBufferPointer(start: base + record.start, count: record.end - record.start)
            return RejectText.listLine(line, cells: block.fieldCount - carried)
        }
        return RejectText.odd(record.problem, fields: block.fieldCount, carried: carried)
    }

    private func logRejects(_ block: RecordBlock, _ base: UnsafeMutablePointer<UInt8>) {
        for row in 0..<block.rows { firstIssue[row] = 0 }
        for (index, issue) in issues.enumerated() where firstIssue[issue.row] == 0 { firstIssue[issue.row] = index + 1 }
        var odd = block.odd[...]
        func logOdd(before line: Int) {
            while let record = odd.first, record.line < line {
                odd = odd.dropFirst()
                let raw = UnsafeBufferPointer(start: base + record.start, count: record.end - record.start)
                if mending?.take(fileName, record.line, instead: raw) ?? false { continue }
                let (kind, reason) = oddReason(record, block, base)
                log.add(
                    relation: plan.relation, file: fileName, line: record.line, column: nil, kind: kind, reason: reason,
                    raw: raw)
                sums.addUnreadable()
            }
        }
        for row in 0..<block.rows where firstIssue[row] > 0 {
            logOdd(before: block.lines[row])
            let issue = issues[firstIssue[row] - 1]
            let start = block.recordStart(row)
            let raw = UnsafeBufferPointer(start: base + start, count: block.recordEnd(row) - start)
            if mending?.take(fileName, block.lines[row], instead: raw) ?? false {
                rejected[row] = Self.isMended
                continue
            }
            log.add(
                relation: plan.relation, file: fileName, line: block.lines[row],
                column: issue.column < 0 ? nil : plan.columns[issue.column].name, kind: issue.kind,
                reason: issue.reason, raw: raw)
        }
        logOdd(before: .max)
        sums.addRejected(issues, rows: block.rows, rejected: rejected)
    }

    /// The rows held, as a batch; nil when there are none.
    func take() -> RecordBatch? {
        guard rowsHeld > 0 else { return nil }
        var vectors: [ColumnVector] = []
        for column in columns {
            // Those that are only validated start again too.
            let vector = column.builder.take(column.column.type, isNeeded: column.column.isEmitted)
            if column.column.isEmitted { vectors.append(vector) }
        }
        for raw in rawBuilders { vectors.append(raw.builder.take(.text, isNeeded: true)) }
        if numbersRows { vectors.append(ColumnVector(.int64(lines))) }
        lines.removeAll()
        let batch = RecordBatch(columns: vectors, rowCount: rowsHeld)
        rowsHeld = 0
        return batch
    }
}
