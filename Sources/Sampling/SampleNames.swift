/// Invented names of companies and people; any likeness is chance.
enum SampleNames {
    private static let companies = [
        "Albatros", "Brenner", "Castell", "Delta", "Eisvogel", "Faro Norte", "Granada", "Hallström", "Ibérica", "Juniper",
        "Kestrel", "Lumière", "Meridian", "Núñez", "Oakridge", "Polaris", "Quintana", "Rosenthal", "Sierra", "Tramontana",
        "Umber", "Valdemar", "Westgate", "Yarrow", "Zenith", "Alcázar", "Belvedere", "Corbières", "Dunmore", "Eastline",
        "@Home", "Grünwald", "Hawthorn", "Levi, Cohen", "Marisol", "Nordkap", "Orchard", "Petit Pont", "\"Rapid\"", "Saguaro",
    ]
    private static let trades = [
        "Foods", "Logistics", "Medical", "Retail", "Electrics", "Packaging", "Textiles", "Chemicals", "Timber", "Optics",
        "Machinery", "Paper", "Energy", "Hotels", "Ceramics", "Software", "Motors", "Dairy", "Printing", "Pharma",
    ]
    private static let hebrew = ["אלון", "ברק", "גליל", "דקל", "הדר", "ורד", "זית", "כרמל"]
    private static let hebrewTrades = ["מזון", "שיווק", "הנדסה", "אריזות", "תעשיות"]
    private static let firstNames = [
        "Anna", "Bruno", "Carla", "David", "Elena", "Farid", "Greta", "Hugo", "Inés", "Jonas", "Karin", "Lucía", "Marc",
        "Noa", "Olivia", "Pablo", "Quinn", "Rosa", "Stefan", "Tamar", "Uri", "Vera", "Walter", "Ximena", "Yael", "Zoe",
        "Aiko", "Basil", "Chloé", "Dunya", "Emil", "Fleur",
    ]
    private static let lastNames = [
        "Abadi", "Becker", "Castro", "Dubois", "Evans", "Fischer", "García", "Haddad", "Ito", "Jensen", "Keller",
        "Laurent", "Müller", "Navarro", "Okafor", "Peretz", "Quiroga", "Romano", "Sato", "Tanaka", "Ullman", "Vidal",
        "Weber", "Yamada", "Zimmer", "Ahmad", "Brown", "Clark", "Díaz", "Engel", "Fraser", "Green",
    ]

    /// A company's name, its own until some tens of thousands of customers have been named.
    static func company(_ index: Int, country: SampleCountry) -> String {
        let form = country.legalForms[index / 7 % country.legalForms.count]
        let round = index / (companies.count * trades.count)
        let number = round == 0 ? "" : " \(round + 1)"
        if form == "בע״מ" {
            let name = hebrew[index / 20 % hebrew.count] + " " + hebrewTrades[index / 160 % hebrewTrades.count]
            return "\(name)\(index / 800 == 0 ? "" : " \(index / 800 + 1)") \(form)"
        }
        return "\(companies[index % companies.count]) \(trades[(index / companies.count + index) % trades.count])\(number) \(form)"
    }

    /// A collector's name, different for each of the first 1,024.
    static func collector(_ index: Int) -> String {
        let first = index % firstNames.count
        let last = (index / firstNames.count + 11 * first) % lastNames.count
        return "\(firstNames[first]) \(lastNames[last])"
    }
}
