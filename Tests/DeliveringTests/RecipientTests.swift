import Delivering
import Model
import Testing

/// Who receives what, from a table, and what can be wrong with it.
@Suite struct RecipientTests {
    private func book(_ text: String) -> RecipientBook {
        var findings: [Finding] = []
        let allowed = AllowedDomains([Located("example.com", place: Samples.place)], &findings)
        return RecipientTable.book(text, shown: "coordinators.csv", allowed: allowed)
    }

    private func reported(_ findings: [Finding]) -> [String] { findings.map { "\($0.place.map { "\($0) " } ?? "")\($0.severity) \($0.id): \($0.message) > \($0.remedy ?? "")" } }

    @Test(arguments: [
        "member,recipients\nDE,a@example.com; b@example.com\n,boss@example.com\nES,\"Ruiz, Ana <c@example.com>\"\n",
        "\u{FEFF}Member;Recipients;name\r\nDE;a@example.com b@example.com;x\r\n;boss@example.com;\r\nES;\"Ruiz, Ana <c@example.com>\";\r\n",
        "name,recipients,member\n\"x\ny\",\"a@example.com, b@example.com\",DE\n,boss@example.com,\n,\"\"\"Ruiz, Ana\"\" <c@example.com>\",ES",
    ])
    func tables(_ text: String) {
        let book = book(text)
        #expect(reported(book.findings) == [])
        #expect(book.recipients(of: "DE").map(\.address.text) == ["a@example.com", "b@example.com"])
        #expect(book.recipients(of: "").map(\.address.text) == ["boss@example.com"])
        #expect(book.recipients(of: "ES").map(\.name) == ["Ruiz, Ana"])
        #expect(book.recipients(of: "FR").isEmpty)
    }

    @Test func everyMistakeAtOnce() {
        let book = book(
            """
            member,recipients
            DE,a@example.com;a@EXAMPLE.com
            ES,
            FR,not an address
            IT,"x@example.com
            Bcc: y@example.com"
            PT,z@elsewhere.net

            """)
        #expect(
            reported(book.findings) == [
                "coordinators.csv:2 warning recipient-twice: a@example.com stands twice, and gets one message (as on line 2) > remove one of the two",
                "coordinators.csv:3 error no-recipient: the row of ES names no recipient > write an address, or remove the row",
                "coordinators.csv:4 error bad-address: the recipient \"not\" is no e-mail address > write ana@example.com, or Ana Ruiz <ana@example.com>",
                "coordinators.csv:4 error bad-address: the recipient \"an\" is no e-mail address > write ana@example.com, or Ana Ruiz <ana@example.com>",
                "coordinators.csv:4 error bad-address: the recipient \"address\" is no e-mail address > write ana@example.com, or Ana Ruiz <ana@example.com>",
                "coordinators.csv:5 error control-character: the recipient \"x@example.com Bcc:\" holds a line break or another control character > write it on one line; a line break could begin a header of its own",
                "coordinators.csv:7 error domain-not-allowed: z@elsewhere.net may not receive mail: its domain is not among the allowed ones > Allowed are example.com; correct the address, or add its domain to \"allowed_domains\".",
            ])
    }

    @Test func membersAndRecipientsThatDontMeet() {
        let book = book("member,recipients\nDE,a@example.com\nSpian,b@example.com\n")
        #expect(
            reported(book.mismatches(members: ["DE", "Spain", "(none)"], of: Samples.place)) == [
                "report.yaml:1:1 error no-recipient: nobody is named who receives the pack of Spain > did you mean \"Spian\"?",
                "coordinators.csv:3 warning recipient-without-rows: there are no rows of Spian: b@example.com gets nothing > did you mean \"Spain\"?",
            ])
    }

    @Test(arguments: [
        ("", "coordinators.csv error empty-file: the file holds no recipients > begin it with the line member,recipients"),
        ("member,recipient\nDE,a@example.com\n", "coordinators.csv:1 error no-column: the file has no column \"recipients\" > did you mean \"recipient\"?"),
    ])
    func noTable(_ text: String, _ said: String) { #expect(reported(book(text).findings) == [said]) }
}
