/// A customer of the sample: where it belongs, how much it buys, and how it pays.
struct SampleCustomer {
    enum Segment: Int {
        case keyAccount, midMarket, publicSector, smallBusiness

        var name: StaticString {
            switch self {
            case .keyAccount: "Key account"
            case .midMarket: "Mid-market"
            case .publicSector: "Public sector"
            case .smallBusiness: "Small business"
            }
        }
        /// How many items it has, in sixths of an average small business.
        var activity: Int { [48, 24, 18, 9][rawValue] }
        /// How large its invoices are beside a small business's.
        var size: Int { [4, 2, 2, 1][rawValue] }
    }

    let index: Int
    let country: Int
    let currency: Int
    let segment: Segment
    /// nil: nobody looks after it, which happens.
    let collector: Int?
    let termDays: Int
    /// Days after the due date on which it usually pays; negative when early.
    let lateness: Int
    /// Takes invoices through its country's portal.
    let usesPortal: Bool

    var number: Int { 100_000 + index }
}
