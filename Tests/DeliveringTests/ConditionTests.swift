import Definitions
import Delivering
import Model
import Testing

/// Whether a condition lets a pack go, and what is said about it.
@Suite struct ConditionTests {
    private static let figures: [String: FigureNow] = [
        "share": FigureNow(title: "Overdue share", unit: .percent, currency: "EUR", value: ExactDecimal("0.2340"), before: ExactDecimal("0.2000"), status: .missed),
        "days": FigureNow(title: "DSO", unit: .days, currency: "EUR", value: ExactDecimal("45.00"), before: ExactDecimal("42.00"), status: .met),
        "lost": FigureNow(title: "Lost", unit: .money, currency: "EUR", value: nil, reason: "no sales"),
        "first": FigureNow(title: "First", unit: .money, currency: "EUR", value: ExactDecimal("10.00")),
    ]

    private func test(_ metric: String, _ question: FigureTest.Question) -> DeliveryCondition { .test(FigureTest(metric: metric, value: "", question: question, place: Samples.place)) }

    private func number(_ text: String) -> ExactDecimal { ExactDecimal(text) ?? .zero }

    private func outcome(_ condition: DeliveryCondition) throws -> ConditionOutcome {
        ConditionOutcome.of(condition, words: MailWords(try WordShelf.standard.words("en")) { value in
            switch value {
            case .percent(let ratio): "\((ratio * ExactDecimal(100)).normalized)%"
            case .days(let days): "\(days) days"
            case .money(let amount, let currency): "\(amount) \(currency)"
            default: "?"
            }
        }) { Self.figures[$0.metric] }
    }

    /// At the limit itself `>` doesn't hold, `>=` does; a rise by 3 is one of 3 or more.
    @Test func comparisons() throws {
        let all: [(FigureTest.Question, Bool)] = [
            (.compares(.above, number("0.2")), true), (.compares(.above, number("0.234")), false), (.compares(.atLeast, number("0.234")), true),
            (.compares(.below, number("0.234")), false), (.compares(.atMost, number("0.234")), true), (.compares(.equal, number("0.234")), true),
            (.compares(.different, number("0.234")), false), (.rises(by: number("0.034")), true), (.rises(by: number("0.0341")), false), (.rises(by: nil), true),
            (.falls(by: nil), false), (.stands(.missed), true), (.stands(.met), false),
        ]
        for (question, holds) in all { #expect(try outcome(test("share", question)).answer == (holds ? .yes : .no), "\(question)") }
    }

    @Test func theFactsThatDecideAreSaid() throws {
        let both = DeliveryCondition.any([test("share", .compares(.above, number("0.2"))), test("days", .rises(by: number("5")))])
        #expect(try outcome(both) == ConditionOutcome(answer: .yes, facts: ["Overdue share is 23.4%, which is above 20%"]))
        let neither = DeliveryCondition.any([test("share", .compares(.above, number("0.3"))), test("days", .rises(by: number("5")))])
        #expect(try outcome(neither) == ConditionOutcome(answer: .no, facts: ["Overdue share is 23.4%, which is not above 30%", "DSO has risen from 42.00 days to 45.00 days"]))
        #expect(try outcome(.all([test("share", .stands(.missed)), test("days", .rises(by: number("3")))])) == ConditionOutcome(
            answer: .yes, facts: ["the target of Overdue share: Missed", "DSO has risen from 42.00 days to 45.00 days"]))
        #expect(try outcome(.not(test("days", .falls(by: nil)))).answer == .yes)
    }

    /// Better a mail too many than a silence that means nothing; but what is settled without the figure stays settled.
    @Test func unavailableFiguresAreSent() throws {
        let lost = test("lost", .compares(.above, .zero))
        #expect(try outcome(lost) == ConditionOutcome(answer: .undecided, facts: ["Lost is unavailable (no sales)"]))
        #expect(try outcome(lost).isSent && outcome(.not(lost)).isSent)
        #expect(try outcome(.any([lost, test("share", .stands(.met))])).isSent)
        #expect(try outcome(.all([lost, test("share", .stands(.missed))])).isSent)
        #expect(try !outcome(.all([lost, test("share", .stands(.met))])).isSent)
        #expect(try outcome(test("first", .rises(by: nil))) == ConditionOutcome(answer: .undecided, facts: ["First is unavailable (no figure at the point before)"]))
        #expect(try outcome(test("first", .stands(.met))).isSent)
    }
}
