internal import Foundation

/// Texts in the order they came, each kept as what differs from the one before, with the file and line it came from.
final class IdentityStore {
    /// From here on, texts can be read without those before.
    private struct Restart {
        var number: Int
        var origin: IdentityLog.Origin
        var chunk: Int
        var offset: Int
    }

    private static let chunkSize = 1 << 20
    private static let span = 32

    private var chunks: [UnsafeMutablePointer<UInt8>]
    /// The last of them, and how much it holds.
    private var chunk: UnsafeMutablePointer<UInt8>
    private var room = IdentityStore.chunkSize
    private var used = 0
    private var restarts: [Restart] = []
    private(set) var count = 0
    private var previous: UnsafeMutablePointer<UInt8>
    private var previousCapacity = 256
    private var previousLength = 0
    private var previousOrigin = IdentityLog.Origin(file: -1, line: 0)
    private var lastRestart = 0

    init() {
        chunk = .allocate(capacity: room)
        chunks = [chunk]
        previous = .allocate(capacity: previousCapacity + TextWindow.padding)
    }

    deinit {
        for chunk in chunks { chunk.deallocate() }
        previous.deallocate()
    }

    func append(_ text: UnsafeBufferPointer<UInt8>, origin: IdentityLog.Origin) {
        let length = text.count
        var delta = origin.line - previousOrigin.line
        let mustFit = length + 24
        var isRestart =
            count - lastRestart >= Self.span || origin.file != previousOrigin.file || delta < 0
        if used + mustFit > room {
            room = max(Self.chunkSize, mustFit)
            chunk = .allocate(capacity: room)
            chunks.append(chunk)
            used = 0
            isRestart = true
        }
        if isRestart {
            restarts.append(Restart(number: count, origin: origin, chunk: chunks.count - 1, offset: used))
            lastRestart = count
            delta = 0
        }
        let shared = isRestart ? 0 : sharedLength(text)
        chunk[used] = UInt8(shared)
        used += 1
        put(length - shared)
        put(delta)
        if let base = text.baseAddress { memcpy(chunk + used, base + shared, length - shared) }
        used += length - shared
        remember(text)
        previousOrigin = origin
        count += 1
    }

    private func put(_ number: Int) {
        var rest = number
        while rest >= 128 {
            chunk[used] = UInt8(rest & 127 | 128)
            used += 1
            rest >>= 7
        }
        chunk[used] = UInt8(rest)
        used += 1
    }

    private func sharedLength(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        let limit = min(text.count, previousLength, 255)
        guard let base = UnsafeRawPointer(text.baseAddress) else { return 0 }
        let other = UnsafeRawPointer(previous)
        var at = 0
        while at + 8 <= limit {
            let difference =
                base.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                ^ other.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            if difference != 0 { return at + difference.trailingZeroBitCount / 8 }
            at += 8
        }
        while at < limit, text[at] == previous[at] { at += 1 }
        return at
    }

    private func remember(_ text: UnsafeBufferPointer<UInt8>) {
        if text.count > previousCapacity {
            previous.deallocate()
            previousCapacity = text.count * 2
            previous = .allocate(capacity: previousCapacity + TextWindow.padding)
        }
        if let base = text.baseAddress { memcpy(previous, base, text.count) }
        previousLength = text.count
    }

    /// Where text `number` came from, if it is this one.
    func origin(of number: Int, ifEqual text: UnsafeBufferPointer<UInt8>) -> IdentityLog.Origin? {
        var (low, high) = (0, restarts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if restarts[middle].number <= number { low = middle } else { high = middle }
        }
        var found: IdentityLog.Origin?
        read(restart: low, through: number) { at, bytes, origin in
            if at == number, bytes.count == text.count, bytes.elementsEqual(text) { found = origin }
        }
        return found
    }

    func forEach(_ body: (Int, UnsafeBufferPointer<UInt8>) -> Void) {
        for index in restarts.indices {
            let last = index + 1 < restarts.count ? restarts[index + 1].number : count
            read(restart: index, through: last - 1) { at, bytes, _ in body(at, bytes) }
        }
    }

    /// Unfolds the texts from a restart on; the bytes given have some readable room behind them.
    private func read(
        restart index: Int, through last: Int, _ body: (Int, UnsafeBufferPointer<UInt8>, IdentityLog.Origin) -> Void
    ) {
        let restart = restarts[index]
        let chunk = chunks[restart.chunk]
        var at = restart.offset
        var origin = restart.origin
        var text: [UInt8] = []
        func number() -> Int {
            var (value, shift) = (0, 0)
            while true {
                let byte = Int(chunk[at])
                at += 1
                value |= (byte & 127) << shift
                if byte < 128 { return value }
                shift += 7
            }
        }
        guard restart.number <= last else { return }
        for item in restart.number...last {
            let shared = Int(chunk[at])
            at += 1
            let length = number()
            origin.line += number()
            text.removeLast(text.count - shared)
            text.append(contentsOf: UnsafeBufferPointer(start: chunk + at, count: length))
            at += length
            let size = text.count
            text.append(contentsOf: repeatElement(0, count: 8))
            text.withUnsafeBufferPointer { body(item, UnsafeBufferPointer(rebasing: $0[..<size]), origin) }
            text.removeLast(8)
        }
    }
}
