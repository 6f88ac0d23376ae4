internal import CCurl
internal import Foundation

/// What libcurl calls back: it reads the message from here, and tells here what goes over the wire.
final class SMTPWire {
    private(set) var transcript = SMTPTranscript()
    private(set) var hasBegun = false
    private(set) var bodyFailure: (any Error)?
    private var message: [UInt8] = []
    private var position = 0
    private var onBody: (() throws -> Void)?
    private let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE) + 1)

    init() { words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE) + 1) }
    deinit { words.deallocate() }

    /// The session holds this object for as long as the handle lives.
    func attach(to curl: UnsafeMutableRawPointer) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        countback_set_buffer(curl, words)
        countback_set_number(curl, CURLOPT_VERBOSE, 1)
        countback_set_context(curl, CURLOPT_DEBUGDATA, context)
        countback_set_debug(curl) { _, kind, bytes, count, context in
            if let context, let bytes { SMTPWire.of(context).saw(kind, UnsafeRawBufferPointer(start: bytes, count: count)) }
            return 0
        }
        countback_set_context(curl, CURLOPT_READDATA, context)
        countback_set_read(curl) { buffer, size, count, context in
            guard let context, let buffer else { return Int(CURL_READFUNC_ABORT) }
            return SMTPWire.of(context).read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
        }
        // Replies to commands that are no message.
        countback_set_write(curl) { _, size, count, _ in size * count }
    }

    private static func of(_ context: UnsafeMutableRawPointer) -> SMTPWire { Unmanaged<SMTPWire>.fromOpaque(context).takeUnretainedValue() }

    func begin(message: [UInt8]?, onBody: (() throws -> Void)?) {
        self.message = message ?? []
        self.onBody = onBody
        (position, hasBegun, bodyFailure) = (0, false, nil)
        words[0] = 0
        transcript.begin()
    }

    /// Why a try failed, in the server's words where it said something, else in libcurl's.
    func reason(_ code: CURLcode) -> String {
        if let reply = transcript.code, reply >= 400 { return transcript.reply }
        let own = String(cString: words)
        return HeaderText.oneLine(own.isEmpty ? String(cString: curl_easy_strerror(code)) : own)
    }

    private func saw(_ kind: curl_infotype, _ bytes: UnsafeRawBufferPointer) {
        guard kind == CURLINFO_HEADER_IN || kind == CURLINFO_HEADER_OUT else { return }
        for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
            if kind == CURLINFO_HEADER_IN { transcript.received(String(line)) } else { transcript.sent(String(line)) }
        }
    }

    private func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        if !hasBegun {
            do {
                try onBody?()
                hasBegun = true
            } catch {
                bodyFailure = error
                return Int(CURL_READFUNC_ABORT)
            }
        }
        let count = min(buffer.count, message.count - position)
        if count > 0 {
            message.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + count])) }
            position += count
        }
        if position == message.count, transcript.step != .end { transcript.ended() }
        return count
    }
}
