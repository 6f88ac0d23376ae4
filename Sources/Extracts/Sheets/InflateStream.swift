internal import CZlib
internal import Foundation

/// Unpacks a zip archive's part on the way.
final class InflateStream: ByteStream {
    private let packed: any ByteStream
    private let file: ExtractFile
    private let input: UnsafeMutableRawBufferPointer
    private let state: UnsafeMutablePointer<z_stream>
    private var isEnded = false

    init(_ packed: any ByteStream, file: ExtractFile) throws {
        self.packed = packed
        self.file = file
        input = .allocate(byteCount: 256 << 10, alignment: 16)
        state = .allocate(capacity: 1)
        state.initialize(to: z_stream())
        // Minus 15: bare deflate, without a wrapper.
        let code = inflateInit2_(state, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else { throw file.damaged("zlib answers \(code)") }
    }

    deinit {
        inflateEnd(state)
        state.deallocate()
        input.deallocate()
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        state.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        state.pointee.avail_out = UInt32(buffer.count)
        while !isEnded, Int(state.pointee.avail_out) == buffer.count {
            if state.pointee.avail_in == 0 {
                let count = try packed.read(into: input)
                if count == 0 { throw file.damaged("a part of it ends early") }
                state.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
                state.pointee.avail_in = UInt32(count)
            }
            switch inflate(state, Z_NO_FLUSH) {
            case Z_STREAM_END: isEnded = true
            case Z_OK, Z_BUF_ERROR: continue
            case let code: throw file.damaged(state.pointee.msg.map { String(cString: $0) } ?? "zlib answers \(code)")
            }
        }
        return buffer.count - Int(state.pointee.avail_out)
    }
}
