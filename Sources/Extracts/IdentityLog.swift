internal import Foundation

/// Remembers every identity that was loaded, exactly, to find the rows that repeat one.
///
/// A table of 8-byte slots (part of a hash, and the identity's number) finds candidates; the identities themselves are
/// kept too, each as what differs from the one before, and a candidate is compared letter by letter. For ten million
/// document numbers that is some 100 MB for the slots and less for the texts.
final class IdentityLog {
    struct Origin: Equatable {
        var file: Int
        var line: Int
    }

    private var slots: UnsafeMutablePointer<UInt64>
    private var capacity: Int
    private var count = 0
    /// So many fit before the table grows.
    private var limit: Int
    private let store = IdentityStore()
    /// Keeps the loads of `approach` from being optimised away.
    private var touched: UInt64 = 0

    init(expected: Int) {
        let wanted = max(1 << 14, expected / 3 * 4)
        let room = Self.allocate(wanted)
        capacity = room == nil ? 1 << 10 : wanted
        limit = capacity / 5 * 4
        slots = room ?? Self.small(capacity)
    }

    deinit { free(slots) }

    /// Whether there was no memory to go on: later identities were not compared, and the rows can't be relied on.
    private(set) var isExhausted = false

    /// Where even the expected size isn't to be had, the table starts small and tries to grow.
    private static func small(_ capacity: Int) -> UnsafeMutablePointer<UInt64> {
        let memory = malloc(capacity * MemoryLayout<UInt64>.size).bindMemory(to: UInt64.self, capacity: capacity)
        memory.initialize(repeating: 0, count: capacity)
        return memory
    }

    private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<UInt64>? {
        let size = capacity * MemoryLayout<UInt64>.size
        guard let memory = calloc(capacity, MemoryLayout<UInt64>.size) else { return nil }
        #if os(Linux)
            // Large pages: the slots are visited in no order at all.
            let page = 2 << 20
            let inset = -Int(bitPattern: memory) & (page - 1)
            if size - inset >= page { madvise(memory + inset, size - inset, 14) }
        #endif
        return memory.bindMemory(to: UInt64.self, capacity: capacity)
    }

    /// Reads up to seven bytes beyond the end, which must be readable.
    @inline(__always)
    static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        guard let base = UnsafeRawPointer(bytes.baseAddress) else { return 0 }
        @inline(__always)
        func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
            let product = a.multipliedFullWidth(by: b)
            return product.high ^ product.low
        }
        var left = bytes.count
        var at = 0
        var hash = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: left)
        while left > 8 {
            hash = mix(hash ^ base.loadUnaligned(fromByteOffset: at, as: UInt64.self), 0xD6E8_FEB8_6659_FD93)
            at &+= 8
            left &-= 8
        }
        if left > 0 {
            let tail = base.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            hash = mix(hash ^ (tail & (UInt64.max &>> UInt64(64 &- left &* 8))), 0xA076_1D64_78BD_642F)
        }
        return mix(hash, 0xE703_7ED1_A0B4_28DB)
    }

    @inline(__always)
    private func slot(_ hash: UInt64) -> Int {
        Int(truncatingIfNeeded: hash.multipliedFullWidth(by: UInt64(truncatingIfNeeded: capacity)).high)
    }

    /// Visits the slots of some hashes, so that the memory is at hand when they are added.
    func approach(_ hashes: UnsafeMutablePointer<UInt64>, _ count: Int) {
        let slots = slots
        var sum: UInt64 = 0
        for index in 0..<count { sum ^= slots[slot(hashes[index])] }
        touched ^= sum
    }

    /// nil when the identity is new; else where it was seen first.
    func add(_ identity: UnsafeBufferPointer<UInt8>, hash: UInt64, origin: Origin) -> Origin? {
        if count >= limit, !grow() { return nil }
        let (slots, capacity, store) = (slots, capacity, store)
        let tag = hash << 32
        var at = slot(hash)
        while slots[at] != 0 {
            if slots[at] & 0xFFFF_FFFF_0000_0000 == tag,
                let first = store.origin(of: Int(slots[at] & 0xFFFF_FFFF) - 1, ifEqual: identity)
            {
                return first
            }
            at += 1
            if at == capacity { at = 0 }
        }
        store.append(identity, origin: origin)
        count += 1
        slots[at] = tag | UInt64(count)
        return nil
    }

    /// False when there is no memory for it.
    private func grow() -> Bool {
        guard !isExhausted, let larger = Self.allocate(capacity * 2) else {
            isExhausted = true
            return false
        }
        free(slots)
        capacity *= 2
        limit = capacity / 5 * 4
        slots = larger
        store.forEach { number, identity in
            let hash = Self.hash(identity)
            var at = slot(hash)
            while slots[at] != 0 {
                at += 1
                if at == capacity { at = 0 }
            }
            slots[at] = hash << 32 | UInt64(number + 1)
        }
        return true
    }
}
