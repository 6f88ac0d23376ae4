/// Who the sample's customers and collectors are, found from their position alone, so that none need be held.
struct SamplePortfolio {
    let items: Int
    let seed: UInt64
    let customerCount: Int
    let collectorCount: Int
    /// Collectors by country.
    private let collectors: [[Int]]
    private let totalWeight: Int

    init(items: Int, seed: UInt64) {
        self.items = items
        self.seed = seed
        customerCount = max(24, items <= 100_000 ? items / 32 : 3125 + (items - 100_000) / 100)
        collectorCount = min(1000, max(24, items / 10_000))
        var collectors = [[Int]](repeating: [], count: SampleCountry.all.count)
        for index in 0..<collectorCount { collectors[Self.country(index)].append(index) }
        self.collectors = collectors
        totalWeight = (0..<customerCount).reduce(0) { $0 + Self.weight($1, seed: seed) }
    }

    static func country(_ index: Int) -> Int { SampleCountry.pattern[index % SampleCountry.pattern.count] }

    /// One key account, five mid-market and two public customers of every twenty, in another country each time.
    private static func segment(_ index: Int) -> SampleCustomer.Segment {
        let offset = (index % 20 + 20 * 7 - index / 20 * 7 % 20) % 20
        switch offset {
        case 0: return .keyAccount
        case 2, 10: return .publicSector
        default: return offset % 4 == 1 ? .midMarket : .smallBusiness
        }
    }

    private static func weight(_ index: Int, seed: UInt64) -> Int {
        var random = SplitMix(seed: ~seed, stream: index)
        return segment(index).activity * random.within(50...150)
    }

    /// Calls `body` with each customer and the number of items it gets; these add up to `items` exactly.
    func forEachCustomer(_ body: (SampleCustomer, Int) throws -> Void) rethrows {
        var weight = 0
        var given = 0
        for index in 0..<customerCount {
            weight += Self.weight(index, seed: seed)
            let upTo = Int((Int128(weight) * Int128(items)) / Int128(totalWeight))
            try body(customer(index), upTo - given)
            given = upTo
        }
    }

    private func customer(_ index: Int) -> SampleCustomer {
        var random = SplitMix(seed: seed ^ 0x5EED_C057, stream: index)
        let country = Self.country(index)
        let place = SampleCountry.all[country]
        let segment = Self.segment(index)
        let lateness =
            switch random.below(100) {
            case ..<15: random.within(-12 ... -2)
            case ..<60: random.within(-4...2)
            case ..<90: random.within(1...7)
            default: random.within(9...24)
            }
        return SampleCustomer(
            index: index, country: country,
            currency: random.happens(perMille: 40) ? place.otherCurrency : place.currency, segment: segment,
            collector: index > 0 && random.happens(perMille: 15) ? nil : random.pick(collectors[country]),
            termDays: random.pick(place.paymentTerms), lateness: lateness + (segment == .publicSector ? 6 : 0),
            usesPortal: segment == .publicSector || random.happens(perMille: 80))
    }

    /// `DE Key Accounts`; a country has a team for every eight collectors, and two where it has two collectors.
    func team(of collector: Int) -> String {
        let country = Self.country(collector)
        let colleagues = collectors[country]
        let teams = max(min(2, colleagues.count), colleagues.count / 8)
        let number = (colleagues.firstIndex(of: collector) ?? 0) % teams
        let names = ["Key Accounts", "Mid-Market", "Small Business", "Public Sector"]
        return "\(SampleCountry.all[country].code) " + (number < names.count ? names[number] : "Team \(number + 1)")
    }
}
