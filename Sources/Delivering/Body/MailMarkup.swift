internal import Model

/// HTML of a mail in the making.
struct MailMarkup {
    enum Tone { case plain, warning, small }

    static let font = "Arial,Helvetica,sans-serif"
    private(set) var html = ""
    let isRightToLeft: Bool

    init(isRightToLeft: Bool) { self.isRightToLeft = isRightToLeft }

    private var start: String { isRightToLeft ? "right" : "left" }
    private var end: String { isRightToLeft ? "left" : "right" }

    mutating func raw(_ markup: String) { html += markup }

    mutating func element(_ name: String, _ style: String, _ text: String) {
        raw("<\(name) style=\"\(style)\">\(Self.escaped(text))</\(name)>")
    }

    /// A row of the page's one column.
    mutating func row(isRuled: Bool = false, background: String = "#ffffff", _ body: (inout MailMarkup) -> Void) {
        let rule = isRuled ? "border-top:1px solid #d9e2ec;" : ""
        raw("<tr><td align=\"\(start)\" bgcolor=\"\(background)\" style=\"\(rule)padding:12px 16px;background-color:\(background);text-align:\(start)\">")
        body(&self)
        raw("</td></tr>\n")
    }

    mutating func line(_ text: String, _ tone: Tone) {
        let (size, color, background) =
            switch tone {
            case .plain: (14, "#243b53", "#ffffff")
            case .warning: (14, "#5c3d00", "#fff3d6")
            case .small: (12, "#52606d", "#ffffff")
            }
        row(background: background) { $0.element("p", "margin:0;font:\(size)px/1.4 \(Self.font);color:\(color)", text) }
    }

    /// Two texts at the two sides of a line.
    mutating func pair(leading: (inout MailMarkup) -> Void, trailing: (inout MailMarkup) -> Void) {
        raw("<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr><td bgcolor=\"#ffffff\" align=\"\(start)\" style=\"background-color:#ffffff;text-align:\(start)\">")
        leading(&self)
        raw("</td><td bgcolor=\"#ffffff\" align=\"\(end)\" style=\"background-color:#ffffff;text-align:\(end)\">")
        trailing(&self)
        raw("</td></tr></table>")
    }

    /// A status as a word on its colour.
    mutating func status(_ status: ShownStatus, _ word: String) {
        let (color, background) =
            switch status.status {
            case .met: ("#0b5c43", "#d7f3e7")
            case .near: ("#6b4700", "#ffedc2")
            case .missed: ("#8f1d14", "#fde0dd")
            }
        element("span", "font:bold 13px/1.4 \(Self.font);color:\(color);background-color:\(background);padding:1px 6px", word)
    }

    /// A bar across the column, `share` of it filled.
    mutating func bar(_ share: Double) {
        // What is little shows, what is nothing doesn't.
        let filled = share > 0 ? max(1, min(100, Int((share * 100).rounded()))) : 0
        func cell(_ width: Int, _ color: String) -> String {
            "<td width=\"\(width)%\" height=\"6\" bgcolor=\"\(color)\" style=\"width:\(width)%;height:6px;font-size:1px;line-height:1px;background-color:\(color)\">&nbsp;</td>"
        }
        raw("<table role=\"presentation\" aria-hidden=\"true\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr>")
        raw((filled > 0 ? cell(filled, "#3b6ea5") : "") + (filled < 100 ? cell(100 - filled, "#e4ebf2") : ""))
        raw("</tr></table>")
    }

    /// A trend as columns, oldest first in the direction of reading; a gap where there is no figure.
    mutating func columns(_ points: [ExactDecimal?], label: String) {
        let numbers = points.map { $0?.approximate }
        let known = numbers.compactMap { $0 }
        let (least, most) = (min(0, known.min() ?? 0), known.max() ?? 0)
        raw("<table role=\"img\" aria-label=\"\(Self.escaped(label))\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"margin-top:6px\"><tr>")
        for (index, number) in numbers.enumerated() {
            let share = number.map { most > least ? ($0 - least) / (most - least) : 1 }
            let height = share.map { max(2, Int(($0 * 28).rounded())) }
            let color = index == numbers.count - 1 ? "#b45309" : "#3b6ea5"
            raw("<td valign=\"bottom\" bgcolor=\"#ffffff\" style=\"vertical-align:bottom;padding:0 1px;height:28px;background-color:#ffffff\">")
            if let height {
                raw("<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr><td width=\"10\" height=\"\(height)\" bgcolor=\"\(color)\" style=\"width:10px;height:\(height)px;font-size:1px;line-height:1px;background-color:\(color)\">&nbsp;</td></tr></table>")
            } else {
                raw("&nbsp;")
            }
            raw("</td>")
        }
        raw("</tr></table>")
    }

    /// Safe in text and in quoted attributes; characters that HTML forbids, and those that turn the writing direction, become U+FFFD.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{FFFE}", "\u{FFFF}":
                result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
