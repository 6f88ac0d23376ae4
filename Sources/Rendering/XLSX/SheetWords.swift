internal import Model

/// The few words that the workbook adds to the pack's own, in the pack's language.
struct SheetWords {
    var keyDate: String
    var currency: String
    var met: String
    var near: String
    var missed: String
    var notAvailable: String
    var days: String
    /// Percentage points.
    var points: String
    var target: String
    var share: String
    var count: String
    var chartData: String
    var category: String
    var noRows: String
    var continuedOn: String
    var continuedFrom: String
    /// `%1` of `%2` rows are shown; `%3` says where the rest is.
    var showing: String

    func word(for status: TargetStatus) -> String {
        switch status {
        case .met: met
        case .near: near
        case .missed: missed
        }
    }

    func showing(_ shown: Int, of total: Int, rest: String) -> String {
        showing.replacing("%1", with: String(shown)).replacing("%2", with: String(total)).replacing("%3", with: rest)
    }

    /// The words of a BCP 47 language such as `de-AT`; English where there are none.
    init(language: String) {
        switch language.lowercased().prefix(2) {
        case "de": self = .german
        case "es": self = .spanish
        case "fr": self = .french
        case "he", "iw": self = .hebrew
        default: self = .english
        }
    }

    private init(_ words: [String]) {
        keyDate = words[0]
        currency = words[1]
        met = words[2]
        near = words[3]
        missed = words[4]
        notAvailable = words[5]
        days = words[6]
        target = words[7]
        share = words[8]
        count = words[9]
        chartData = words[10]
        category = words[11]
        noRows = words[12]
        continuedOn = words[13]
        continuedFrom = words[14]
        showing = words[15]
        points = words[16]
    }

    private static let english = SheetWords([
        "Key date", "Currency", "Met", "Near", "Missed", "n/a", "days", "Target", "Share", "Count", "Chart data",
        "Category", "No rows", "Continued on", "Continued from", "Showing %1 of %2 rows. %3", "pp",
    ])
    private static let german = SheetWords([
        "Stichtag", "Währung", "Erreicht", "Knapp", "Verfehlt", "n. v.", "Tage", "Ziel", "Anteil", "Anzahl",
        "Diagrammdaten", "Kategorie", "Keine Zeilen", "Fortsetzung auf", "Fortsetzung von",
        "%1 von %2 Zeilen. %3", "PP",
    ])
    private static let spanish = SheetWords([
        "Fecha de corte", "Moneda", "Cumplido", "Próximo", "No cumplido", "n. d.", "días", "Objetivo", "Proporción",
        "Número", "Datos de gráficos", "Categoría", "Sin filas", "Continúa en", "Continuación de",
        "Se muestran %1 de %2 filas. %3", "pp",
    ])
    private static let french = SheetWords([
        "Date d’arrêté", "Devise", "Atteint", "Proche", "Manqué", "n. d.", "jours", "Objectif", "Part", "Nombre",
        "Données des graphiques", "Catégorie", "Aucune ligne", "Suite sur", "Suite de",
        "%1 lignes affichées sur %2. %3", "pts",
    ])
    private static let hebrew = SheetWords([
        "תאריך קובע", "מטבע", "הושג", "קרוב", "לא הושג", "לא זמין", "ימים", "יעד", "שיעור", "מספר",
        "נתוני תרשימים", "קטגוריה", "אין שורות", "המשך בגיליון", "המשך מגיליון",
        "מוצגות %1 מתוך %2 שורות. %3", "נק׳ אחוז",
    ])
}
