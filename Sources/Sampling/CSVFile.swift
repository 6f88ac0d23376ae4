internal import Foundation
internal import Model

/// A CSV file written byte by byte through a buffer of its own; no row is ever held as a String.
///
/// A row must stay below `rowLimit` bytes, which every row of the sample does by far.
final class CSVFile {
    private static let capacity = 1 << 20
    private static let rowLimit = 4096

    let path: String
    private(set) var rows = 0
    private let descriptor: Int32
    private let buffer: UnsafeMutablePointer<UInt8>
    private var used = 0
    private var rowHasField = false

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
        buffer = .allocate(capacity: Self.capacity)
    }

    static func create(_ path: String, header: String) throws -> CSVFile {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw cannotWrite(path) }
        let file = CSVFile(path: path, descriptor: descriptor)
        for byte in header.utf8 { file.put(byte) }
        file.put(UInt8(ascii: "\n"))
        return file
    }

    deinit {
        buffer.deallocate()
        _ = close(descriptor)
    }

    static func cannotWrite(_ path: String) -> Refusal {
        let reason = String(cString: strerror(errno))
        return Refusal(
            .cannotWrite,
            Finding(
                "cannot-write-sample", .error, "\(path) can't be written: \(reason)",
                remedy: "Choose a folder that you may write to, with room for the ledger."))
    }

    // MARK: Fields

    func empty() { separate() }

    func text(_ value: StaticString) {
        separate()
        putStatic(value)
    }

    /// Text that needs no quotes.
    func plain(_ value: [UInt8]) {
        separate()
        for byte in value { put(byte) }
    }

    /// Text that may hold commas or quotes.
    func quoted(_ value: String) {
        guard value.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }) else {
            return plain(Array(value.utf8))
        }
        separate()
        put(UInt8(ascii: "\""))
        for byte in value.utf8 {
            if byte == UInt8(ascii: "\"") { put(byte) }
            put(byte)
        }
        put(UInt8(ascii: "\""))
    }

    /// `prefix` and then `number` padded with zeros to `width` digits: `INV-000000012`.
    func code(_ prefix: StaticString, _ number: Int, width: Int) {
        separate()
        putStatic(prefix)
        putDigits(number, width: width)
    }

    func integer(_ value: Int) {
        separate()
        if value < 0 { put(UInt8(ascii: "-")) }
        putDigits(abs(value), width: 1)
    }

    /// `minor` units as a decimal with `decimals` places: 1234 with 2 is `12.34`.
    func decimal(_ minor: Int, decimals: Int) {
        separate()
        if minor < 0 { put(UInt8(ascii: "-")) }
        guard decimals > 0 else { return putDigits(abs(minor), width: 1) }
        var unit = 1
        for _ in 0..<decimals { unit *= 10 }
        let (whole, part) = abs(minor).quotientAndRemainder(dividingBy: unit)
        putDigits(whole, width: 1)
        put(UInt8(ascii: "."))
        putDigits(part, width: decimals)
    }

    /// An ISO date, or nothing for `SampleSpan.never`.
    func date(_ day: Int) {
        separate()
        guard day != SampleSpan.never else { return }
        guard DateText.days.contains(day) else {
            for byte in CivilDate(daysSinceEpoch: Int32(day)).description.utf8 { put(byte) }
            return
        }
        DateText.bytes.withUnsafeBufferPointer { text in
            guard let first = text.baseAddress else { return }
            (buffer + used).update(from: first + 10 * (day - DateText.days.lowerBound), count: 10)
            used += 10
        }
    }

    func endRow() throws {
        put(UInt8(ascii: "\n"))
        rowHasField = false
        rows += 1
        if used > Self.capacity - Self.rowLimit { try flush() }
    }

    /// Writes what is left; until then the file is not whole.
    func finish() throws { try flush() }

    // MARK: Bytes

    private func separate() {
        if rowHasField { put(UInt8(ascii: ",")) }
        rowHasField = true
    }

    private func put(_ byte: UInt8) {
        buffer[used] = byte
        used += 1
    }

    private func putStatic(_ value: StaticString) {
        (buffer + used).update(from: value.utf8Start, count: value.utf8CodeUnitCount)
        used += value.utf8CodeUnitCount
    }

    private func putDigits(_ value: Int, width: Int) {
        var end = used + max(width, Self.digitCount(value))
        let next = end
        var rest = UInt64(value)
        while end > used {
            end -= 1
            let quotient = rest / 10
            buffer[end] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest &- quotient &* 10)
            rest = quotient
        }
        used = next
    }

    private static func digitCount(_ value: Int) -> Int {
        var (count, bound) = (1, 10)
        while count < 18, value >= bound { (count, bound) = (count + 1, bound &* 10) }
        return count
    }

    private func flush() throws {
        var written = 0
        while written < used {
            let count = write(descriptor, buffer + written, used - written)
            if count < 0 {
                if errno == EINTR { continue }
                throw Self.cannotWrite(path)
            }
            written += count
        }
        used = 0
    }
}
