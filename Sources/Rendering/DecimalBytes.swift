internal import Model

extension [UInt8] {
    /// `-1234.50` as bytes with the given decimal mark: what `ExactDecimal.description` says, without its strings.
    mutating func append(decimal number: ExactDecimal, mark: UInt8) {
        let start = count
        var rest = number.unscaled.magnitude
        var written = 0
        // Backwards from the last digit, then turned around; 64 bits at a time, as 128 divide slowly.
        while rest > 0 || written <= number.scale {
            if var low = UInt64(exactly: rest) {
                while low > 0 || written <= number.scale {
                    if written == number.scale, number.scale > 0 { append(mark) }
                    append(UInt8(ascii: "0") + UInt8(low % 10))
                    (low, written) = (low / 10, written + 1)
                }
                break
            }
            if written == number.scale, number.scale > 0 { append(mark) }
            append(UInt8(ascii: "0") + UInt8(rest % 10))
            (rest, written) = (rest / 10, written + 1)
        }
        if number.unscaled < 0 { append(UInt8(ascii: "-")) }
        self[start...].reverse()
    }
}
