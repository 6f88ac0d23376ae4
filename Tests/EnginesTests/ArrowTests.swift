import CADBC
@testable import Engines
import Model
import Testing

/// Arrow's layouts, those too that DuckDB doesn't send: slices, 64-bit offsets, views, narrow decimals.
@Suite struct ArrowTests {
    /// Reads a hand-made array of one column; buffers after the first are given as bytes.
    private func read(
        _ format: String, _ buffers: [[UInt8]], validity: [UInt8]? = nil, rows: Int, offset: Int = 0
    ) throws -> [ScalarValue] {
        let memory = ([validity ?? []] + buffers).map { bytes in
            let block = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes.count) + 8, alignment: 16)
            // Shifted by 8, so that nothing may count on more alignment than Arrow promises.
            (block + 8).copyMemory(from: bytes, byteCount: bytes.count)
            return block
        }
        defer { for block in memory { block.deallocate() } }
        var pointers: [UnsafeRawPointer?] = memory.map { UnsafeRawPointer($0) + 8 }
        if validity == nil { pointers[0] = nil }
        return try pointers.withUnsafeMutableBufferPointer { pointers in
            var array = ArrowArray()
            array.length = Int64(rows)
            array.offset = Int64(offset)
            array.null_count = validity == nil ? 0 : -1
            array.n_buffers = Int64(pointers.count)
            array.buffers = pointers.baseAddress
            let column = try ArrowColumn(name: "c", format: format)
            let vector = try column.vector(array, rows: rows)
            return (0..<rows).map { vector.scalar($0) }
        }
    }

    private func bytes<Value: FixedWidthInteger>(_ values: [Value]) -> [UInt8] {
        values.flatMap { value in withUnsafeBytes(of: value.littleEndian) { Array($0) } }
    }

    @Test func integers() throws {
        #expect(try read("c", [bytes([-1, 5] as [Int8])], rows: 2) == [.integer(-1), .integer(5)])
        #expect(try read("C", [bytes([255, 5] as [UInt8])], rows: 2) == [.integer(255), .integer(5)])
        #expect(try read("s", [bytes([9, -2] as [Int16])], rows: 1, offset: 1) == [.integer(-2)])
        #expect(try read("S", [bytes([65535] as [UInt16])], rows: 1) == [.integer(65535)])
        #expect(try read("i", [bytes([1, 2, 3] as [Int32])], rows: 2, offset: 1) == [.integer(2), .integer(3)])
        #expect(try read("I", [bytes([UInt32.max])], rows: 1) == [.integer(4_294_967_295)])
        #expect(try read("l", [bytes([Int64.min])], rows: 1) == [.integer(.min)])
        #expect(try read("L", [bytes([UInt64.max])], rows: 1) == [decimal("18446744073709551615")])
        #expect(try read("tdD", [bytes([0, 20512] as [Int32])], rows: 1, offset: 1) == [date("2026-02-28")])
    }

    @Test func decimals() throws {
        #expect(try read("d:9,2,32", [bytes([-150] as [Int32])], rows: 1) == [decimal("-1.50")])
        #expect(try read("d:18,4,64", [bytes([10050] as [Int64])], rows: 1) == [decimal("1.0050")])
        #expect(try read("d:38,0", [bytes([1, -170] as [Int128])], rows: 1, offset: 1) == [decimal("-170")])
        #expect(try read("d:18,2,128", [bytes([-1, 2, 3] as [Int128])], rows: 3) == [decimal("-0.01"), decimal("0.02"), decimal("0.03")])
    }

    @Test func floats() throws {
        #expect(try read("g", [bytes([1.5, -0.25].map { ($0 as Double).bitPattern })], rows: 2) == [.double(1.5), .double(-0.25)])
        #expect(try read("f", [bytes([1.5, -0.25].map { ($0 as Float).bitPattern })], rows: 1, offset: 1) == [.double(-0.25)])
    }

    @Test func bitsAndValidityInASlice() throws {
        // Bits 0…9: 1 0 1 1 0 0 1 0 | 1 1; present are 3, 5, 8, 9.
        let values: [UInt8] = [0b0100_1101, 0b11], present: [UInt8] = [0b0010_1000, 0b11]
        #expect(
            try read("b", [values], validity: present, rows: 7, offset: 3)
                == [.boolean(true), .null, .boolean(false), .null, .null, .boolean(true), .boolean(true)])
        #expect(try read("b", [values], validity: present, rows: 2, offset: 8) == [.boolean(true), .boolean(true)])
    }

    @Test func text() throws {
        let data = Array("onetwothree".utf8)
        #expect(try read("u", [bytes([0, 3, 6, 11] as [Int32]), data], rows: 2, offset: 1) == [.text("two"), .text("three")])
        #expect(try read("U", [bytes([0, 3, 6, 11] as [Int64]), data], rows: 3) == [.text("one"), .text("two"), .text("three")])
        #expect(try read("u", [bytes([0, 0, 3] as [Int32]), data], validity: [0b10], rows: 2) == [.null, .text("one")])
        #expect(try read("u", [bytes([0] as [Int32]), []], rows: 0) == [])
    }

    @Test func textViews() throws {
        // "short" within the view; "a much longer text" in the third buffer at 4.
        let long = Array("a much longer text".utf8)
        let short = bytes([5] as [Int32]) + Array("short".utf8) + [UInt8](repeating: 0, count: 7)
        let view = bytes([Int32(long.count)]) + Array(long.prefix(4)) + bytes([0, 4] as [Int32])
        let sizes = bytes([Int64(long.count + 4)])
        #expect(
            try read("vu", [short + view + short, [0, 0, 0, 0] + long, sizes], validity: [0b011], rows: 3)
                == [.text("short"), .text("a much longer text"), .null])
        #expect(try read("vu", [short + view, [0, 0, 0, 0] + long, sizes], rows: 1, offset: 1) == [.text("a much longer text")])
    }

    @Test func whatIsNotReadSaysSo() throws {
        for (format, words) in [("tsu:UTC", "a timestamp"), ("ttu", "a time of day"), ("+s", "a nested type"), ("z", "the type z"), ("d:76,2,256", "the type d:76,2,256")] {
            let failure = #expect(throws: ADBCFailure.self) { _ = try ArrowColumn(name: "c", format: format) }
            #expect(failure?.message.contains("column \"c\" has \(words)") == true)
        }
    }
}
