internal import CZlib
internal import Foundation

/// Unpacks on the way: gzip, one member after the other, or a part of a zip archive.
final class InflateStream: ByteStream {
    enum Wrapper: Int32 {
        /// zlib's 15 + 16: a gzip wrapper, and nothing else.
        case gzip = 31
        /// Minus 15: bare deflate.
        case none = -15
    }

    private let wrapper: Wrapper
    private let packed: any ByteStream
    private let file: ExtractFile
    private let input: UnsafeMutableRawBufferPointer
    private let state: UnsafeMutablePointer<z_stream>
    private var inMember = false
    private var sawMember = false
    private var isEnded = false

    init(_ packed: any ByteStream, file: ExtractFile, wrapper: Wrapper) throws {
        self.packed = packed
        self.wrapper = wrapper
        self.file = file
        input = .allocate(byteCount: 256 << 10, alignment: 16)
        state = .allocate(capacity: 1)
        state.initialize(to: z_stream())
        let code = inflateInit2_(state, wrapper.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
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
                if count == 0 {
                    guard wrapper == .gzip else { throw file.damaged("a part of it ends early") }
                    if inMember || !sawMember { throw file.damaged("it ends early") }
                    return 0
                }
                state.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
                state.pointee.avail_in = UInt32(count)
            }
            if wrapper == .gzip, !inMember {
                guard skipPadding() else { continue }
                inMember = true
                sawMember = true
            }
            switch inflate(state, Z_NO_FLUSH) {
            case Z_STREAM_END where wrapper == .gzip:
                inMember = false
                inflateReset(state)
            case Z_STREAM_END: isEnded = true
            case Z_OK, Z_BUF_ERROR: continue
            case let code:
                throw file.damaged(state.pointee.msg.map { String(cString: $0) } ?? "zlib answers \(code)")
            }
        }
        return buffer.count - Int(state.pointee.avail_out)
    }

    /// Some tools fill up to a block with zeros after the last member; true when something else follows.
    private func skipPadding() -> Bool {
        while sawMember, state.pointee.avail_in > 0, state.pointee.next_in.pointee == 0 {
            state.pointee.next_in += 1
            state.pointee.avail_in -= 1
        }
        return state.pointee.avail_in > 0
    }
}
