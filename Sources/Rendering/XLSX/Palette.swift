/// The workbook's colours: navy and grey to read by, and three for status that differ in lightness too,
/// so that they stay apart for colour-blind readers and in a black-and-white print.
enum Palette {
    static let ink: UInt32 = 0x1F2933
    static let muted: UInt32 = 0x66788A
    static let faint: UInt32 = 0x8A99A8
    static let white: UInt32 = 0xFFFFFF

    static let navy: UInt32 = 0x12344D
    static let onNavy: UInt32 = 0xC9D8E3
    static let header: UInt32 = 0x1B4965
    static let link: UInt32 = 0x0B6E8A

    static let band: UInt32 = 0xF6F8FA
    static let subtotal: UInt32 = 0xEDF2F6
    static let total: UInt32 = 0xDCE6ED
    static let hairline: UInt32 = 0xDDE4EA
    static let rule: UInt32 = 0x9FB3C8

    static let good: UInt32 = 0x0B6B5D
    static let goodFill: UInt32 = 0xD3EEE8
    static let near: UInt32 = 0x7A5200
    static let nearFill: UInt32 = 0xFDEEC4
    static let bad: UInt32 = 0x9C2A10
    static let badFill: UInt32 = 0xFADACF

    /// Behind an amount.
    static let bar: UInt32 = 0xC4DDEA
    static let infoFill: UInt32 = 0xE9F3F7
    static let infoEdge: UInt32 = 0x2C7DA0
    static let warningFill: UInt32 = 0xFFF6DC
    static let warningEdge: UInt32 = 0xE0A100
    static let errorFill: UInt32 = 0xFDEAE4
    static let errorEdge: UInt32 = 0xC8452B
    static let formulaFill: UInt32 = 0xF3F5F7

    /// For chart series that differ in kind, in order.
    static let series: [UInt32] = [
        0x1B4965, 0x2A9D8F, 0xE3A42B, 0xC8553D, 0x6C8EA4, 0x7A5C8E, 0x8FB339, 0x8A99A8, 0x3D6FB6, 0xA87C4F,
    ]

    /// For stacked series, which are ranges that rise: from calm to alarming, the last beyond six in grey.
    static let stack: [UInt32] = [0x1B4965, 0x4F93A6, 0x9CCFC6, 0xF2D28B, 0xE59A4F, 0xC2452D, 0x8A99A8, 0x7A5C8E]
}
