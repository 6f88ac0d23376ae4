internal import CXLSXWriter

/// The workbook's formats, each made once.
final class StyleBook {
    private let workbook: UnsafeMutablePointer<lxw_workbook>
    private var formats: [CellStyle: UnsafeMutablePointer<lxw_format>] = [:]
    private let isRightToLeft: Bool
    /// The last style of each column: a cell mostly looks like the one above, and comparing is cheaper than hashing.
    private var recent: [(style: CellStyle, format: UnsafeMutablePointer<lxw_format>)?] = Array(repeating: nil, count: 64)

    init(_ workbook: UnsafeMutablePointer<lxw_workbook>, isRightToLeft: Bool) {
        self.workbook = workbook
        self.isRightToLeft = isRightToLeft
    }

    func format(_ style: CellStyle, column: Int) -> UnsafeMutablePointer<lxw_format>? {
        let slot = column & 63
        if let last = recent[slot], last.style == style { return last.format }
        guard let format = format(style) else { return nil }
        recent[slot] = (style, format)
        return format
    }

    func format(_ style: CellStyle) -> UnsafeMutablePointer<lxw_format>? {
        if let known = formats[style] { return known }
        guard let format = workbook_add_format(workbook) else { return nil }
        apply(style, to: format)
        formats[style] = format
        return format
    }

    /// A fill and a colour that lie over a cell's own format while a condition holds.
    func overlay(color: UInt32, fill: UInt32) -> UnsafeMutablePointer<lxw_format>? {
        guard let format = workbook_add_format(workbook) else { return nil }
        format_set_font_color(format, color)
        format_set_bg_color(format, fill)
        return format
    }

    private func apply(_ style: CellStyle, to format: UnsafeMutablePointer<lxw_format>) {
        switch style.face {
        case .calibri: format_set_font_name(format, "Calibri")
        case .fixed: format_set_font_name(format, "Consolas")
        case .symbol: format_set_font_name(format, "Segoe UI Symbol")
        }
        format_set_font_size(format, Double(style.size))
        format_set_font_color(format, style.color)
        if style.isBold { format_set_bold(format) }
        if style.isItalic { format_set_italic(format) }
        if style.isUnderlined { format_set_underline(format, UInt8(LXW_UNDERLINE_SINGLE.rawValue)) }
        if let fill = style.fill {
            format_set_pattern(format, UInt8(LXW_PATTERN_SOLID.rawValue))
            format_set_fg_color(format, fill)
        }
        switch style.align {
        case .general: break
        case .left: format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
        case .center: format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
        case .right: format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
        }
        let vertical = style.isAtTop ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_CENTER
        format_set_align(format, UInt8(vertical.rawValue))
        if style.indent > 0 { format_set_indent(format, style.indent) }
        if style.wraps { format_set_text_wrap(format) }
        if style.readsRightToLeft { format_set_reading_order(format, 2) }
        if style.isMarked {
            format_set_num_format(format, style.number.pattern + "\"*\"")
        } else if style.number != .general {
            format_set_num_format(format, style.number.pattern)
        }
        applyLines(style, to: format)
    }

    private func applyLines(_ style: CellStyle, to format: UnsafeMutablePointer<lxw_format>) {
        if style.top != .none {
            format_set_top(format, Self.border(style.top))
            format_set_top_color(format, style.lineColor)
        }
        if style.bottom != .none {
            format_set_bottom(format, Self.border(style.bottom))
            format_set_bottom_color(format, style.lineColor)
        }
        guard style.edge != .none else { return }
        if isRightToLeft {
            format_set_right(format, Self.border(style.edge))
            format_set_right_color(format, style.lineColor)
        } else {
            format_set_left(format, Self.border(style.edge))
            format_set_left_color(format, style.lineColor)
        }
    }

    private static func border(_ line: CellStyle.Line) -> UInt8 {
        switch line {
        case .none: UInt8(LXW_BORDER_NONE.rawValue)
        case .hair: UInt8(LXW_BORDER_HAIR.rawValue)
        case .thin: UInt8(LXW_BORDER_THIN.rawValue)
        case .medium: UInt8(LXW_BORDER_MEDIUM.rawValue)
        case .thick: UInt8(LXW_BORDER_THICK.rawValue)
        }
    }
}
