import Definitions
import Model
import Testing

/// What a report says that its ledger definition can't keep.
@Suite struct ReportAndLedgerTests {
    private func findings(_ calendar: String, ledger: String) throws -> [String] {
        let report = try ReportDefinition.read(text("report: r\nledger: l.yaml\nmetrics: [dso]\n\(calendar)\n")).get()
        let definition = "ledger: l\nsources:\n  items: { file: items.csv }\n\(ledger)\n"
        return reported(report.findings(against: try LedgerDefinition.read(text(definition)).get()))
    }

    private static let calendars = "calendars: { ES: { weekend: [sat, sun] }, IL: { weekend: [fri, sat] }, GULF: { weekend: fri } }"

    @Test func calendarsThatTheLedgerHas() throws {
        for calendar in ["", "calendar: ES", "calendar: { by: country, default: IL }"] {
            #expect(try findings(calendar, ledger: Self.calendars) == [])
        }
    }

    @Test func calendarsThatItHasNot() throws {
        #expect(
            try findings("calendar: GUFL", ledger: Self.calendars) == [
                "4:11 unknown-calendar: the ledger has no calendar \"GUFL\" > did you mean \"GULF\"?"
            ])
        #expect(
            try findings("calendar: { by: country, default: DE }", ledger: Self.calendars) == [
                "4:35 unknown-calendar: the ledger has no calendar \"DE\" > its calendars are ES, IL and GULF"
            ])
        #expect(
            try findings("calendar: DE", ledger: "") == [
                "4:11 unknown-calendar: the ledger has no calendar \"DE\" > add \"calendars: { DE: { weekend: [sat, sun] } }\" to the ledger definition"
            ])
    }

    /// Only loading shows which calendars the rows of `holidays` have.
    @Test func calendarsThatHolidaysMayHave() throws {
        #expect(try findings("calendar: DE", ledger: "  holidays: { file: holidays.csv }") == [])
    }
}
