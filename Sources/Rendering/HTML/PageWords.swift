internal import Model

/// Every word that the page itself says, and how it writes numbers and dates; a catalogue per language can replace it.
struct PageWords: Sendable {
    static let english = PageWords()

    var skip = "Skip to the report"
    var contents = "Contents"
    var asOf = "As of"
    var currency = "Amounts in"
    var madeBy = "Countback"
    var target = "Target"
    var met = "Met"
    var near = "Near"
    var missed = "Missed"
    var better = "better"
    var worse = "worse"
    var notAvailable = "n/a"
    var noRows = "Nothing to list."
    var noFigures = "No figures to draw."
    var showData = "Figures behind this chart"
    var period = "Category"
    var trend = "Trend"
    var days = "days"
    var percentagePoints = "pp"
    var note = "Note"
    var warning = "Warning"
    var error = "Error"
    var formula = "Formula"
    var thousand = "thousand"
    var million = "million"
    var billion = "billion"
    var filter = "Filter rows"
    var rowsShown = "{shown} of {all} rows"
    var expandAll = "Expand all"
    var collapseAll = "Collapse all"
    var expand = "Show what is below"
    var months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    var groupMark = ","
    var decimalMark = "."
    var minus = "\u{2212}"

    func status(_ status: TargetStatus) -> String {
        switch status {
        case .met: met
        case .near: near
        case .missed: missed
        }
    }

    func tone(_ tone: Note.Tone) -> String? {
        switch tone {
        case .plain: nil
        case .info: note
        case .warning: warning
        case .error: error
        case .formula: formula
        }
    }

    func limited(shown: String, total: String, rest: String) -> String { "Showing \(shown) of \(total) rows. \(rest)" }

    /// What a trend line says to those who can't see it.
    func trend(points: Int, first: String, last: String) -> String { "\(points) points, from \(first) to \(last)" }
}
