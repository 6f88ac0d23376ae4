extension [UInt8] {
    /// `-1234.50` as bytes with the given decimal mark: what `ExactDecimal.description` says, without its strings.
    package mutating func append(decimal number: ExactDecimal, mark: UInt8) {
        // 39 digits at most, or as many zeros as the scale has; a mark and a sign.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Swift.max(39, number.scale + 1) + 2) { text in
            var start = text.count
            func put(_ byte: UInt8) {
                start -= 1
                text[start] = byte
            }
            var rest = number.unscaled.magnitude
            var written = 0
            // Backwards from the last digit; 64 bits at a time, as 128 divide slowly.
            while rest > 0 || written <= number.scale {
                if var low = UInt64(exactly: rest) {
                    while low > 0 || written <= number.scale {
                        if written == number.scale, number.scale > 0 { put(mark) }
                        put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: low % 10))
                        (low, written) = (low / 10, written + 1)
                    }
                    break
                }
                if written == number.scale, number.scale > 0 { put(mark) }
                put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
                (rest, written) = (rest / 10, written + 1)
            }
            if number.unscaled < 0 { put(UInt8(ascii: "-")) }
            append(contentsOf: UnsafeMutableBufferPointer(rebasing: text[start...]))
        }
    }
}
